"""The persons of a base union to be: how many of each standing, and where in the union."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import Level

from .sizes import INCOMPLETE, RETAINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .sizes import Size
    from .tree import Node


@dataclass(slots=True)
class Crew:
    """Small and without links, for it goes to another process. Places are those of the tree.

    Its persons have the numbers from `first` on: members leaf by leaf, then incomplete, retained and outside ones.
    Of the members the first `leads` fit for offices, those in `women` are women.
    """

    first: int
    base: int
    county: int
    trade: str
    nature: str
    new_form: str
    platform: str
    founded: date
    leaves: list[tuple[int, int]]  # place, members
    firms: list[int]  # numbers of employers
    incomplete: int = 0
    retained: int = 0
    outside: int = 0
    leads: int = 0
    women: set[int] = field(default_factory=set)

    @property
    def members(self) -> int:
        return sum(members for _place, members in self.leaves)

    @property
    def total(self) -> int:
        return self.members + self.incomplete + self.retained + self.outside

    def homes(self) -> Iterator[int]:
        """The places of the members, one by one."""
        for place, members in self.leaves:
            for _ in range(members):
                yield place


@dataclass(slots=True)
class Share:
    """Deals a total out in proportion, so that the parts come to it exactly."""

    total: int
    among: int
    seen: int = 0
    dealt: int = 0

    def of(self, weight: int) -> int:
        self.seen += weight
        part = self.seen * self.total // self.among - self.dealt
        self.dealt += part
        return part


def crews_of(nodes: list[Node], size: Size, founded: dict[int, date]) -> list[Crew]:
    """One for each base union, in the order of the tree; `founded` by place."""
    shares = [
        Share(count, size.members)
        for count in (round(size.members * INCOMPLETE), round(size.members * RETAINED), size.workers)
    ]
    crews: list[Crew] = []
    for node in nodes:
        if node.level == Level.BASE:
            crews.append(_crew(node, founded[node.place], crews[-1].first + crews[-1].total if crews else 0))
            members = crews[-1].members
            crews[-1].incomplete, crews[-1].retained, crews[-1].outside = (share.of(members) for share in shares)
    return crews


def _crew(node: Node, founded: date, first: int) -> Crew:
    business = node.business
    assert business is not None  # noqa: S101 - base unions have one
    leaves = [(leaf.place, leaf.members) for leaf in _below(node) if leaf.members]
    return Crew(
        first, node.place, node.county, business.trade.key, business.nature.value, business.new_form,
        business.platform, founded, leaves, [firm.number for firm in business.firms],
    )  # fmt: skip


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _below(child)
