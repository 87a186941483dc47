from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.journal.reading import history
from niangjia.engines.matters.acts.matters import withdraw_matter
from niangjia.engines.matters.acts.tasks import complete_task, send_back_task, tick_checklist
from niangjia.engines.matters.limits.extending import approve_extension, ask_extension, refuse_extension
from niangjia.engines.matters.limits.models import LimitExtension, TimeLimit
from niangjia.engines.matters.limits.pausing import pause_limit, resume_limit
from niangjia.engines.matters.limits.recomputing import recompute, recompute_soon
from niangjia.engines.matters.limits.starting import start_for_task, start_limit
from niangjia.engines.matters.procedures import _procedures, at
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.tests.samples import DECIDE
from niangjia.engines.matters.tests.samples import GRANT as GRANTING
from niangjia.engines.people.unions.models import Level
from niangjia.engines.rules import Days
from niangjia.engines.rules.actions import set_parameter
from niangjia.foundation.access.actor import PLATFORM, Refused

from .conftest import on
from .samples import HANDLE, check_of, grant, limit_of

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from niangjia.engines.people.models import Union
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
Outcome = TimeLimit.Outcome


def _codes(matter: Matter) -> list[str]:
    return [act.entry.code for act in history(matter)]


def _set(count: int, basis: str, since: date, union: Union | None = None) -> None:
    key, place = (union.pk, union.place) if union else (None, None)
    days = Days(count, working=True)
    set_parameter(PLATFORM, "matters.task_wd", days, basis=basis, valid_from=since, union=key, place=place)


def _handle(cast: Cast) -> TimeLimit:
    """Sixty calendar days for the whole matter, from 22 September."""
    with on("09-22"):
        return start_limit(HANDLE, grant(cast))


def test_a_step_that_opens_has_its_limit_with_figure_and_basis(cast: Cast) -> None:
    with on("09-26"):
        limit = limit_of(grant(cast))
    task = check_of(limit.matter)
    assert (limit.due, limit.days, limit.working) == (date(2025, 10, 10), 5, True)
    assert (limit.basis, limit.guessed, limit.union) == ("平台惯例，由各地自定", False, cast.union("mine"))
    assert task.due is not None
    assert task.due.astimezone().date() >= date(2025, 10, 10)
    assert (limit.warn_on, limit.escalate_on) == (date(2025, 9, 30), date(2025, 10, 11))


def test_it_costs_few_queries(cast: Cast) -> None:
    matter = grant(cast)
    task = check_of(matter)
    TimeLimit.objects.all().delete()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        start_for_task(task)
    assert len(queries) <= 6


def test_a_union_has_its_own_figure(cast: Cast) -> None:
    _ = cast["upper_officer"], cast["clerk"]
    _set(3, "本会规定", date(2025, 1, 1), cast.union("mine"))
    with on("09-26"):
        limit = limit_of(grant(cast))
    assert (limit.due, limit.basis) == (date(2025, 9, 30), "本会规定")


@pytest.mark.parametrize(("day", "outcome"), [("10-10", Outcome.MET), ("10-11", Outcome.MISSED)])
def test_it_ends_with_its_step(cast: Cast, day: str, outcome: Outcome) -> None:
    with on("09-26"):
        matter = grant(cast)
        tick_checklist(cast.actor("clerk"), check_of(matter), [0, 1])
    with on(day):
        complete_task(cast.actor("clerk"), check_of(matter), "pass")
    assert limit_of(matter).outcome == outcome


def test_what_was_sent_back_or_withdrawn_was_neither_met_nor_missed(cast: Cast) -> None:
    sent, withdrawn = grant(cast), grant(cast)
    send_back_task(cast.actor("clerk"), check_of(sent), "to_applicant", "缺困难证明")
    withdraw_matter(cast.actor("member"), withdrawn)
    assert {limit_of(sent).outcome, limit_of(withdrawn).outcome} == {Outcome.DROPPED}


def test_paused_it_stands_still_and_goes_on(cast: Cast) -> None:
    with on("09-22"):
        limit = limit_of(grant(cast))
    with on("09-24"):
        pause_limit(cast.actor("clerk"), limit, "materials")
        held = limit_of(limit.matter)
        assert (held.due, held.warn_on, held.escalate_on) == (None, None, None)
        assert check_of(limit.matter).due is None
    with on("09-26"):
        resume_limit(cast.actor("clerk"), limit)
    assert limit_of(limit.matter).due == date(2025, 9, 30)
    assert _codes(limit.matter)[:2] == ["matters.limit.resumed", "matters.limit.paused"]


def test_only_for_named_reasons_once_at_a_time_and_by_who_may(cast: Cast) -> None:
    limit = limit_of(grant(cast))
    for reason in ("expert", "太忙", ""):
        with pytest.raises(NotPossible, match="not paused for that reason"):
            pause_limit(cast.actor("clerk"), limit, reason)
    with pytest.raises(Refused):
        pause_limit(cast.actor("other_clerk"), limit, "materials")
    with pytest.raises(NotPossible, match="not paused"):
        resume_limit(cast.actor("clerk"), limit)
    pause_limit(cast.actor("clerk"), limit, "materials")
    with pytest.raises(NotPossible, match="already"):
        pause_limit(cast.actor("clerk"), limit, "materials")


def test_what_ran_out_is_not_paused_any_more(cast: Cast) -> None:
    with on("09-22"):
        limit = limit_of(grant(cast))
    with on("10-09"), pytest.raises(NotPossible, match="ran out"):
        pause_limit(cast.actor("clerk"), limit, "materials")


def test_longer_only_with_somebody_elses_approval(cast: Cast) -> None:
    limit = _handle(cast)
    assert limit.due == date(2025, 11, 21)
    with on("11-20"):
        asked = ask_extension(cast.actor("chair"), limit, 30, "案情复杂，需向多个单位核实")
        for who, error in (("chair", NotPossible), ("clerk", Refused), ("other_clerk", Refused)):
            with pytest.raises(error):
                approve_extension(cast.actor(who), asked)
        with pytest.raises(Refused):  # the level above does not decide in its place
            approve_extension(cast.actor("upper_officer"), asked)
        asked.asked_by_id = cast["clerk"].pk
        asked.save(update_fields=["asked_by"])
        held = approve_extension(cast.actor("chair"), asked)
    assert (held.due, held.extended) == (date(2025, 12, 22), 30)  # the 21st is a Sunday
    row = LimitExtension.objects.get()
    assert (row.decided_by, row.asked_by) == (cast["chair"], cast["clerk"])
    with pytest.raises(NotPossible, match="decided already"):
        approve_extension(cast.actor("chair"), asked)


def test_the_level_above_decides_where_the_procedure_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    lane = at(Level.CITY, DECIDE, "审批机关")
    monkeypatch.setitem(_procedures, GRANTING.key, replace(GRANTING, extended_by=lane))
    limit = _handle(cast)
    with on("11-20"):
        asked = ask_extension(cast.actor("upper_officer"), limit, 5, "案情复杂")  # asking decides nothing
        asked.asked_by_id = cast["clerk"].pk
        asked.save(update_fields=["asked_by"])
        with pytest.raises(Refused):
            approve_extension(cast.actor("chair"), asked)
        assert approve_extension(cast.actor("upper_officer"), asked).extended == 5


def test_the_level_above_does_not_let_it_stand_still(cast: Cast) -> None:
    limit = limit_of(grant(cast))
    with pytest.raises(Refused):
        pause_limit(cast.actor("upper_officer"), limit, "materials")
    page = cast.client("upper_officer").get(f"/desk/matters/{limit.matter_id}/").content.decode()
    assert f"limits/{limit.pk}/" not in page
    pause_limit(cast.actor("clerk"), limit, "materials")
    with pytest.raises(Refused):
        resume_limit(cast.actor("upper_officer"), limit)


def test_not_more_than_the_law_allows_not_twice_not_too_late(cast: Cast) -> None:
    limit = _handle(cast)
    with on("11-20"):
        for days, reason in ((31, "案情复杂"), (0, "案情复杂"), (10, " ")):
            with pytest.raises(NotPossible):
                ask_extension(cast.actor("clerk"), limit, days, reason)
        asked = ask_extension(cast.actor("clerk"), limit, 10, "案情复杂")
        with pytest.raises(NotPossible, match="waits"):
            ask_extension(cast.actor("clerk"), limit, 10, "案情复杂")
        approve_extension(cast.actor("chair"), asked)
        with pytest.raises(NotPossible, match="as often"):
            ask_extension(cast.actor("clerk"), limit, 10, "案情复杂")
    check = TimeLimit.objects.get(kind="sample.check")
    with pytest.raises(NotPossible, match="can't be extended"):
        ask_extension(cast.actor("clerk"), check, 1, "案情复杂")


def test_refused_it_stays_as_it_was_and_may_be_asked_again(cast: Cast) -> None:
    limit = _handle(cast)
    with on("11-19"):
        held = refuse_extension(cast.actor("chair"), ask_extension(cast.actor("clerk"), limit, 10, "案情复杂"))
        assert (held.due, held.extended) == (date(2025, 11, 21), 0)
        ask_extension(cast.actor("clerk"), limit, 5, "又有新情况")
    with on("11-24"), pytest.raises(NotPossible, match="run out"):
        refuse_extension(cast.actor("chair"), LimitExtension.objects.latest("pk"))
        ask_extension(cast.actor("clerk"), limit, 5, "案情复杂")


def test_when_the_figure_changes_it_is_worked_out_anew(cast: Cast) -> None:
    with on("09-22"):
        limit = limit_of(grant(cast))
    assert recompute(PLATFORM, limit) is False
    _set(8, "市总新规", date(2025, 9, 1))
    with on("09-23"):
        assert recompute(PLATFORM, limit_of(limit.matter)) is True
    held = limit_of(limit.matter)
    assert (held.due, held.basis) == (date(2025, 10, 9), "市总新规")
    assert _codes(limit.matter)[0] == "matters.limit.recomputed"


def test_a_figure_that_begins_later_does_not_touch_what_runs(cast: Cast) -> None:
    with on("09-22"):
        limit = limit_of(grant(cast))
    _set(8, "市总新规", date(2025, 9, 23))
    assert recompute(PLATFORM, limit_of(limit.matter)) is False


def test_the_nightly_job_is_one_at_a_time(cast: Cast) -> None:
    grant(cast)
    assert recompute_soon().pk == recompute_soon().pk
