"""All that is decided before the first person is invented: the tree, employers, posts, who signs in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.models import Level

from .crews import crews_of
from .dice import Dice
from .employing import Founder
from .offices import Offices
from .papers import papers_of
from .tree import grown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .crews import Crew
    from .employing import Firm
    from .offices import Office
    from .papers import Papers
    from .sizes import Size
    from .tree import Node

AGENCIES = 1 / 100  # of the base unions
MIDDLING = range(40, 160)  # members of the base unions of which people sign in
# Posts whose holders sign in, by level of their union; how many of each. The first is the city's officer.
SIGN_IN = (
    (Level.CITY, (Role.OFFICER, Role.CHAIR, Role.AUDIT_CHAIR, Role.ACCOUNTANT, Role.CLERK), 1),
    (Level.COUNTY, (Role.OFFICER, Role.CLERK), 3),
    (Level.TOWNSHIP, (Role.OFFICER, Role.ORGANISER), 2),
    (Level.BASE, (Role.CLERK, Role.CHAIR), 5),
    (Level.BASE, (Role.WOMEN_CHAIR, Role.AUDIT_CHAIR, Role.CASHIER, Role.MUTUAL_AID_AGENT), 1),
    (Level.BRANCH, (Role.CHAIR,), 1),
    (Level.GROUP, (Role.GROUP_LEADER,), 1),
)
MEMBERS, WORKERS = 8, 3
MEMBER, WORKER = "member", "worker"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who gets an account; `role` is a post's, or MEMBER or WORKER."""

    role: str
    person: int
    place: int


@dataclass(frozen=True, slots=True)
class Plan:
    size: Size
    seed: int
    day: date
    nodes: list[Node]
    papers: dict[int, Papers]
    firms: list[Firm]
    agencies: list[int]
    crews: list[Crew]
    posts: list[Office]
    sign_ins: list[SignIn]

    @property
    def persons(self) -> int:
        return self.crews[-1].first + self.crews[-1].total


def planned(size: Size, seed: int, day: date) -> Plan:
    """The same size, seed and day give the same plan."""
    dice = Dice(f"{seed} {size.name}")
    founder = Founder(dice)
    nodes = grown(dice, size, founder)
    agencies = [firm.number for firm in founder.agencies(max(round(size.bases * AGENCIES), 2))]
    papers = papers_of(dice, nodes, day)
    crews = crews_of(nodes, size, {place: found.founded for place, found in papers.items()})
    posts = Offices(dice, nodes, papers, day).fill(crews)
    sign_ins = list(_sign_ins(nodes, crews, posts, day))
    return Plan(size, seed, day, nodes, papers, founder.firms, agencies, crews, posts, sign_ins)


def _sign_ins(nodes: list[Node], crews: list[Crew], posts: list[Office], day: date) -> Iterator[SignIn]:
    middling = [crew for crew in crews if crew.members in MIDDLING and not crew.new_form] or crews
    shown = _spread(middling, max(MEMBERS, 6))
    below = {place for crew in shown for place in range(crew.base, nodes[crew.base].end)}
    taken: set[int] = set()
    for level, roles, most in SIGN_IN:
        for role in roles:
            fitting = (
                post for post in posts
                if post.role == role and nodes[post.place].level == level and post.person not in taken
                and (post.ends is None or post.ends >= day) and (level < Level.BASE or post.place in below)
            )  # fmt: skip
            for post in _first_of_each(fitting, most):
                taken.add(post.person)
                yield SignIn(role.value, post.person, post.place)
    yield from _without_posts(shown)


def _first_of_each(posts: Iterator[Office], most: int) -> Iterator[Office]:
    """One post of a union, of `most` unions."""
    places: set[int] = set()
    for post in posts:
        if post.place not in places and len(places) < most:
            places.add(post.place)
            yield post


def _without_posts(shown: list[Crew]) -> Iterator[SignIn]:
    """The last member of each of these base unions, and the first who is outside."""
    for crew in shown[:MEMBERS]:
        home = list(crew.homes())[-1]
        yield SignIn(MEMBER, crew.first + crew.members - 1, home)
    outside = [crew for crew in shown if crew.outside]
    for crew in outside[:WORKERS]:
        yield SignIn(WORKER, crew.first + crew.total - crew.outside, crew.base)


def _spread(crews: list[Crew], count: int) -> list[Crew]:
    """Some of them, evenly over the city."""
    step = max(len(crews) // count, 1)
    return crews[::step][:count]
