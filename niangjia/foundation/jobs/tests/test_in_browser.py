"""My jobs in a real browser: every state, and a bar that moves by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from playwright.sync_api import expect

from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.jobs.actions import cancel_job
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.jobs.sample import start_trial

if TYPE_CHECKING:
    from niangjia.foundation.jobs.models import Job
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser


def run_aside(job: Job, seconds: float = 20) -> None:
    """Run a slice in a thread, as a worker does: this one belongs to the browser's event loop."""

    def work() -> None:
        run_slice(job.pk, seconds=seconds)
        connections.close_all()

    with ThreadPoolExecutor(1) as hands:
        hands.submit(work).result()


def test_my_jobs_can_be_watched_left_and_cancelled(visitor: Visitor, cast: Cast) -> None:
    actor = actor_of(cast["system_admin"])
    going, cancelled, done = (start_trial(actor, 40) for _number in range(3))
    run_aside(done)
    run_aside(cancelled, 0)
    cancel_job(actor, cancelled)
    visitor.sign_in(cast, "system_admin")
    visitor.go("/jobs/")
    visitor.look("jobs")
    visitor.go(f"/jobs/{going.pk}/")
    expect(visitor.page.get_by_text("0 / 40")).to_be_visible()
    run_aside(going, 0)
    expect(visitor.page.get_by_text("1 / 40")).to_be_visible()
    visitor.page.get_by_role("button", name="取消").click()
    expect(visitor.page.get_by_text("已取消")).to_be_visible()
