"""What can be wrong with a row, each with a sentence on how to mend it. Errors stop a row, warnings don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from niangjia.engines.people.roster.shapes import Problem

ERRORS: dict[str, str | _StrPromise] = {
    "name_missing": _("The name is missing: write it."),
    "no_name": _("This is no name: write it without figures."),
    "union_missing": _("The union is missing: write its code, name or short name."),
    "lost_digits": _(
        "The spreadsheet has lost digits of this number. Format the column as text, then type the number again from "
        "the document."
    ),
    "length": _("The number has too many or too few characters: compare it with the document."),
    "characters": _("The number has a character that does not belong there: compare it with the document."),
    "check_digit": _("One character of the number is mistyped, for its last one does not fit: compare it."),
    "impossible_date": _("This date does not exist, or lies outside of what is possible: correct it."),
    "unreadable_date": _("This is not understood as a date: write it like 2021-06-01."),
    "unclear_date": _("This date can mean two days: write it like 2021-06-01."),
    "future_date": _("This date lies in the future: correct it."),
    "too_old": _("By the birth date in the number nobody alive is so old: compare it with the document."),
    "under_16": _("The person is not 16 yet and can't be a member: compare the number with the document."),
    "other_kind": _("The number is of another kind of document than the row says: correct one of the two."),
    "kind_unclear": _("It is not clear of which kind of document this number is: add a column that says it."),
    "too_long": _("This text is too long: shorten it."),
    "unresolved": _(
        "The cell stands for a value that is not there (“as above”, #N/A, or a formula whose result is not stored): "
        "write the value itself."
    ),
}
WARNINGS: dict[str, str | _StrPromise] = {
    "odd_name": _("An unusual name: look whether it is right."),
    "unknown_area": _("No region with the code in the number is known: compare it with the document."),
    "converted": _("An old number of 15 digits was converted to 18."),
    "ends_in_zeros": _("The number ends in zeros, as if a spreadsheet had rounded it: compare it with the document."),
    "odd_check_digit": _("The last digit of the number does not seem to fit: compare it with the document."),
    "kind_guessed": _("The kind of the document was concluded from its number."),
    "over_70": _("The person is older than 70: look whether that is right."),
    "sex_differs": _("The sex differs from the document, which was followed."),
    "born_differs": _("The birth date differs from the document, which was followed."),
    "no_day": _("The date has no day: the first was taken."),
    "early": _("This date is before the person was 14: look whether it is right. It was not taken."),
    "no_phone": _("The telephone is missing."),
    "odd_phone": _("An unusual telephone number: look whether it is right."),
    "bad_phone": _("This is no telephone number. It was not taken."),
    "unknown_value": _("This is none of the known values. It was not taken."),
    "unknown_region": _("No region of this name or code is known. It was not taken."),
    "bad_code": _("This is no social credit code. It was not taken."),
    "bad_card": _("This is no card number. It was not taken."),
    "formula_empty": _(
        "The cell computes its value, but none is stored: open the workbook in WPS or Excel, save it, upload it "
        "again."
    ),
    "not_taken": _("This could not be read. It was not taken."),
}


def sentence(problem: Problem) -> str:
    """What is wrong, and how to mend it, in the user's language."""
    return str(ERRORS.get(problem.code) or WARNINGS[problem.code])


def is_error(problem: Problem) -> bool:
    return problem.code in ERRORS
