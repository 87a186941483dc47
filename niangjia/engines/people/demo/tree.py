"""The tree of an invented city: who stands below whom, what they are called, how many members each has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import Kind, Level

from .crowds import divided, sizes_of
from .dice import Weighted
from .words import AREAS, CITY, COUNTIES, INDUSTRIALS, PLACE_FIRST, PLACE_SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dice import Dice
    from .employing import Business, Founder
    from .sizes import Size

ROOT_CODE = "29"
CITY_TRADES = 50  # the counties of the codes end before


@dataclass(slots=True, eq=False)
class Node:
    """A union to be. `members` are those who belong to it itself; `place`, `end`, `depth` are set by `numbered`."""

    level: Level
    kind: Kind
    code: str
    name: str
    short: str
    county: int = 0  # from 1; 0 is the city itself
    business: Business | None = None  # of base unions and what is below them
    members: int = 0
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    place: int = 0
    end: int = 0
    depth: int = 0

    def add(self, node: Node) -> Node:
        node.parent = self
        self.children.append(node)
        return node


def grown(dice: Dice, size: Size, founder: Founder) -> list[Node]:
    """The whole tree, in the order of its places."""
    root = Node(Level.CITY, Kind.FEDERATION, ROOT_CODE, f"{CITY}总工会", "市总工会")
    hosts = [root, *_counties(root, size), *_industrials(root, size)]
    hosts += [*_townships(dice, hosts[1 : size.counties + 1], size), *_areas(hosts[1 : size.counties + 1], size)]
    _found_bases(dice, founder, hosts, size)
    return numbered(root)


def _counties(root: Node, size: Size) -> list[Node]:
    return [
        root.add(Node(Level.COUNTY, Kind.FEDERATION, f"{root.code}-{at:02}", f"{name}总工会", f"{name}总工会", at))
        for at, name in enumerate(COUNTIES[: size.counties], start=1)
    ]


def _industrials(root: Node, size: Size) -> list[Node]:
    return [
        root.add(
            Node(Level.COUNTY, Kind.INDUSTRIAL, f"{root.code}-{CITY_TRADES + at}", f"{CITY}{name}工会", f"{name}工会")
        )
        for at, name in enumerate(list(INDUSTRIALS)[: size.industrials])
    ]


def _townships(dice: Dice, counties: list[Node], size: Size) -> list[Node]:
    names = [first + second for first in PLACE_FIRST for second in PLACE_SECOND]
    dice.shuffle(names)
    made = []
    for at, name in enumerate(names[: size.townships]):
        county = counties[at % len(counties)]
        called = f"{name}{'镇' if county.name[2] == '县' or dice.happens(0.2) else '街道'}"
        code = f"{county.code}-{at // len(counties) + 1:03}"
        title = f"{county.short.removesuffix('总工会')}{called}总工会"
        made.append(county.add(Node(Level.TOWNSHIP, Kind.FEDERATION, code, title, f"{called}总工会", county.county)))
    return made


def _areas(counties: list[Node], size: Size) -> list[Node]:
    made = []
    for at in range(size.areas):
        county, turn = counties[at % len(counties)], at // len(counties)
        short = f"{AREAS[(at + turn) % len(AREAS)]}工会联合会"
        title = county.short.removesuffix("总工会") + short
        code = f"{county.code}-{900 + turn}"
        made.append(county.add(Node(Level.TOWNSHIP, Kind.AREA, code, title, short, county.county)))
    return made


HOSTED = {Level.CITY: 25, Level.COUNTY: 18, Level.TOWNSHIP: 24}  # how likely a base union is there


def _found_bases(dice: Dice, founder: Founder, hosts: list[Node], size: Size) -> None:
    """One at least below each host; the first of a federation's is that of its own office."""
    likely = Weighted({host: float(HOSTED[host.level]) for host in hosts})
    seats = [*hosts, *(likely.pick(dice) for _ in range(size.bases - len(hosts)))]
    crowds = sizes_of(dice, len(seats), size.members, offices=len(hosts))
    counts: Counter[str] = Counter()
    for at, (host, members) in enumerate(zip(seats, crowds, strict=True)):
        counts[host.code] += 1
        county = host.county or dice.upto(size.counties) + 1
        business = founder.business(host, county, office=at < len(hosts) and host.kind != Kind.AREA)
        code = f"{host.code}-{counts[host.code]:04}"
        base = host.add(Node(Level.BASE, business.kind, code, business.union, business.short, county, business))
        _furnish(base, members)


def _furnish(base: Node, members: int) -> None:
    """Branches and groups, with the members in the lowest of them."""
    if not (branches := divided(members)):
        base.members = members
    for at, groups in enumerate(branches, start=1):
        branch = _below(base, at, Level.BRANCH, Kind.BRANCH, f"第{at}分会")
        if len(groups) == 1:
            branch.members = groups[0]
        else:
            for turn, size in enumerate(groups, start=1):
                _below(branch, turn, Level.GROUP, Kind.GROUP, f"第{turn}小组").members = size


def _below(upper: Node, at: int, level: Level, kind: Kind, short: str) -> Node:
    code = f"{upper.code}-{at:03}" if level == Level.BRANCH else f"{upper.code}-{at:02}"
    return upper.add(Node(level, kind, code, upper.name + short, short, upper.county, upper.business))


def numbered(root: Node) -> list[Node]:
    """The nodes in preorder, siblings by level and code, with their places."""
    found: list[Node] = []
    for node in _walk(root):
        node.place = len(found)
        node.depth = node.parent.depth + 1 if node.parent else 0
        found.append(node)
    for node in reversed(found):
        node.end = node.children[-1].end if node.children else node.place + 1
    return found


def _walk(node: Node) -> Iterator[Node]:
    yield node
    node.children.sort(key=lambda child: (child.level, child.code))
    for child in node.children:
        yield from _walk(child)
