"""Who keeps out of a matter finds and does nothing of it; where nobody else is left, the union above has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from niangjia.engines.matters.acts.matters import transfer_matter
from niangjia.engines.matters.acts.tasks import claim_task, hand_over_task
from niangjia.engines.matters.handing import open_tasks
from niangjia.engines.matters.limits.following import follow_limits
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.conftest import on, whole_city
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.models import KeptOut, Matter, TaskState
from niangjia.engines.matters.pages.colleagues import colleagues_of
from niangjia.engines.matters.recusing.acts import keep_out, step_aside
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.worklist.reading import View, counts_of
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today

from .conftest import Office, fresh, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")


def _grant(office: Office) -> Matter:
    _ = office.cast["chair"]
    return office.grant()


def _page(cast: Cast, who: str, matter: Matter) -> int:
    return int(cast.client(who).get(reverse("matters:matter", args=[matter.pk])).status_code)


def test_nothing_tells_of_it_to_who_keeps_out(cast: Cast, office: Office) -> None:
    """The clerk had taken it over; afterwards it waits for the chair, and the clerk finds no trace."""
    matter = _grant(office)
    task = task_of(matter, "check")
    claim_task(cast.actor("clerk"), task)
    before = counts_of(cast.actor("clerk"))[View.UNION]
    assert keep_out(PLATFORM, matter, [cast.person("clerk").pk]) == 1
    assert keep_out(PLATFORM, matter, [cast.person("clerk").pk]) == 0
    task = task_of(matter, "check")
    assert (task.state, task.claimed_by) == (TaskState.OPEN, None)
    assert [_page(cast, who, matter) for who in ("clerk", "chair")] == [404, 200]
    url = reverse("matters:worklist")
    assert [matter.number in cast.client(who).get(url).content.decode() for who in ("clerk", "chair")] == [
        False,
        True,
    ]
    assert counts_of(cast.actor("clerk"))[View.UNION] == before - 1
    assert cast["clerk"] not in colleagues_of(task)
    with pytest.raises(NotPossible):
        hand_over_task(cast.actor("chair"), task, cast["clerk"])
    with pytest.raises(Refused):
        claim_task(cast.actor("clerk"), task)
    post = Post.objects.get(union=cast.union("mine"), person=cast.person("clerk"))
    assert next(iter(open_tasks(post))).count == before - 1


def test_no_message_of_its_limits(cast: Cast, office: Office) -> None:
    matter = _grant(office)
    keep_out(PLATFORM, matter, [cast.person("clerk").pk])
    with on("09-22"):
        start_limit(HANDLE, fresh(matter))
    Post.objects.update(started="2025-01-01")
    for day in ("11-20", "11-25", "11-28"):
        with on(day):
            follow_limits(10)
    told = set(Message.objects.values_list("person", flat=True))
    assert cast.person("clerk").pk not in told
    assert cast.person("chair").pk in told


def test_it_goes_up_where_nobody_else_is_left(cast: Cast, office: Office) -> None:
    """The clerk steps aside, the chair has it; the chair steps aside, and the county has nobody: the city has it."""
    matter = _grant(office)
    _ = cast["upper_officer"]
    with pytest.raises(NotPossible, match="理由"):
        step_aside(cast.actor("clerk"), matter, " ")
    with pytest.raises(Refused):
        step_aside(cast.actor("other_clerk"), matter, "我认识他")
    step_aside(cast.actor("clerk"), matter, "他是我弟弟")
    assert task_of(matter, "check").union == cast.union("mine")
    with pytest.raises(NotPossible, match="回避"):
        keep_out(PLATFORM, matter, [cast.person("upper_officer").pk])
        transfer_matter(cast.actor("chair"), fresh(matter), cast.union("city"), "请你处理")
    KeptOut.objects.filter(person=cast.person("upper_officer")).delete()
    step_aside(cast.actor("chair"), matter, "我也是")
    assert (fresh(matter).union, task_of(matter, "check").union) == (cast.union("city"), cast.union("city"))
    with pytest.raises(NotPossible, match="上级"):
        step_aside(cast.actor("upper_officer"), matter, "我也是")
    assert KeptOut.objects.filter(matter=matter).count() == 2


def test_who_stands_in_is_asked_for_too(cast: Cast, office: Office) -> None:
    """By a post right there, whoever has it: a second clerk is left."""
    matter = _grant(office)
    Post.objects.create(union=cast.union("mine"), person=cast.person("worker"), role=Role.CLERK, started=today())
    for who in ("clerk", "chair"):
        step_aside(cast.actor(who), matter, "有利害关系")
    assert task_of(matter, "check").union == cast.union("mine")


__all__ = ["whole_city"]
