"""The fields that a column can hold: key, title for people, and the headings under which rolls have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from .synonyms import SYNONYMS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Field(NamedTuple):
    """`taken`: stored in the register; other fields are known, so that nobody wonders, but left alone."""

    key: str
    title: str | _StrPromise
    synonyms: tuple[str, ...]
    taken: bool = True
    repeats: bool = False  # several columns may hold it


TITLES: dict[str, str | _StrPromise] = {
    "name": _("Name"),
    "document_kind": _("Kind of document"),
    "document_number": _("Document number"),
    "document_until": _("Document valid until"),
    "sex": _("Sex"),
    "born": _("Born on"),
    "ethnicity": _("Ethnicity"),
    "native_place": _("Native place"),
    "education": _("Education"),
    "political": _("Political status"),
    "household": _("Household"),
    "household_region": _("Household's region"),
    "is_migrant": _("Migrant rural worker"),
    "work_state": _("Work"),
    "skill": _("Skill grade"),
    "new_form": _("New form of work"),
    "platform": _("Platform"),
    "phone": _("Telephone"),
    "address": _("Home address"),
    "bank_card": _("Bank card"),
    "union": _("Union"),
    "union_code": _("Union's code"),
    "joined": _("Joined"),
    "member_number": _("Membership number"),
    "employer": _("Employer"),
    "employer_code": _("Employer's social credit code"),
    "employment": _("Kind of employment"),
    "job": _("Job"),
    "employed": _("Employed since"),
    "serial": _("Serial number"),
    "age": _("Age"),
    "note": _("Remarks"),
}
NOT_TAKEN = frozenset({"serial", "age", "note"})
REPEATING = frozenset({"phone", "note"})

FIELDS: dict[str, Field] = {
    key: Field(key, title, SYNONYMS[key], key not in NOT_TAKEN, key in REPEATING) for key, title in TITLES.items()
}
