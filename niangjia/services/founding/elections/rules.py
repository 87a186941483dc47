"""The rules of an election as pure functions: no rows, no clock. Every figure comes from `rules` by way of `Law`.

After 工会基层组织选举工作条例（总工发〔2016〕27号）, from general knowledge; the articles were not read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Law:
    """`quorum`: share of those who should attend that must be present, at least. `majority`: share of those who
    should attend whose votes elect, more than.
    """

    quorum: Fraction = Fraction(2, 3)
    majority: Fraction = Fraction(1, 2)


@dataclass(frozen=True)
class Count:
    """What a counting sheet says: people, ballots, the votes of each candidate in the order of the ballot paper."""

    seats: int
    due: int
    present: int
    given_out: int
    returned: int
    valid: int
    invalid: int
    votes: tuple[int, ...]
    others: int = 0


@dataclass(frozen=True)
class Problem:
    """What is wrong, at the field where it shows. `votes` is the field of candidate `at`."""

    field: str
    sentence: str
    at: int | None = None


@dataclass(frozen=True)
class Verdict:
    """Who is elected, by their places in `Count.votes`; `tied`: as many votes as there are too few seats for;
    `open`: seats that this round leaves.
    """

    elected: tuple[int, ...]
    tied: tuple[int, ...]
    open: int


def present_at_least(due: int, law: Law) -> int:
    """How many must be present."""
    return ceil(due * law.quorum)


def votes_at_least(due: int, law: Law) -> int:
    """How many votes elect: more than that share of those who should attend, whoever came."""
    return int(due * law.majority) + 1


def candidates_at_least(seats: int, surplus: Fraction) -> int:
    """How many candidates there must be, so that voters have a choice."""
    return ceil(seats * (1 + surplus))


def problems(count: Count, law: Law) -> list[Problem]:
    """Everything on a sheet that can't be, or makes the election void; empty for one that counts."""
    return [*_people(count, law), *_ballots(count), *_votes(count)]


def _people(count: Count, law: Law) -> list[Problem]:
    if count.due < 1:
        return [Problem("due", _("Write how many should attend."))]
    if count.present > count.due:
        return [Problem("present", _("More were present than should attend (%(due)s).") % {"due": count.due})]
    if count.present < (least := present_at_least(count.due, law)):
        told = {"least": least, "share": law.quorum, "due": count.due}
        sentence = _("Too few came: of %(due)s at least %(share)s must be present, that is %(least)s. Meet again.")
        return [Problem("present", sentence % told)]
    return []


def _ballots(count: Count) -> list[Problem]:
    found = []
    if count.given_out > count.present:
        sentence = _("More ballots were given out than people were present (%(present)s).")
        found.append(Problem("given_out", sentence % {"present": count.present}))
    if count.returned > count.given_out:
        sentence = _("More ballots came back than were given out (%(out)s): the election is void, vote again.")
        found.append(Problem("returned", sentence % {"out": count.given_out}))
    if count.valid + count.invalid != count.returned:
        told = {"sum": count.valid + count.invalid, "returned": count.returned}
        sentence = _("Valid and invalid ballots are %(sum)s together, but %(returned)s came back.")
        found.append(Problem("valid", sentence % told))
    return found


def _votes(count: Count) -> list[Problem]:
    found = []
    for at, votes in enumerate(count.votes):
        if votes > count.valid:
            sentence = _("More votes than valid ballots (%(valid)s).") % {"valid": count.valid}
            found.append(Problem("votes", sentence, at))
    total, most = sum(count.votes) + count.others, count.valid * count.seats
    if total > most:
        told = {"total": total, "most": most, "valid": count.valid, "seats": count.seats}
        sentence = _("%(total)s votes in all: %(valid)s valid ballots with %(seats)s seats give at most %(most)s.")
        found.append(Problem("others", sentence % told))
    return found


def verdict(count: Count, law: Law) -> Verdict:
    """Who is elected by a sheet without problems: with the most votes, and with enough of them.

    Where the last seats are reached by more people with equally many votes than there are seats, these are tied: none
    of them is elected, the next ballot decides between them.
    """
    least = votes_at_least(count.due, law)
    enough = [at for at, votes in enumerate(count.votes) if votes >= least]
    ranked = sorted(enough, key=lambda at: (-count.votes[at], at))
    if len(ranked) <= count.seats:
        return Verdict(tuple(ranked), (), count.seats - len(ranked))
    edge = count.votes[ranked[count.seats - 1]]
    level = tuple(at for at in ranked if count.votes[at] == edge)
    above = tuple(at for at in ranked if count.votes[at] > edge)
    if len(above) + len(level) == count.seats:
        return Verdict(tuple(ranked[: count.seats]), (), 0)
    return Verdict(above, level, count.seats - len(above))


def next_round(count: Count, result: Verdict) -> tuple[int, ...]:
    """Who stands in the next ballot: the tied, or all who were not elected."""
    return result.tied or tuple(at for at in range(len(count.votes)) if at not in result.elected)


def seats_between(members: int, bands: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """How many seats a committee has, from and to; `bands` are (members up to, seats from, seats to), in order."""
    return next(((least, most) for upto, least, most in bands if members <= upto), bands[-1][1:])
