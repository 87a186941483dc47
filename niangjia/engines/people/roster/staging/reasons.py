"""What is said of a row beside the problems of its cells: how it stands to the register and to other rows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Errors that only the register can find; a code of these in `Staged.errors` makes the row rejected.
UNKNOWN_UNION, AMBIGUOUS_UNION, UNION_MISSING, CLOSED_UNION = (
    "unknown_union", "ambiguous_union", "union_missing", "closed_union",
)  # fmt: skip
# Warnings that only the register can give.
UNKNOWN_EMPLOYER, AMBIGUOUS_EMPLOYER = "unknown_employer", "ambiguous_employer"
# Reasons of outcomes.
ELSEWHERE, MEMBER_ELSEWHERE, REGISTERED_ELSEWHERE = "elsewhere", "member_elsewhere", "registered_elsewhere"
TWICE, SAME_ROW, NOT_PICKED, NONE_PICKED = "twice", "same_row", "not_picked", "none_picked"
OTHER_NAME, SEVERAL_KNOWN, MAYBE_KNOWN, DIED = "other_name", "several_known", "maybe_known", "died"
NO_DOCUMENT, COMPLETES, TWO_PERSONS, SINCE_CHANGED = "no_document", "completes", "two_persons", "since_changed"
JOINS, NO_ROWS = "joins", "no_rows"

SENTENCES = {
    UNKNOWN_UNION: _("No union of this name or code is known here. Write its code, or its full name as in the tree."),
    AMBIGUOUS_UNION: _("Several unions have this name. Write the union's code."),
    UNION_MISSING: _("The union is missing. Write its code or its full name."),
    CLOSED_UNION: _("This union was merged or dissolved. Write the one that took its place."),
    UNKNOWN_EMPLOYER: _(
        "No employer of this name or code is known: the work was not entered. Enter the employer first."
    ),
    AMBIGUOUS_EMPLOYER: _(
        "Several employers have this name: the work was not entered. Write the social credit code."
    ),
    ELSEWHERE: _("Belongs to another union of yours, as a member: transfer the membership there."),
    MEMBER_ELSEWHERE: _("Is a member of a union elsewhere: the membership has to be transferred from there."),
    REGISTERED_ELSEWHERE: _("Is in the register of a union elsewhere: ask for the record there."),
    TWICE: _("The file has several rows about this person, and they differ. Pick the one that holds."),
    SAME_ROW: _("The same row stands in the file before."),
    NOT_PICKED: _("Another row about this person was picked."),
    NONE_PICKED: _("None of the rows about this person was picked."),
    OTHER_NAME: _("The register has another name with this document. Pick the row if it is the same person."),
    SEVERAL_KNOWN: _("Several records of the register may be this person. Add the document number."),
    MAYBE_KNOWN: _(
        "Somebody of this name is in this union. Pick the row if it is somebody else; else add the number."
    ),
    DIED: _("The register says that this person has died."),
    NO_DOCUMENT: _("No identity document: entered as incomplete, and not counted until one is added."),
    COMPLETES: _("Adds the document to a record that lacked it."),
    TWO_PERSONS: _("The two documents are those of two persons of the register."),
    SINCE_CHANGED: _("Changed in the register since the list was checked: check it again."),
    JOINS: _("Is known, and becomes a member."),
    NO_ROWS: _("The table has no rows: check which sheet and which columns were chosen."),
}


def sentence(code: str) -> str:
    """The sentence of a reason, or of a problem of a cell, in the user's language."""
    from niangjia.engines.people.roster.columns import ERRORS, WARNINGS

    return str(SENTENCES.get(code) or ERRORS.get(code) or WARNINGS.get(code) or code)
