"""What pages show of a correction: the differences, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst

from niangjia.engines.people.persons.details import values_of
from niangjia.engines.people.persons.models import SealedDetail
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.registry.person_page import field_label, field_text
from niangjia.foundation.identity.phones import dialled

from .journal_codes import fields_said
from .models import Correction
from .values import DETAILS, unpacked

if TYPE_CHECKING:
    from niangjia.engines.people.persons.models import Person


@dataclass(frozen=True, repr=False)
class Difference:
    """A field, what the record has (numbers masked), what is asked for, in words; `same` if it has that already."""

    label: str
    now: str
    asked: str
    same: bool


def differences(correction: Correction) -> list[Difference]:
    """Field by field. Whoever shows this to somebody else than the person has journalled the look."""
    if not correction.asked:
        return []
    wanted = unpacked(correction.asked.reveal())
    return [_difference(correction.person, name, value) for name, value in wanted.items()]


def _difference(person: Person, name: str, value: Any) -> Difference:
    if name in DETAILS:
        same = value == next(iter(values_of(person, name)), "")
        shown = dialled(value) if name == SealedDetail.Kind.PHONE else value
        return Difference(_label_of_detail(name), masked_detail(person, name), shown, same=same)
    then = type(person)(**{name: value})  # never saved: only to say the value as the record would
    before, asked = field_text(person, name), field_text(then, name)
    return Difference(field_label(person, name), before, asked, same=before == asked)


def _label_of_detail(kind: str) -> str:
    return capfirst(str(SealedDetail.Kind(kind).label))


def open_of(person: Person) -> Correction | None:
    """The person's open request."""
    return Correction.objects.filter(person=person, state=Correction.State.OPEN).first()


def title_of(correction: Correction) -> str:
    """What it is about."""
    return fields_said(correction.fields)


def masked_detail(person: Person, kind: str) -> str:
    """What the record has of a kind, masked."""
    row = SealedDetail.objects.filter(person=person, kind=kind).order_by("position").first()
    return masked(row) if row else ""
