"""What an action on a person is given. None of these shows its values: representations end in logs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.identity import DocumentKind


class Fields(TypedDict, total=False):
    """A person's open fields, as the model stores them: codes (see engines/people/codes.py) and plain text."""

    sex: str
    born: date | None
    ethnicity: str
    native_place: str
    education: str
    political: str
    household: str
    household_region: str
    is_migrant: bool
    work_state: str
    skill: str
    new_form: str
    platform: str


class Corrections(Fields, total=False):
    """What can be corrected by hand."""

    name: str


@dataclass(frozen=True, kw_only=True, repr=False, slots=True)
class DocumentData:
    """An identity document; its number as typed. `country` is who issued a passport: three letters (GB/T 2659)."""

    kind: DocumentKind
    number: str
    valid_until: date | None = None
    country: str = ""


@dataclass(frozen=True, kw_only=True, repr=False, slots=True)
class PersonData:
    """A person to be registered. The first document is the main one; everything as typed.

    Sex and birth date in `fields` count only where no document tells them.
    """

    name: str
    documents: tuple[DocumentData, ...] = ()
    phones: tuple[str, ...] = ()
    address: str = ""
    bank_card: str = ""
    fields: Fields = field(default_factory=Fields)


@dataclass(frozen=True, kw_only=True, repr=False, slots=True)
class RelativeData:
    """A member of the family, as the person said; `number` of a resident ID, which then tells the birth date."""

    relation: str
    name: str
    born: date | None = None
    number: str = ""
