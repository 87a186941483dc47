"""One union in each phase: asked for, being prepared; elections asked for, being held, approved with certificate."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.models import Task, TaskState
from niangjia.engines.matters.public_notices.hanging import hang_notice
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.models import Person, Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.models import Level, State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today, travelled
from niangjia.services.founding.elections.models import Ballot, Election
from niangjia.services.founding.elections.reading import electable, figures, tallies, voters, women
from niangjia.services.founding.elections.rules import seats_between
from niangjia.services.founding.elections.sheet import Counted, Slate, enter_sheet, name_candidates, note_offices
from niangjia.services.founding.elections.steps import ask_for_election

from .certifying import KEY as CERTIFICATE
from .requesting import ask_for_union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.demo.accounts import Opened

ASKED = (("石桥物流园", "area", 140, 96), ("青山机械加工厂", "employer", 38, 31))
LEAST, MOST = 30, 400  # members of a union that is elected anew
WOMEN = 3  # seats of the women workers' committee
LONG_AGO = timedelta(days=30)
BODIES = (Ballot.Body.COMMITTEE, Ballot.Body.AUDIT, Ballot.Body.WOMEN)


def fill(accounts: Sequence[Opened]) -> None:
    """Foundings below a township or county of which somebody can sign in; elections of unions of nobody's demo."""
    shown = {one.union for one in accounts}
    codes = [one.union for one in accounts if one.role in ("organiser", "officer", "clerk")]
    above = Union.objects.filter(code__in=codes, level__in=(Level.TOWNSHIP, Level.COUNTY)).order_by("-level", "place")
    with everywhere(PLATFORM, "the demo's foundings and elections"):
        for union in above[:1]:
            _foundings(union)
        for union, phase in zip(_unions(shown), ("asked", "held", "approved"), strict=False):
            _election(union, phase)


def _unions(shown: set[str]) -> list[Union]:
    """Three unions of a fitting size, of which nobody can sign in; nobody's demo hangs on them."""
    rows = Union.objects.filter(level=Level.BASE, state=State.ACTIVE, parent__isnull=False).exclude(code__in=shown)
    found = rows.order_by("place")[:60]
    return [union for union in found if LEAST <= voters(union) <= MOST and women(union) > WOMEN][:3]


def _foundings(above: Union) -> None:
    """The first waits for an answer, the second is prepared by the county's organiser or officer."""
    staff = (
        Post.objects.living(today()).filter(union=above, role__in=(Role.ORGANISER, Role.OFFICER, Role.CLERK)).first()
    )
    person = Person.objects.filter(home__place__gte=above.place, home__place__lt=above.place_end).first()
    if person is None:
        return
    for at, (name, scope, workers, willing) in enumerate(ASKED):
        values = {"scope": scope, "name": name, "workers": workers, "women": workers // 3, "willing": willing}
        matter = ask_for_union(PLATFORM, person, above, {**values, "wants": "职工希望有自己的工会"})
        if at and staff:
            named = {"union_name": f"{name}工会", "union_code": f"{above.code}F{at}", "union_kind": "independent"}
            _done(matter, "approve", **named, group="组长一名\n成员两名", organiser=str(staff.person_id))


def _done(matter: Matter, outcome: str, **typed: str) -> None:
    task = Task.objects.get(matter=matter, state__in=(TaskState.OPEN, TaskState.CLAIMED))
    complete_task(PLATFORM, task, outcome, data=typed)


def _election(union: Union, phase: str) -> None:
    known, members = figures(union), voters(union)
    seats = (seats_between(members, known.bands)[0], 3, WOMEN)
    with travelled(to=now() - LONG_AGO):
        matter = ask_for_election(PLATFORM, union, assembly="members", years=5)
        if phase == "asked":
            return
        _done(matter, "allow")
        election = Election.objects.select_related("union__parent").get(matter=matter)
        name_candidates(PLATFORM, election, _slates(union, seats))
        _done(matter, "named")
        _done(matter, "agree")
        hang_notice(PLATFORM, matter, "founding.candidates")
    with travelled(to=now() - timedelta(days=10)):
        _done(matter, "over")
        if phase == "approved":
            _held(election, matter)


def _slates(union: Union, seats: Sequence[int]) -> list[Slate]:
    """Of nobody twice; women for their committee, which is filled first."""
    left = [one.person for one in electable(union).select_related("person").order_by("pk")]
    slates = []
    for body, count in reversed(list(zip(BODIES, seats, strict=True))):
        fitting = [one for one in left if body != Ballot.Body.WOMEN or one.sex == Sex.FEMALE][: count + 1]
        left = [one for one in left if one not in fitting]
        slates.append(Slate(body, count, fitting))
    return slates[::-1]


def _held(election: Election, matter: Matter) -> None:
    """The meeting elects all but the last of each ballot paper; the result is approved, the certificate entered."""
    due = election.members
    for tally in tallies(election):
        votes: dict[int, int] = {}
        for one in tally.candidates[: tally.ballot.seats]:
            votes[one.pk] = due * 8 // 10
        ballots: dict[str, Any] = dict.fromkeys(("present", "given_out", "returned", "valid"), due * 9 // 10)
        enter_sheet(PLATFORM, tally.ballot, Counted({"due": due, **ballots}, votes), day=today())
    heads = {tally.elected[0].pk: "chair" for tally in tallies(election)}
    note_offices(PLATFORM, election, heads)
    _done(matter, "counted")
    _done(matter, "approve")
    election.refresh_from_db()
    certificate = type(matter).objects.get(procedure=CERTIFICATE, union=election.union)
    _done(certificate, "apply", address="工会大道1号")
    _done(
        certificate,
        "certify",
        number=f"工法证字第{election.union.code}号",
        issued=str(today()),
        expires=str(election.term_ends),
    )
