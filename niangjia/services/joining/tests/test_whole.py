"""The whole of it: many by one list and one meeting; the month's return; random histories with one membership."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter
from niangjia.engines.papers.returns.actions import begin_return
from niangjia.engines.people.models import Membership, MembershipChange, Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import SHANGHAI, travelled
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.services.joining.jobs import start_passing_up

from .conftest import all_of_it, done, task_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _figures(cast: Cast, union: str, last: date) -> dict[str, int]:
    officer = cast.actor("upper_officer")
    with acting(officer):
        found = begin_return(officer, "monthly_changes", cast.union(union), last)
        cells = found.cells.filter(code__startswith="m.")
        return {cell.code.split(".")[1]: int(cell.value) for cell in cells if cell.value is not None}


def steps_of_before() -> None:
    """The cast's memberships were made past the register's verbs: the step by which each began."""
    with all_of_it():
        rows = Membership.objects.all()
        changes = [MembershipChange(membership=row, state=row.state, day=row.started) for row in rows]
        MembershipChange.objects.bulk_create(changes)


def _officer_at(cast: Cast, key: str) -> None:
    with all_of_it():
        Post.objects.filter(person=cast.person("upper_officer"), role=Role.OFFICER).update(union=cast.union(key))


def _at(month: int, day: int) -> AbstractContextManager[object]:
    return travelled(to=datetime(2026, month, day, 10, 0, tzinfo=SHANGHAI))


def _balanced(found: dict[str, int]) -> bool:
    """Opening and what came equal closing and what went: the return's own hard check."""
    came = sum(found[code] for code in ("01", "02", "03", "04", "09"))
    return came == sum(found[code] for code in ("10", "05", "06", "07", "08"))


def test_through_two_unions_with_a_silent_one_between_every_return_balances(cast: Cast) -> None:
    """October: the mine lets the member go to the school. The school never answers when the mine asks for the member
    back: the clock runs, the job passes it by, the county decides. November: a third move bounces."""
    for key in ("clerk", "other_clerk", "upper_officer"):
        _ = cast[key]
    steps_of_before()
    _officer_at(cast, "county")
    with _at(10, 9):
        cast.client("member").post("/joining/at/110102/", {"employer": "石河一中", "signed": "on"})
        matter = Matter.objects.get()
        done(cast.client("clerk"), task_of(matter), outcome="release")
        done(cast.client("other_clerk"), task_of(matter), outcome="receive")
        cast.client("member").post("/joining/at/110101/", {"employer": "石河煤业", "signed": "on"})
        matter = Matter.objects.latest("pk")
    with _at(10, 14):
        start_passing_up()
        assert not Job.objects.filter(kind="joining.pass_up").exists(), "the limit is not over"
    with _at(10, 20):
        start_passing_up()
        run_slice(Job.objects.get(kind="joining.pass_up").pk)
        task = task_of(matter)
        assert (task.key, task.union) == ("settle", cast.union("county"))
        assert done(cast.client("upper_officer"), task, outcome="release").status_code == 302
        assert done(cast.client("clerk"), task_of(matter), outcome="receive").status_code == 302
    _officer_at(cast, "city")
    with _at(11, 5):
        october = {key: _figures(cast, key, date(2026, 10, 31)) for key in ("mine", "school", "county", "city")}
        cast.client("member").post("/joining/at/110102/", {"employer": "石河一中", "signed": "on"})
        matter = Matter.objects.latest("pk")
        done(cast.client("clerk"), task_of(matter), outcome="release")
        done(cast.client("other_clerk"), task_of(matter), outcome="bounce", reason="未到岗")
    with _at(12, 3):
        november = {key: _figures(cast, key, date(2026, 11, 30)) for key in ("mine", "school", "county", "city")}
    assert all(_balanced(found) for month in (october, november) for found in month.values())
    told = {key: tuple(found[code] for code in ("01", "03", "05", "10")) for key, found in october.items()}
    assert told == {"mine": (5, 1, 1, 5), "school": (1, 1, 1, 1), "county": (6, 0, 0, 6), "city": (7, 0, 0, 7)}
    came, went = (sum(october[key][code] for key in ("mine", "school")) for code in ("03", "05"))
    assert came == went == 2, "what went out of one came into the other"
    for key, found in november.items():
        assert (found["01"], found["03"], found["05"]) == (october[key]["10"], 0, 0), "released and bounced: no move"
