"""Whom one calls at once. National numbers, from general knowledge; 12350 was not read in a source again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Number:
    number: str
    title: str | _StrPromise


NUMBERS = (
    Number("120", _("Ambulance")),
    Number("119", _("Fire, rescue")),
    Number("110", _("Police")),
    Number("12350", _("Dangers at work")),
)
