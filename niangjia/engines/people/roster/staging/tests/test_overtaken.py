"""A check that another one has overtaken has no effect any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Roster
from niangjia.engines.people.roster import reading
from niangjia.engines.people.roster.staging import checking
from niangjia.engines.people.roster.staging.checking import check_chunk, start_check
from niangjia.engines.people.roster.staging.mapping import choose_columns, choose_sheet, columns_of
from niangjia.engines.people.scope import acting
from niangjia.foundation.jobs import Work
from niangjia.foundation.jobs.models import Job

from .samples import Desk, job_of
from .test_stages import _number, _row

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("damaged", [False, True])
def test_an_old_check_does_not_end_a_newer_one(desk: Desk, monkeypatch: pytest.MonkeyPatch, *, damaged: bool) -> None:
    roster = desk.upload([_row("李明", _number())])
    with acting(desk.actor):
        old = start_check(desk.actor, roster)

        def overtaken(*_given: object) -> tuple[int, int]:
            start_check(desk.actor, desk.fresh(roster))  # while the file was read
            if damaged:
                raise reading.Unreadable("damaged")
            return 0, 0

        with monkeypatch.context() as patched:
            patched.setattr(checking, "_read", overtaken)
            check_chunk(Work(old.pk, desk.actor, {"roster": roster.pk, "round": 1}), None)
    roster = desk.fresh(roster)
    assert (roster.state, roster.round) == ("checking", 2)
    desk.run(job_of(roster))
    assert desk.fresh(roster).state == "checked"


def _check_again(desk: Desk, roster: Roster) -> None:
    start_check(desk.actor, roster)


def _choose_columns(desk: Desk, roster: Roster) -> None:
    choose_columns(desk.actor, roster, columns_of(roster))


def _choose_sheet(desk: Desk, roster: Roster) -> None:
    choose_sheet(desk.actor, roster, roster.sheet)


@pytest.mark.parametrize("step", [_check_again, _choose_columns, _choose_sheet])
def test_what_begins_anew_stops_what_goes_on(desk: Desk, step: Callable[[Desk, Roster], None]) -> None:
    roster = desk.upload([_row("李明", _number())])
    with acting(desk.actor):
        old = start_check(desk.actor, roster)
        step(desk, desk.fresh(roster))
    assert Job.objects.get(pk=old.pk).state == "cancelled"
    assert str(old.pk) not in desk.fresh(roster).jobs
