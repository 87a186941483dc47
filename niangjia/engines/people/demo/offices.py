"""Who holds which post, and who of them signs in. Persons are numbers here: see crews.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from niangjia.engines.people.posts.models import Post, Role
from niangjia.engines.people.unions.models import Kind, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .crews import Crew
    from .dice import Dice
    from .papers import Papers
    from .tree import Node

Obtained, Time = Post.Obtained, Post.Time
# Of a base union, from that many members on.
OF_BASE = (
    (10, Role.CHAIR), (10, Role.CLERK), (25, Role.WOMEN_CHAIR), (25, Role.AUDIT_CHAIR), (25, Role.CASHIER),
    (25, Role.COMMITTEE), (50, Role.VICE_CHAIR), (50, Role.MUTUAL_AID_AGENT), (50, Role.LAW_SUPERVISOR),
    (50, Role.SAFETY_INSPECTOR), (50, Role.MEDIATOR), (100, Role.CORRESPONDENT), (100, Role.ACCOUNTANT),
    (100, Role.INFORMATION), (100, Role.AUDITOR), (200, Role.BARGAINING_ADVISER),
)  # fmt: skip
OF_FEDERATION = (
    Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.OFFICER, Role.CLERK, Role.WOMEN_CHAIR, Role.AUDIT_CHAIR,
    Role.ACCOUNTANT, Role.CASHIER, Role.LAW_SUPERVISOR,
)  # fmt: skip
OF_TOWNSHIP = (Role.CHAIR, Role.OFFICER, Role.ORGANISER)
ELECTED = {
    Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE, Role.WOMEN_CHAIR, Role.AUDIT_CHAIR, Role.AUDITOR, Role.GROUP_LEADER,
}  # fmt: skip
FULL_TIME, SMALL, LOOKED_AFTER = 200, 25, 15  # members; below which an organiser helps; how many unions that one has
FORMER, JUST_ENDED, ABSENT = 0.12, 0.01, 0.02  # shares of the base unions


@dataclass(slots=True)
class Office:
    """A post to be."""

    person: int
    place: int
    role: Role
    started: date
    ends: date | None
    term: int | None = None
    paper: str = ""
    obtained: Post.Obtained = Obtained.APPOINTED
    time: Post.Time = Time.PART
    whole_subtree: bool = True
    deputy: int | None = None


@dataclass(slots=True)
class Offices:
    """Fills the posts of every union."""

    dice: Dice
    nodes: list[Node]
    papers: dict[int, Papers]
    day: date
    posts: list[Office] = field(default_factory=list)

    def fill(self, crews: list[Crew]) -> list[Office]:
        first: dict[int, Crew] = {}
        small: dict[int, list[Crew]] = {}
        for crew in crews:
            self._base(crew)
            upper = self.nodes[crew.base].parent
            assert upper is not None  # noqa: S101 - no base union is the root
            first.setdefault(upper.place, crew)
            if crew.members < SMALL:
                small.setdefault(upper.place, []).append(crew)
        for place, crew in first.items():
            self._federation(self.nodes[place], crew, small.get(place, []))
        return self.posts

    def _base(self, crew: Crew) -> None:
        roles = [role for least, role in OF_BASE if crew.members >= least] or [Role.ORGANISER]
        for role in roles:
            self._hold(crew, crew.base, role, full=role == Role.CHAIR and crew.members >= FULL_TIME)
        if Role.VICE_CHAIR in roles and self.dice.happens(ABSENT):
            chair = self.posts[-len(roles)]
            chair.deputy = self.posts[-len(roles) + roles.index(Role.VICE_CHAIR)].person
        if Role.COMMITTEE in roles:
            self._former(crew)
        if len(crew.leaves) > 1:
            self._lower(crew)

    def _federation(self, node: Node, crew: Crew, small: list[Crew]) -> None:
        """Those who work for it are members of its office's base union."""
        roles = OF_FEDERATION if node.level < Level.TOWNSHIP else OF_TOWNSHIP
        for role in roles:
            self._hold(crew, node.place, role, full=role not in (Role.WOMEN_CHAIR, Role.AUDIT_CHAIR))
        if node.level == Level.TOWNSHIP:
            organiser = self.posts[-1].person
            for served in small[:LOOKED_AFTER]:
                self._post(organiser, served.base, Role.ORGANISER, full=True)

    def _hold(self, crew: Crew, place: int, role: Role, *, full: bool = False) -> None:
        """The next of those who fit for offices gets the post."""
        if role == Role.WOMEN_CHAIR:
            crew.women.add(crew.leads)
        self._post(crew.first + crew.leads, place, role, full=full)
        crew.leads += 1

    def _post(self, person: int, place: int, role: Role, *, full: bool = False) -> None:
        papers = self.papers[place]
        due = papers.election_due if papers.election_due and papers.election_due > self.day else None
        obtained = Obtained.ELECTED if role in ELECTED else Obtained.HIRED if full else Obtained.APPOINTED
        started = papers.term_started or papers.founded
        post = Office(person, place, role, started, None, obtained=obtained, time=Time.FULL if full else Time.PART)
        if role in ELECTED:
            post.ends, post.term, post.paper = due, papers.term, papers.approval_paper
        self.posts.append(post)

    def _former(self, crew: Crew) -> None:
        """Some posts have ended: with the last term, and a few just yesterday."""
        papers = self.papers[crew.base]
        if papers.term_started is None:
            return
        if self.dice.happens(FORMER) and papers.term and papers.term > 1:
            self._hold(crew, crew.base, Role.CHAIR)
            self._end(papers.term_started - timedelta(days=1), papers.term - 1)
        if self.dice.happens(JUST_ENDED) or crew.first == 0:
            self._hold(crew, crew.base, Role.CORRESPONDENT)
            self._end(self.day - timedelta(days=1), None)

    def _end(self, last: date, term: int | None) -> None:
        post = self.posts[-1]
        post.started, post.ends, post.term = last - timedelta(days=1500), last, term

    def _lower(self, crew: Crew) -> None:
        """A chair for every branch, a leader for every group, from among those who belong there."""
        branches: set[int] = set()
        for place, person in _firsts(crew):
            node = self.nodes[place]
            branch = node.parent if node.kind == Kind.GROUP else node
            assert branch is not None  # noqa: S101 - a group has a branch above it
            if branch.place not in branches:
                branches.add(branch.place)
                self._post(person, branch.place, Role.CHAIR)
            if node.kind == Kind.GROUP:
                self._post(person + 1, place, Role.GROUP_LEADER)


def _firsts(crew: Crew) -> Iterator[tuple[int, int]]:
    """The place of each leaf and the number of its first member."""
    person = crew.first
    for place, members in crew.leaves:
        yield place, person
        person += members
