"""What a correction asks for: new values by field. Kept as JSON, compared with what the record has at the moment."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _

from niangjia.engines.people.persons.checking import set_fields
from niangjia.engines.people.persons.details import fit_detail, values_of
from niangjia.engines.people.persons.documents import documents_of, told_by
from niangjia.engines.people.persons.models import SealedDetail
from niangjia.engines.people.persons.naming import fit_name
from niangjia.engines.people.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.people.persons.models import Person

# What can be asked for: open fields of the record, and the first telephone and address.
OPEN = (
    *("name", "sex", "born", "ethnicity", "native_place", "education", "political"),
    *("household", "is_migrant", "work_state", "skill"),
)
DETAILS = (SealedDetail.Kind.PHONE.value, SealedDetail.Kind.ADDRESS.value)
FIELDS = (*OPEN, *DETAILS)
LARGEST = 4 * 1024 * 1024  # bytes of a paper
STARTS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}


@dataclass(frozen=True, repr=False, slots=True)
class Paper:
    """A picture or PDF that somebody hands in; `kind` is its media type, as its first bytes tell."""

    content: bytes
    kind: str


def read_paper(content: bytes) -> Paper:
    """What was handed in, if it can be looked at. Raises NotPossible."""
    if len(content) > LARGEST:
        raise NotPossible(_("The file is larger than 4 MB."))
    kind = next((kind for start, kind in STARTS.items() if content.startswith(start)), "")
    if not kind:
        raise NotPossible(_("Hand in a picture (JPEG, PNG) or a PDF."))
    return Paper(content, kind)


def present(person: Person) -> dict[str, Any]:
    """What the record has now, by field; for comparing."""
    found = {name: getattr(person, name) for name in OPEN}
    return {**found, **{kind: next(iter(values_of(person, kind)), "") for kind in DETAILS}}


def differing(person: Person, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Of the wanted values those that the record does not have, made fit. Raises NotPossible for what can't be."""
    now, fitting = present(person), {name: fit(name, value) for name, value in wanted.items() if name in FIELDS}
    found = {name: value for name, value in fitting.items() if value != now[name]}
    for kind in DETAILS:
        if not found.get(kind):
            found.pop(kind, None)  # an empty field leaves the detail as it is
    _try(person, found)
    return found


def fit(name: str, value: Any) -> Any:
    """A value as the record would have it. Raises NotPossible for what is none."""
    if name in DETAILS:
        return fit_detail(name, value) if value else ""
    if name == "name":
        return fit_name(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _try(person: Person, found: Mapping[str, Any]) -> None:
    """Let the record's own checks look at the open fields, on a copy."""
    if {"sex", "born"} & found.keys() & told_by(documents_of(person)).keys():
        raise NotPossible(
            _("Sex and birth date come from the identity document: say in words what is wrong with it.")
        )
    fields = {name: value for name, value in found.items() if name in OPEN and name != "name"}
    set_fields(copy.copy(person), cast("Any", fields))


def packed(values: Mapping[str, Any]) -> str:
    return json.dumps({name: _plain(value) for name, value in values.items()}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def unpacked(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    if found.get("born"):
        found["born"] = date.fromisoformat(found["born"])
    return found
