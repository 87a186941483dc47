"""The parameters that the platform knows, with the figures that it brings: `parameters/*.tsv`, read and checked.

A service's own figures stand in `figures.tsv` of its folder, in the same columns; its title is their subject area.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import faces
from niangjia.foundation.faces.parts import files

from .periods import Period
from .units import BadValue, Unit, Value, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

FOLDER = Path(__file__).parent / "parameters"
OF_SERVICES = "figures.tsv"
COLUMNS = ["key", "value", "unit", "sure", "valid_from", "valid_to", "basis", "zh", "en"]
KEY = re.compile(r"[a-z_]+(\.[a-zA-Z_]+)+")
AREAS = {
    "organisation": _("Organisation and membership"),
    "democracy": _("Congress, proposals, open management"),
    "bargaining": _("Collective bargaining"),
    "hardship": _("Hardship and relief"),
    "welfare": _("Spending, mutual aid, recuperation, honours"),
    "concerns": _("Petitions, mediation, arbitration, legal aid"),
    "security": _("Data protection"),
    "notices": _("Messages"),
    "matters": _("Matters and their time limits"),
}


class UnknownParameter(LookupError):
    """A figure was asked for that no file knows: a slip of the code."""


class BadParameters(Exception):
    """The files of parameters can't be used; one line for each thing to put right."""


class Sure(TextChoices):
    """How sure a figure is. SET is for those that a city or union set; the files can't say it."""

    SEEN = "seen", _("seen at the source")
    KNOWN = "known", _("known, not read again")
    UNSURE = "unsure", _("unsure")
    PLACE = "place", _("to be set by the place")
    SET = "set", _("set here")


@dataclass(frozen=True)
class Default:
    """One line of a file: a figure and the days for which it holds."""

    value: Value
    unit: Unit
    sure: Sure
    period: Period
    basis: str


@dataclass(frozen=True)
class Parameter:
    """What a key means, and its figures over time, the latest last."""

    key: str
    area: str
    zh: str
    en: str
    defaults: tuple[Default, ...]

    @property
    def unit(self) -> Unit:
        """The latest unit; a figure of an earlier day carries its own."""
        return self.defaults[-1].unit

    @property
    def meaning(self) -> str:
        return self.zh if (get_language() or "").startswith("zh") else self.en

    def default_on(self, day: date) -> Default | None:
        """The figure that the platform brings for that day, None if it has none."""
        return next((default for default in self.defaults if day in default.period), None)


def areas() -> dict[str, Words]:
    """What subject areas are called: the house's own, and services with figures of theirs."""
    owners = {key for key, _path in files(OF_SERVICES)}
    return {**AREAS, **{face.key: face.title for face in faces() if face.key in owners - set(AREAS)}}


@cache
def parameters(folder: Path = FOLDER) -> dict[str, Parameter]:
    """Every parameter by key, in the order of areas and files. Raises BadParameters."""
    lines = [line for area in AREAS for line in _lines(folder / f"{area}.tsv", area)]
    if folder == FOLDER:
        lines += [line for key, path in files(OF_SERVICES) for line in _lines(path, key)]
    if found := [*_bad_lines(lines), *_bad_names(folder)]:
        raise BadParameters("\n".join(found))
    grouped: dict[str, list[_Line]] = {}
    for line in lines:
        grouped.setdefault(line.key, []).append(line)
    if found := [problem for group in grouped.values() for problem in _bad_group(group)]:
        raise BadParameters("\n".join(found))
    return {key: _parameter(group) for key, group in grouped.items()}


def known(key: str) -> Parameter:
    """The parameter of that key. Raises UnknownParameter."""
    try:
        return parameters()[key]
    except KeyError:
        raise UnknownParameter(key) from None


@dataclass(frozen=True)
class _Line:
    place: str
    area: str
    cells: dict[str, str]

    @property
    def key(self) -> str:
        return self.cells["key"]

    def default(self) -> Default:
        """Raises ValueError."""
        cells = self.cells
        unit, sure = Unit(cells["unit"]), Sure(cells["sure"])
        if sure is Sure.SET:
            raise ValueError("'set' is not for files")
        period = Period(_day(cells["valid_from"]), _day(cells["valid_to"]))
        if period.ends[0] > period.ends[1]:
            raise ValueError("it ends before it begins")
        return Default(parse(cells["value"], unit), unit, sure, period, cells["basis"])


def _lines(path: Path, area: str) -> Iterator[_Line]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        for number, row in enumerate(reader, start=2):
            cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
            yield _Line(f"{path.name}, line {number}", area, cells)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _bad_lines(lines: Iterable[_Line]) -> Iterator[str]:
    for line in lines:
        empty = [name for name in ("basis", "zh", "en") if not line.cells[name]]
        if not KEY.fullmatch(line.key):
            yield f"{line.place}: the key {line.key!r} must look like area.name"
        elif empty:
            yield f"{line.place}: {line.key} lacks {', '.join(empty)}"
        else:
            try:
                line.default()
            except (BadValue, ValueError) as error:
                yield f"{line.place}: {line.key}: {error}"


def _bad_names(folder: Path) -> Iterator[str]:
    return (f"{path.name}: no such area" for path in sorted(folder.glob("*.tsv")) if path.stem not in AREAS)


def _bad_group(group: list[_Line]) -> Iterator[str]:
    for one, other in combinations(group, 2):
        if one.default().period.overlaps(other.default().period):
            yield f"{other.place}: {other.key} overlaps {one.place}"
        if (one.cells["zh"], one.cells["en"]) != (other.cells["zh"], other.cells["en"]):
            yield f"{other.place}: {other.key} means something else than in {one.place}"


def _parameter(group: list[_Line]) -> Parameter:
    defaults = sorted((line.default() for line in group), key=lambda default: default.period.ends)
    cells = group[0].cells
    return Parameter(cells["key"], group[0].area, cells["zh"], cells["en"], tuple(defaults))
