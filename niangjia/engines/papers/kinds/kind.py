"""The one registry of kinds of papers, and of the series by which they are numbered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.numbers import NumberKind

from .fields import Field, packed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from niangjia.engines.people.posts.models import Role

    from .sheet import Sheet

    Words = str | _StrPromise
    Compose = Callable[[Mapping[str, Any]], Sheet]

KEY = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")


class UnknownPaper(LookupError):
    """A kind was asked for that nobody registered: a slip of the code."""


class Template(StrEnum):
    """How a sheet is set. OFFICIAL follows GB/T 9704-2012 (from general knowledge, the standard was not re-read)."""

    OFFICIAL = "official"
    NOTICE = "notice"
    FORM = "form"
    ROLL = "roll"
    WIDE = "wide"
    RECEIPT = "receipt"
    MINUTES = "minutes"


class Retention(TextChoices):
    """How long it is kept (机关文件材料归档范围和文书档案保管期限规定: permanent, 30 or 10 years)."""

    PERMANENT = "Y", _("for ever")
    THIRTY = "D30", _("30 years")
    TEN = "D10", _("10 years")

    @property
    def years(self) -> int | None:
        return {"Y": None, "D30": 30, "D10": 10}[self.value]


@dataclass(frozen=True)
class Series:
    """A book of numbers. `word` stands in the number behind the union's own: 石矿工`证`〔2026〕12号."""

    key: str
    word: str = ""

    @property
    def numbers(self) -> str:
        """The key of its numbers; they run within union and year."""
        return f"papers.{self.key}"


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper.

    `compose` makes the sheet from the data (those of `fields`, as JSON holds them), in Chinese; it is asked while the
    paper is a draft and for the last time when it is signed. `caption` says what it is about, in lists and office
    registers, without personal data; without it the title stands there. Steps that a kind has not are left out of
    its life: `checked`, `sealed`, `delivered`. `signers` are roles of the union that sign; empty is whoever may sign.
    `signs` is the permission by which it is signed in place of "papers:sign", for what is issued day by day by a
    right of a service's own; it is revoked by "papers:sign" all the same. `months` is how long it holds: a number,
    the key of a figure in months, None for ever. `personal`: opening it is journalled as a look. `free`: people draft
    it at the desk by a form made of the fields.
    """

    key: str
    title: Words
    template: Template
    compose: Compose
    fields: tuple[Field, ...] = ()
    caption: Callable[[Mapping[str, Any]], str] | None = None
    series: str = "paper"
    numbered: bool = True
    checked: bool = True
    signers: tuple[Role, ...] = ()
    sealed: bool = True
    delivered: bool = True
    retention: Retention = Retention.THIRTY
    copies: int = 1
    signs: str = ""
    months: int | str | None = None
    personal: bool = True
    free: bool = False
    version: int = 1

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError(f"paper {self.key!r}: write its key as service.paper")

    def packed(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The data as JSON holds them. Raises BadData."""
        return packed(self.fields, data)

    def said(self, data: Mapping[str, Any]) -> str:
        """What it is about, for lists."""
        return (self.caption(data) if self.caption else str(self.title)) or str(self.title)


_kinds: dict[str, PaperKind] = {}
_series: dict[str, Series] = {}


def register_paper(kind: PaperKind) -> PaperKind:
    """Make a kind known. Raises ValueError for a second one of that key."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"paper {kind.key!r} is registered twice")
    return kind


def register_series(key: str, word: str = "") -> Series:
    """Make a series of numbers known."""
    made = Series(key, word)
    if _series.setdefault(key, made) != made:
        raise ValueError(f"series {key!r} is registered twice")
    NumberKind(made.numbers, "{number}")
    return made


def known(key: str) -> PaperKind:
    """The kind. Raises UnknownPaper."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownPaper(key) from None


def find(key: str) -> PaperKind | None:
    """The kind, or None."""
    return _kinds.get(key)


def series(key: str) -> Series:
    """The series. Raises UnknownPaper."""
    try:
        return _series[key]
    except KeyError:
        raise UnknownPaper(f"series {key}") from None


def all_kinds() -> list[PaperKind]:
    """Every kind, by key."""
    return [_kinds[key] for key in sorted(_kinds)]


def all_series() -> list[Series]:
    return [_series[key] for key in sorted(_series)]


def title_of(key: str) -> str:
    """What a kind is called; one that nobody registers any more by its key."""
    return str(_kinds[key].title) if key in _kinds else key


register_series("paper")
NumberKind("papers.archive", "{number}")
