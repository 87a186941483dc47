"""Warned before, told up the line after: each once, to whom it concerns, whoever is killed in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connections, transaction

from niangjia.engines.journal.reading import history
from niangjia.engines.matters.acts.tasks import claim_task
from niangjia.engines.matters.core.models import Matter, Task, TaskState
from niangjia.engines.matters.limits import following
from niangjia.engines.matters.limits.following import escalate, follow_limits, warn
from niangjia.engines.matters.limits.messages import NEAR, OVER
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.pausing import pause_limit, resume_limit
from niangjia.engines.matters.limits.recomputing import recompute
from niangjia.engines.matters.refusals import Over
from niangjia.engines.matters.worklist import leaving
from niangjia.engines.matters.worklist.leaving import give_back_left
from niangjia.engines.notices.sending.models import Message, Notice
from niangjia.engines.people.models import Deputy, Post
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.foundation.jobs import Step, Work
from niangjia.foundation.jobs.models import Job
from tests.harness import cluster

from .conftest import on
from .samples import HANDLE, check_of, grant, limit_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

CHILD = """
import django; django.setup()
from niangjia.engines.matters.limits.following import follow_limits
print("ready", flush=True)
while follow_limits(3): pass
"""


def _told(kind: str) -> list[set[int]]:
    """To which persons each message of a kind went, in their order."""
    notices = Notice.objects.filter(kind=kind).order_by("pk")
    return [set(Message.objects.filter(notice=one).values_list("person", flat=True)) for one in notices]


@pytest.mark.usefixtures("whole_city")
class TestTelling:
    def test_nobody_is_told_before_it_is_time(self, cast: Cast) -> None:
        with on("09-26"):
            grant(cast)
            assert follow_limits(10) == 0

    def test_who_may_do_the_step_is_warned_once(self, cast: Cast) -> None:
        _ = cast["chair"]
        with on("09-26"):
            grant(cast)
        with on("09-30"):
            assert [follow_limits(10), follow_limits(10)] == [1, 0]
        assert _told(NEAR) == [{cast.person("clerk").pk, cast.person("chair").pk}]

    def test_after_it_goes_up_the_line_level_by_level(self, cast: Cast) -> None:
        _ = cast["chair"], cast["upper_officer"]
        with on("09-26"):
            limit = limit_of(grant(cast))
        told = []
        for day in ("10-11", "10-12", "10-15", "10-16", "10-20"):
            with on(day):
                told.append(follow_limits(10))
        assert told == [1, 0, 1, 0, 0]  # the city is the end of the line
        first, second = _told(OVER)
        assert first == {
            cast.person("clerk").pk,
            cast.person("chair").pk,
        }  # the mine's; nobody holds a post in the county
        assert second == {cast.person("upper_officer").pk}
        held = limit_of(limit.matter)
        assert (held.level, held.escalate_on) == (2, None)

    def test_past_the_union_that_it_was_sent_past(self, cast: Cast) -> None:
        _ = cast["chair"], cast["upper_officer"]
        with on("09-26"):
            limit = limit_of(grant(cast))
        Matter.objects.filter(pk=limit.matter_id).update(bypassed=cast.union("mine"))
        with on("10-11"):
            follow_limits(10)
        assert _told(OVER) == [{cast.person("upper_officer").pk}]  # the county has nobody: it goes on at once

    def test_what_nobody_is_there_to_hear_is_not_told_nor_asked_for_again(self, cast: Cast) -> None:
        """Neither when the line ends nor when nobody is left in it; whatever is worked out anew."""
        _ = cast["chair"], cast["upper_officer"]
        with on("09-26"):
            first, second = limit_of(grant(cast)), limit_of(grant(cast))
        Matter.objects.filter(pk=second.matter_id).update(bypassed=cast.union("city"))
        for day in ("10-11", "10-15", "10-16", "10-20", "10-24"):
            with on(day):
                while follow_limits(10):
                    pass
                for limit in (first, second):
                    recompute(PLATFORM, limit_of(limit.matter))
        held, none = limit_of(first.matter), limit_of(second.matter)
        assert (held.level, held.escalate_on, none.escalate_on) == (2, None, None)
        codes = [[act.entry.code for act in history(limit.matter)] for limit in (first, second)]
        assert [told.count("matters.limit.escalated") for told in codes] == [2, 0]

    def test_who_has_left_is_not_warned_and_who_stands_in_is(self, cast: Cast) -> None:
        _ = cast["chair"], cast["auditor"]
        with on("09-26"):
            limit = limit_of(grant(cast))
            task = check_of(limit.matter)
            claim_task(cast.actor("clerk"), task)
        _ends(cast.post("clerk"), "2025-09-28")
        post = cast.post("chair")
        Deputy.objects.create(post=post, person=cast.person("auditor"), started="2025-09-29", ends="2025-10-20")
        with on("09-30"):
            assert follow_limits(10) == 1
            assert _told(NEAR) == [{cast.person("chair").pk, cast.person("auditor").pk}]
            # Nobody is kept from it by who has left.
            assert claim_task(cast.actor("chair"), task).claimed_by == cast["chair"]
            with pytest.raises(Over, match="working"):
                claim_task(cast.actor("auditor"), task)

    def test_where_nobody_may_do_it_who_looks_after_the_union_is_warned(self, cast: Cast) -> None:
        with on("09-26"):
            limit = limit_of(grant(cast))
        Task.objects.filter(pk=check_of(limit.matter).pk).update(permission="sample:nobody")
        with on("09-30"):
            follow_limits(10)
        assert _told(NEAR) == [{cast.person("clerk").pk, cast.person("chair").pk}]

    def test_what_somebody_who_left_took_over_goes_back_to_the_queue(self, cast: Cast) -> None:
        _ = cast["chair"]
        with on("09-26"):
            left, kept = (check_of(grant(cast)) for _number in range(2))
            claim_task(cast.actor("clerk"), left)
            claim_task(cast.actor("chair"), kept)
        _ends(cast.post("clerk"), "2025-09-28")
        with on("09-28"):
            assert give_back_left([cast["chair"], cast["clerk"]]) == 0
        with on("09-29"):
            leaving.every_night()
            work = Work(uuid4(), PLATFORM, {})
            assert leaving.give_back_some(work, None) == Step(None, done=1)
        states = dict(Task.objects.filter(pk__in=[left.pk, kept.pk]).values_list("pk", "state"))
        assert states == {left.pk: TaskState.OPEN, kept.pk: TaskState.CLAIMED}
        assert Job.objects.filter(kind=leaving.KIND).count() == 1
        assert "matters.task.given_back" in [act.entry.code for act in history(left.matter)]

    def test_a_new_end_is_warned_of_anew(self, cast: Cast) -> None:
        with on("09-26"):
            limit = limit_of(grant(cast))
        with on("09-30"):
            follow_limits(10)
            pause_limit(cast.actor("clerk"), limit, "materials")
        with on("10-14"):
            resume_limit(cast.actor("clerk"), limit)  # two days are left, by the 16th
            assert [follow_limits(10), follow_limits(10)] == [1, 0]
        assert len(_told(NEAR)) == 2

    def test_two_at_once_tell_once(self, cast: Cast) -> None:
        with on("09-26"):
            limit = limit_of(grant(cast))
        with on("09-30"):
            assert [warn(limit), warn(limit)] == [True, False]
        with on("10-11"):
            assert [escalate(limit_of(limit.matter)), escalate(limit)] == [True, False]

    def test_the_clock_starts_one_job_where_somebody_is_to_be_told(self, cast: Cast) -> None:
        following.start_following()
        with on("09-26"):
            grant(cast)
        with on("09-30"):
            following.start_following()
            following.start_following()
        assert Job.objects.filter(kind=following.KIND).count() == 1


def _ends(post: Post, day: str) -> None:
    Post.objects.filter(pk=post.pk).update(ends=day)


def _many(cast: Cast, count: int) -> None:
    """So many limits of one matter that end today, and as many that are over."""
    with transaction.atomic(), everywhere(PLATFORM, "a test"):
        _ = cast["upper_officer"], cast["chair"]
        matter = grant(cast)
        TimeLimit.objects.all().delete()
        common = {
            "matter": matter, "kind": HANDLE, "union": matter.union, "event": date(2026, 1, 5),
            "days": 10, "working": False, "basis": "测试", "sure": "place",
        }  # fmt: skip
        TimeLimit.objects.bulk_create(
            TimeLimit(**common, due=today(), warn_on=today(), escalate_on=None) for _number in range(count)
        )
        TimeLimit.objects.bulk_create(
            TimeLimit(
                **common, due=date(2026, 1, 16), warn_on=date(2026, 1, 14), escalate_on=date(2026, 1, 17), level=1
            )
            for _number in range(count)
        )


@pytest.mark.long
def test_exactly_once_although_they_are_killed(committed: str, cast: Cast) -> None:
    count = 60
    _many(cast, count)
    environment = {**cluster.environment(committed), "DJANGO_SETTINGS_MODULE": "niangjia.config.settings"}
    killed = 0
    for delay in (0.05, 0.1, 0.15, 0.2, 0.3):
        pair = [
            subprocess.Popen([sys.executable, "-c", CHILD], env={**os.environ, **environment}, stdout=subprocess.PIPE)
            for _number in range(2)
        ]
        for child in pair:
            assert child.stdout is not None
            child.stdout.readline()
        time.sleep(delay)
        for child in pair:
            killed += child.poll() is None
            child.send_signal(signal.SIGKILL)
            child.wait()
            child.stdout.close()  # type: ignore[union-attr]
    with transaction.atomic():
        while follow_limits(50):
            pass
    near, over = (Notice.objects.filter(kind=kind).count() for kind in (NEAR, OVER))
    assert (near, over) == (count, count)
    each = Counter(Message.objects.values_list("notice", "person", "channel"))
    assert set(each.values()) == {1}
    assert not TimeLimit.objects.filter(due=today(), warned=None).exists()
    assert set(TimeLimit.objects.filter(due__lt=today()).values_list("level", flat=True)) == {2}
    assert killed
    connections.close_all()
