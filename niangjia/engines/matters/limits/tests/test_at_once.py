"""A step is done while its limit is changed: nobody waits in a circle, both come through."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection

from niangjia.engines.matters.acts import going
from niangjia.engines.matters.acts.tasks import complete_task, tick_checklist
from niangjia.engines.matters.hooks import Followers, on_task_ended
from niangjia.engines.matters.limits import holding, recomputing
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.pausing import pause_limit
from niangjia.engines.matters.limits.recomputing import recompute_some
from niangjia.engines.people.scope import acting, everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Work

from .samples import check_of, grant, limit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.harness.people import Cast


def _pause(cast: Cast, limit: TimeLimit) -> None:
    with acting(cast.actor("clerk")) as _scope:
        pause_limit(cast.actor("clerk"), limit, "materials")


def _recompute(cast: Cast, limit: TimeLimit) -> None:
    with everywhere(PLATFORM, "a test"):
        recompute_some(Work(uuid4(), PLATFORM, {}), None)


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(("change", "module"), [(_pause, holding), (_recompute, recomputing)])
def test_a_step_is_done_while_its_limit_is_changed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, change: Callable[[Cast, TimeLimit], None], module: Any
) -> None:
    """Whoever changes the limit has it in hand when the step is being done, and only then turns to the step."""
    actor = cast.actor("clerk")
    with acting(actor):
        limit = limit_of(grant(cast))
        task = check_of(limit.matter)
        tick_checklist(actor, task, {0, 1})
    TimeLimit.objects.filter(pk=limit.pk).update(days=limit.days + 1)  # there is something to work out
    has_limit, has_task = threading.Event(), threading.Event()
    settle = module.settle

    def slowly(*given: Any) -> None:
        has_limit.set()
        has_task.wait(0.5)
        settle(*given)

    monkeypatch.setattr(module, "settle", slowly)
    monkeypatch.setattr(going, "on_task_ended", Followers([lambda _task: has_task.set(), *on_task_ended.functions]))
    failed: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - it is asserted on
            failed.append(error)
        finally:
            connection.close()

    def done() -> None:
        has_limit.wait(5)
        with acting(actor):
            complete_task(actor, task, "pass")

    threads = [threading.Thread(target=run, args=[act]) for act in (lambda: change(cast, limit), done)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert limit_of(limit.matter).outcome == TimeLimit.Outcome.MET
