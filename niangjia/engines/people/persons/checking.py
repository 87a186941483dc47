"""What the actions on the register ask of days, reasons and fields. Refusals are sentences for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from niangjia.engines.journal import UnfitData
from niangjia.engines.journal.guard import packed
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .models import Person
    from .values import Fields

LONGEST_REASON = 200
DIGITS = {"ethnicity": re.compile(r"([0-9]{2})?"), "household_region": re.compile(r"([0-9]{6})?")}


def not_future(day: date) -> date:
    """The day, which may be long ago: entered later is lawful. Raises NotPossible."""
    if day > today():
        raise NotPossible(_("The day lies in the future."))
    return day


def fit_note(text: str) -> str:
    """A remark that may be empty and names no number: it outlives the person's data. Raises NotPossible."""
    text = " ".join(text.split())
    if len(text) > LONGEST_REASON:
        raise NotPossible(_("The reason is too long: at most %(count)s signs.") % {"count": LONGEST_REASON})
    try:
        packed({"reason": text})
    except UnfitData:
        raise NotPossible(_("Write the reason without numbers of documents, telephones or cards.")) from None
    return text


def fit_reason(text: str) -> str:
    """A reason, which must be given. Raises NotPossible."""
    if not text.strip():
        raise NotPossible(_("Say why."))
    return fit_note(text)


def set_fields(person: Person, fields: Fields) -> list[str]:
    """Set the person's open fields; answers which of them changed. Raises NotPossible for a value that can't be."""
    changed = [name for name, value in fields.items() if getattr(person, name) != _tidy(value)]
    for name in changed:
        setattr(person, name, _tidy(fields[name]))  # type: ignore[literal-required]
    check_fields(person, changed)
    return changed


def _tidy(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def check_fields(person: Person, names: Iterable[str]) -> None:
    """Raises NotPossible if one of these fields can't have its value."""
    names = set(names)
    others = {field.name for field in person._meta.fields} - names
    try:
        person.clean_fields(exclude=others)
    except ValidationError as error:
        raise NotPossible(_named(person, error)) from None
    for name in names & DIGITS.keys():
        if not DIGITS[name].fullmatch(getattr(person, name)):
            raise NotPossible(_("%(field)s: this is no such code.") % {"field": _label(person, name)})
    if "born" in names and person.born:
        not_future(person.born)


def _named(person: Person, error: ValidationError) -> str:
    name, found = next(iter(error.error_dict.items()))
    return f"{_label(person, name)}: {found[0].messages[0]}"


def _label(person: Person, name: str) -> str:
    field = person._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))
