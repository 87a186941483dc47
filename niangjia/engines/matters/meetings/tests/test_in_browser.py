"""Meetings, panels and public notices as they look, on a phone and at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.core.models import Matter, State
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.ratings.grouping import group_ratings
from niangjia.engines.matters.ratings.tests.test_totals import rate as fill_totals
from niangjia.foundation.clock import now, today

from .matrix import _decided, _matter, _meeting, _notice

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def address(committed: str, sample_server: str) -> str:
    return sample_server


def test_meetings_and_panels(visitor: Visitor, cast: Cast) -> None:
    limit = start_limit(HANDLE, _matter(cast))
    meeting = _meeting(cast)
    visitor.sign_in(cast, "chair")
    visitor.go("/desk/matters/meetings/")
    visitor.look("meetings")
    visitor.go("/desk/matters/meetings/new/")
    visitor.look("meeting-new")
    visitor.go(f"/desk/matters/meetings/{meeting.pk}/")
    visitor.look("meeting")
    visitor.page.get_by_role("button", name="确认会议纪要").click()
    visitor.look("meeting-wrong")
    visitor.go("/desk/matters/delegations/")
    visitor.look("delegations")
    visitor.go(f"/desk/matters/{limit.matter_id}/")
    for summary in visitor.page.locator("section.limit summary").all():
        summary.click()
    visitor.look("matter-panels")
    TimeLimit.objects.update(due=today() - timedelta(days=3))
    visitor.go("/desk/matters/overdue/")
    visitor.look("overdue")


def test_a_decided_meeting_and_its_notice(visitor: Visitor, cast: Cast) -> None:
    notice = _notice(cast)
    closed = _decided(cast, public=False)
    visitor.sign_in(cast, "chair")
    visitor.go(f"/desk/matters/{notice.matter_id}/")
    visitor.look("matter-notice")
    visitor.go(f"/desk/matters/{closed.pk}/")
    visitor.page.locator("summary", has_text="更正").click()
    visitor.look("matter-closed")
    visitor.go("/desk/matters/public-notices/")
    visitor.look("public-notices-desk")
    visitor.go("/public-notices/")
    visitor.look("public-notices")
    visitor.go(f"/public-notices/{notice.code}/")
    visitor.look("public-notice")


def test_rating(visitor: Visitor, cast: Cast) -> None:
    matter = _matter(cast)
    Matter.objects.filter(pk=matter.pk).update(state=State.DONE, closed=now(), engine=None)
    visitor.sign_in(cast, "member")
    visitor.go(f"/matters/{matter.pk}/")
    visitor.look("my-matter-closed")
    visitor.go(f"/matters/{matter.pk}/rating/")
    visitor.look("rating")
    fill_totals(matter, 12)
    group_ratings()
    visitor.page.context.clear_cookies()
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/matters/ratings/")
    visitor.look("ratings")
