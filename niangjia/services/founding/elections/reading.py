"""What is read of an election: the figures that hold, members who elect, sheets that count, the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.limits.settling import chain_of, figures_for
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Membership
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
    keys = (QUORUM, MAJORITY, SURPLUS, LEAST, CONGRESS, SHORT, LONG, *bands)
    return Figures(figures_for(keys, chain_of(union), on or today()))


def voters(union: Union) -> int:
    """How many members elect: retained memberships have no vote."""
    return electable(union).count()


def electable(union: Union) -> QuerySet[Membership]:
    """The memberships of a union and what is part of it whose holders elect and can be elected."""
    below = {"union__place__gte": union.place, "union__place__lt": union.place_end}
    return Membership.objects.filter(state__in=COUNTED, **below)


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


def tallies(election: Election) -> list[Tally]:
    """Each ballot with the sheets that count; five queries however many there are. In a scope with the candidates."""
    law = figures(election.union, election.day).law
    ballots = list(election.ballots.filter(past=False).order_by("pk"))
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
