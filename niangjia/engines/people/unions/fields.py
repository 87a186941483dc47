"""A union's own data: which fields they are, and what may stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from niangjia.foundation.clock import today
from niangjia.foundation.identity import CodeHolder, Refusal, examine_phone, examine_uscc

from .models import Kind, Level, State, Union
from .refusals import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

# What correct_union may change. Name, level, kind, parent and state are dated: other verbs change them.
OWN = frozenset(
    {
        "code",
        "short_name",
        "uscc",
        "certificate",
        "certificate_expires",
        "nature",
        "industry",
        "region",
        "founded",
        "term",
        "term_started",
        "election_due",
        "approval_paper",
        "headcount",
        "phone",
        "address",
    }
)
INDUSTRY = re.compile(r"[A-T][0-9]{0,3}|[0-9]{2,4}")  # GB/T 4754: a section, or a division and what is below it
REGION = re.compile(r"[1-9][0-9]{5}")
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")  # it sorts the tree, stands in addresses and in files


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A union that is about to be entered; `own` has values of the fields in OWN."""

    code: str
    name: str
    level: Level
    kind: Kind
    state: State = State.ACTIVE
    own: Mapping[str, Any] = field(default_factory=dict)

    def cleaned(self) -> dict[str, Any]:
        """All values as they are stored. Raises Unfit."""
        if self.state not in {State.PREPARING, State.ACTIVE}:
            raise Unfit("state", _("A union that is entered is being founded or at work."))
        named = {"code": self.code, "name": self.name, "level": self.level, "kind": self.kind, "state": self.state}
        return {**cleaned_own(self.own), **cleaned(named)}


def cleaned_own(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored. Raises Unfit, or ValueError for a field that is none of the union's own."""
    if strange := values.keys() - OWN:
        raise ValueError(f"no own data of a union: {', '.join(sorted(strange))}")
    return cleaned(values)


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of these fields of a union as they are stored. Raises Unfit."""
    return {name: clean(Union, name, value, SPECIAL) for name, value in values.items()}


def clean(model: type[models.Model], name: str, value: Any, special: Mapping[str, Callable[[Any], Any]]) -> Any:
    """One value as the model stores it; `special` has what to do with some fields before. Raises Unfit."""
    plain = " ".join(value.split()) if isinstance(value, str) else value
    try:
        stored = model._meta.get_field(name)
        assert isinstance(stored, models.Field)  # noqa: S101 - own data are no relations
        ready = special[name](plain) if name in special and plain not in {None, ""} else plain
        return stored.clean(None if ready == "" and stored.null else ready, None)
    except FieldDoesNotExist as error:
        raise ValueError(str(error)) from None
    except ValidationError as error:
        raise Unfit(name, error.messages[0]) from None


def own_code(text: str) -> str:
    """A union's own social credit code. Raises Unfit, also for the code of an employer."""
    code, holder = _examined(text)
    if holder is CodeHolder.OTHER:
        raise Unfit("uscc", _("This is the code of an employer: a union's own code begins with 81 or 89."))
    return code


def employers_code(text: str) -> str:
    """An employer's social credit code. Raises Unfit, also for the code of a union."""
    code, holder = _examined(text)
    if holder is not CodeHolder.OTHER:
        raise Unfit("uscc", _("This is the code of a union: an employer has one of its own."))
    return code


def _examined(text: str) -> tuple[str, CodeHolder]:
    found = examine_uscc(text)
    if isinstance(found, Refusal):
        raise Unfit("uscc", found.label)
    return found.code, found.holder


def industry(text: str) -> str:
    """A code of GB/T 4754. Raises Unfit."""
    if not INDUSTRY.fullmatch(code := text.upper()):
        raise Unfit("industry", _("An industry is a letter from A to T, or two to four digits of GB/T 4754."))
    return code


def region(text: str) -> str:
    """A code of GB/T 2260. Raises Unfit."""
    if not REGION.fullmatch(text):
        raise Unfit("region", _("A region has six digits (GB/T 2260)."))
    return text


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise Unfit(
            "code", _("A union's code has digits and letters, with dots, dashes or underscores between them.")
        )
    return text


def _phone(text: str) -> str:
    found = examine_phone(text)
    if isinstance(found, Refusal):
        raise Unfit("phone", found.label)
    return text  # as the union writes it: it is read by people, nobody is found by it


def _past(name: str) -> Callable[[Any], date]:
    def check(value: Any) -> date:
        day: date = models.DateField().to_python(value)
        if day > today():
            raise Unfit(name, _("This day lies in the future."))
        return day

    return check


SPECIAL: Mapping[str, Callable[[Any], Any]] = {
    "code": _code,
    "uscc": own_code,
    "industry": industry,
    "region": region,
    "phone": _phone,
    "founded": _past("founded"),
    "term_started": _past("term_started"),
}
