"""What is read of an election: the figures that hold, members who elect, sheets that count, the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, Min, OuterRef
from django.utils.translation import gettext as _

from niangjia.engines.matters.limits.settling import chain_of, figures_for
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Membership, MembershipChange
from niangjia.engines.people.unions.models import Level, State, UnionVersion
from niangjia.foundation.clock import today
from niangjia.services.founding.elections import rules

from .models import Ballot, Candidate, Election, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from django.db.models import QuerySet

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.engines.rules import Figure

BANDS, KINDS = "abcdefg", ("members", "least", "most")
QUORUM, MAJORITY, SURPLUS = "founding.quorum", "founding.majority", "founding.surplus"
LEAST, CONGRESS = "org.base_union_min_members", "founding.congress_members"
WOMEN = "founding.women_members"
SHORT, LONG = "org.term_years_short", "org.term_years_long"
BODIES = {Ballot.Body.COMMITTEE, Ballot.Body.AUDIT}  # of which there must be more candidates than seats


@dataclass(frozen=True)
class Figures:
    """What the rules say for a union on a day."""

    all: dict[str, Figure]

    @property
    def law(self) -> rules.Law:
        return rules.Law(self.share(QUORUM), self.share(MAJORITY))

    def share(self, key: str) -> Fraction:
        return self.all[key].share

    def count(self, key: str) -> int:
        return self.all[key].count

    @property
    def bands(self) -> list[tuple[int, int, int]]:
        found = ([self.count(f"founding.band_{band}_{kind}") for kind in KINDS] for band in BANDS)
        return [(upto, least, most) for upto, least, most in found]


def figures(union: Union, on: date | None = None) -> Figures:
    """All of ours, with two queries."""
    bands = [f"founding.band_{band}_{kind}" for band in BANDS for kind in KINDS]
    keys = (QUORUM, MAJORITY, SURPLUS, LEAST, CONGRESS, WOMEN, SHORT, LONG, *bands)
    return Figures(figures_for(keys, chain_of(union), on or today()))


def federates(union: Union) -> bool:
    """Whether it stands above base unions: a congress elects it for the long term (工会法 art. 16), and the sizes of
    committees of base unions are none of its.
    """
    return union.level < Level.BASE


def years_of(union: Union, known: Figures) -> list[int]:
    """How many years a term of it may last, the longest first."""
    return [known.count(LONG)] if federates(union) else [known.count(LONG), known.count(SHORT)]


def voters(union: Union) -> int:
    """How many members elect: retained memberships have no vote."""
    return electable(union).count()


def electable(union: Union) -> QuerySet[Membership]:
    """The memberships of a union and what is part of it whose holders elect and can be elected."""
    below = {"union__place__gte": union.place, "union__place__lt": union.place_end}
    return Membership.objects.filter(state__in=COUNTED, **below)


def voters_on(union: Union, day: date) -> int:
    """How many of those who elect did so on that day already; of whose membership changed since nobody knows."""
    later = MembershipChange.objects.filter(membership=OuterRef("pk"), day__gt=day)
    return electable(union).filter(~Exists(later), started__lte=day).count()


def first_day(election: Election) -> date | None:
    """The first on which its meeting can have been: candidates were approved, the last term ran.

    A union that is being founded stands in the register by then: it is at work from that day on.
    """
    union, days = election.union, []
    if union.state == State.PREPARING:
        days.append(UnionVersion.objects.filter(union=union).aggregate(first=Min("valid_from"))["first"])
    if union.term_started and election.term_began != union.term_started:
        days.append(union.term_started + timedelta(days=1))
    if election.matter is not None:
        agreed = papers_about(election.matter).filter(kind="founding.agreement", revoked=None).order_by("pk").last()
        days.append(agreed.dated if agreed else None)
    return max((day for day in days if day), default=None)


def women(union: Union) -> int:
    """How many women are among them, by the register."""
    return electable(union).filter(person__sex=Sex.FEMALE).count()


def election_of(matter: Matter) -> Election:
    """The election that a matter of ours is about. Raises NotPossible."""
    found = Election.objects.select_related("union__parent", "matter").filter(matter=matter.pk).first()
    if found is None:
        raise NotPossible(_("There is no election with this matter."))
    return found


@dataclass(frozen=True)
class Round:
    """A sheet that counts, with the candidates of its round in their order, and what follows from it."""

    sheet: Sheet
    candidates: tuple[Candidate, ...]
    count: rules.Count
    verdict: rules.Verdict

    @property
    def elected(self) -> list[Candidate]:
        return [self.candidates[at] for at in self.verdict.elected]

    @property
    def lines(self) -> list[tuple[Candidate, int, bool]]:
        """Candidate, votes, whether elected."""
        chosen = set(self.verdict.elected)
        return [(one, self.count.votes[at], at in chosen) for at, one in enumerate(self.candidates)]


@dataclass(frozen=True)
class Tally:
    """A ballot with all its rounds."""

    ballot: Ballot
    candidates: tuple[Candidate, ...]
    rounds: tuple[Round, ...]

    @property
    def elected(self) -> list[Candidate]:
        """In the order of the rounds, in a round by votes."""
        return [one for found in self.rounds for one in found.elected]

    @property
    def open(self) -> int:
        return self.ballot.seats - len(self.elected)

    @property
    def standing(self) -> tuple[Candidate, ...]:
        """Who stands in the next round; nobody when all seats are filled."""
        if not self.rounds:
            return self.candidates
        last = self.rounds[-1]
        return tuple(last.candidates[at] for at in rules.next_round(last.count, last.verdict)) if self.open else ()

    @property
    def chair(self) -> Candidate | None:
        """Whom the elected body has made its head."""
        return next((one for one in self.elected if one.office == Candidate.Office.CHAIR), None)


def counted(sheet: Sheet, votes: Iterable[int]) -> rules.Count:
    """A sheet as the rules take it."""
    return rules.Count(
        sheet.seats, sheet.due, sheet.present, sheet.given_out, sheet.returned, sheet.valid, sheet.invalid,
        tuple(votes), sheet.others,
    )  # fmt: skip


def tallies(election: Election, *, past: bool = False) -> list[Tally]:
    """Each ballot with the sheets that count; five queries however many there are. In a scope with the candidates.

    `past`: those of meetings that elected nobody, or whose result was void.
    """
    law = figures(election.union, election.day).law
    ballots = list(election.ballots.filter(past=past).order_by("pk"))
    stand: dict[int, list[Candidate]] = {ballot.pk: [] for ballot in ballots}
    for one in Candidate.objects.select_related("person").filter(ballot__in=ballots).order_by("position"):
        stand[one.ballot_id].append(one)
    rounds: dict[int, dict[int, Round]] = {ballot.pk: {} for ballot in ballots}
    sheets = Sheet.objects.filter(ballot__in=ballots).order_by("round", "version").prefetch_related("votes")
    for sheet in sheets:  # a later version takes the place of an earlier one
        rounds[sheet.ballot_id][sheet.round] = _round(sheet, stand[sheet.ballot_id], law)
    return [Tally(one, tuple(stand[one.pk]), tuple(rounds[one.pk].values())) for one in ballots]


def _round(sheet: Sheet, candidates: Iterable[Candidate], law: rules.Law) -> Round:
    votes = {one.candidate_id: one.votes for one in sheet.votes.all()}
    stood = tuple(one for one in candidates if one.pk in votes)
    count = counted(sheet, (votes[one.pk] for one in stood))
    return Round(sheet, stood, count, rules.verdict(count, law))
