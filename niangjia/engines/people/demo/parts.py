"""A part of a demo: some base unions with their persons, made in one go, in any process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .dice import Dice
from .kin import relate
from .lines import lines_of, totals_of
from .lives import Lives, Registry

if TYPE_CHECKING:
    from .crews import Crew
    from .drawn import Drawn
    from .ground import Ground
    from .lines import Totals

PERSONS = 4_000  # from which on a part is full


@dataclass(frozen=True, slots=True)
class Part:
    turn: int
    crews: list[Crew]


@dataclass(slots=True)
class Lot:
    """The content of a part: for each table what COPY takes, and the totals."""

    copies: dict[str, bytes]
    persons: int
    totals: Totals = field(default_factory=Counter)


def parts_of(crews: list[Crew]) -> list[Part]:
    parts: list[Part] = []
    lot: list[Crew] = []
    for crew in crews:
        lot.append(crew)
        if sum(one.total for one in lot) >= PERSONS or crew is crews[-1]:
            parts.append(Part(len(parts), lot))
            lot = []
    return parts


def made(ground: Ground, part: Part) -> Lot:
    """Invents the persons of the part; the same seed gives the same ones, but for what is sealed."""
    dice, registry = Dice(f"{ground.seed} {part.turn}"), Registry(part.turn, ground.turns)
    lives: list[Drawn] = []
    for crew in part.crews:
        of_crew = Lives(dice, ground, registry, crew).all()
        relate(dice, of_crew, registry, ground.day)
        lives += of_crew
    copies = {table: "".join(lines).encode() for table, lines in lines_of(lives, ground).items()}
    return Lot(copies, len(lives), totals_of(lives))
