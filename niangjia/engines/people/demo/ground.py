"""What all parts of a demo share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Ground:
    """`unions`, `employers`, `persons`, `memberships` are the first ids; places and numbers are added to them."""

    seed: int
    day: date
    unions: int
    employers: int
    persons: int
    memberships: int
    count: int  # of persons
    bases: tuple[int, ...]  # places of base unions
    agencies: tuple[int, ...]  # numbers of employers
    turns: int  # parts that are made, perhaps at once

    def union(self, place: int) -> int:
        return self.unions + place

    def employer(self, number: int) -> int:
        return self.employers + number

    def membership(self, person: int, *, former: bool = False) -> int:
        """The present one of each person comes in the persons' order, former ones behind all of those."""
        return self.memberships + person - self.persons + (self.count if former else 0)

    def person(self, number: int) -> int:
        return self.persons + number
