"""The desk's pages of meetings and delegations, and the panels of a matter's page, through the browser's eyes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.matters.core.models import Matter, State, Task, TaskState
from niangjia.engines.matters.later.models import Correction, PaperEntry
from niangjia.engines.matters.later.tests import samples as _undoing
from niangjia.engines.matters.limits.models import LimitExtension, TimeLimit
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.meetings.models import Delegation, Meeting, MeetingItem
from niangjia.engines.matters.public_notices.models import Objection, PublicNotice
from niangjia.engines.matters.ratings.models import Rating
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import now, today

from .matrix import _decided, _matter, _meeting
from .samples import AID

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

DAY = timedelta(days=1)
_ = _undoing


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def _sheet(meeting: Meeting, **change: str) -> dict[str, str]:
    (member,), (item,) = meeting.members.all(), meeting.items.all()
    names = {
        f"outcome_{item.pk}": "approve",
        f"for_{item.pk}": "1",
        f"against_{item.pk}": "",
        f"abstained_{item.pk}": "",
    }
    return {"came": str(member.pk), **names, **{f"{key}_{item.pk}": value for key, value in change.items()}}


class TestMeeting:
    def test_it_is_prepared_from_the_list(self, cast: Cast) -> None:
        _matter(cast)
        client = cast.client("clerk")
        assert "工会委员会" in _text(client.get(reverse("matters:meetings")))
        given = {"union": cast.union("mine").pk, "body": "committee", "held": str(today()), "place": "会议室"}
        answer = client.post(reverse("matters:prepare_meeting"), given)
        meeting = Meeting.objects.get()
        assert answer["Location"] == reverse("matters:meeting", args=[meeting.pk])
        page = _text(client.get(answer["Location"]))
        assert "陈建国" in page
        assert "王小梅" in page

    def test_the_sheet_is_kept_and_the_chair_confirms(self, cast: Cast) -> None:
        meeting = _meeting(cast)
        url = reverse("matters:meeting_sheet", args=[meeting.pk])
        assert cast.client("clerk").post(url, _sheet(meeting)).status_code == 302
        item = meeting.items.get()
        assert (item.outcome, item.votes_for) == ("approve", 1)
        page = cast.client("clerk").get(reverse("matters:meeting", args=[meeting.pk]))
        assert reverse("matters:confirm_minutes", args=[meeting.pk]) not in _text(page)
        confirm = reverse("matters:confirm_minutes", args=[meeting.pk])
        assert cast.client("chair").post(confirm).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == Meeting.State.DECIDING
        assert meeting.number in _text(cast.client("chair").get(reverse("matters:meeting", args=[meeting.pk])))

    def test_everybody_came_by_one_button_and_nothing_typed_is_lost(self, cast: Cast) -> None:
        meeting = _meeting(cast)
        url, sheet = reverse("matters:meeting_sheet", args=[meeting.pk]), _sheet(meeting)
        del sheet["came"]
        cast.client("clerk").post(url, {**sheet, "everybody": "1"})
        assert all(meeting.members.values_list("came", flat=True))
        assert meeting.items.get().votes_for == 1

    def test_whatever_button_is_pressed_the_sheet_is_kept(self, cast: Cast) -> None:
        meeting = _meeting(cast)
        first, member = meeting.items.get(), meeting.members.get()
        _matter(cast)
        chair, confirm = cast.client("chair"), reverse("matters:confirm_minutes", args=[meeting.pk])
        typed = {"sheet": "1", "came": str(member.pk), f"outcome_{first.pk}": "approve", f"for_{first.pk}": "1"}
        chair.post(reverse("matters:put_items", args=[meeting.pk]), typed)
        assert meeting.items.count() == 2
        second = meeting.items.exclude(pk=first.pk).get()
        wrong = chair.post(confirm, {**typed, f"outcome_{second.pk}": "approve", f"for_{second.pk}": "一"})
        assert wrong.status_code == 422
        assert "票数请填数字" in _text(wrong)
        chair.post(reverse("matters:postpone_item", args=[second.pk]), {**typed, f"for_{first.pk}": "1"})
        assert (meeting.items.get().pk, meeting.items.get().votes_for) == (first.pk, 1)
        assert chair.post(confirm, typed).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == Meeting.State.DECIDING

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"for": "2"}, "票数合计2"),
            ({"for": "一"}, "票数请填数字"),
            ({"outcome": "x"}, "请选择会议的决定"),
            ({"outcome": "refuse"}, "请说明理由"),
        ],
    )
    def test_what_is_wrong_stands_at_its_item_and_nothing_typed_is_lost(
        self, cast: Cast, change: dict[str, str], sentence: str
    ) -> None:
        meeting = _meeting(cast)
        typed = _sheet(meeting, **change)
        answer = cast.client("clerk").post(reverse("matters:meeting_sheet", args=[meeting.pk]), typed)
        assert answer.status_code == 422
        assert sentence in _text(answer)
        assert f'value="{change.get("for", "1")}"' in _text(answer)
        assert meeting.items.get().outcome == ""

    def test_what_everybody_agreed_to_needs_no_figures(self, cast: Cast) -> None:
        meeting = _meeting(cast)
        (member,) = meeting.members.all()
        given = {"came": str(member.pk), "agreed": "1"}
        assert (
            cast.client("clerk").post(reverse("matters:meeting_sheet", args=[meeting.pk]), given).status_code == 302
        )
        item = meeting.items.get()
        assert (item.outcome, item.votes_for, item.votes_against) == ("approve", 1, 0)

    def test_guests_words_and_another_time(self, cast: Cast) -> None:
        meeting = _meeting(cast)
        client, item = cast.client("clerk"), meeting.items.get()
        client.post(reverse("matters:add_guest", args=[meeting.pk]), {"name": "李法律顾问", "role": "顾问"})
        client.post(reverse("matters:meeting_words", args=[meeting.pk]), {"words": "会议强调安全"})
        client.post(reverse("matters:postpone_item", args=[item.pk]))
        page = _text(client.get(reverse("matters:meeting", args=[meeting.pk])))
        assert "李法律顾问" in page
        assert "会议强调安全" in page
        assert MeetingItem.objects.get().meeting is None

    def test_a_resolution_is_recorded_and_revoked(self, cast: Cast) -> None:
        _matter(cast)
        given = {
            "union": cast.union("mine").pk, "body": "committee", "procedure": AID, "role": "chair",
            "resolution": "石矿工〔2026〕3号", "resolved": str(today()), "valid_from": str(today()), "valid_to": "",
        }  # fmt: skip
        client = cast.client("chair")
        assert client.post(reverse("matters:delegations"), given | {"resolution": ""}).status_code == 422
        assert client.post(reverse("matters:delegations"), given).status_code == 302
        row = Delegation.objects.get()
        assert "石矿工〔2026〕3号" in _text(client.get(reverse("matters:delegations")))
        client.post(reverse("matters:revoke_delegation", args=[row.pk]))
        assert Delegation.objects.get().revoked


class TestPanels:
    def test_a_limit_is_paused_extended_and_approved(self, cast: Cast) -> None:
        limit = start_limit(HANDLE, _matter(cast))
        client, page = cast.client("clerk"), reverse("matters:matter", args=[limit.matter_id])
        assert "信访工作条例" in _text(client.get(page))
        client.post(reverse("matters:pause_limit", args=[limit.pk]), {"reason": "materials"})
        assert "已暂停" in _text(client.get(page))
        client.post(reverse("matters:resume_limit", args=[limit.pk]))
        wrong = client.post(reverse("matters:ask_extension", args=[limit.pk]), {"days": "99", "reason": "案情复杂"})
        assert (wrong.status_code, "最多还可延长30日" in _text(wrong), 'value="99"' in _text(wrong)) == (
            422,
            True,
            True,
        )
        client.post(reverse("matters:ask_extension", args=[limit.pk]), {"days": "9", "reason": "案情复杂"})
        extension = reverse("matters:extension", args=[LimitExtension.objects.get().pk])
        cast.client("chair").post(extension, {"approve": "1"})
        assert TimeLimit.objects.get(pk=limit.pk).extended == 9

    def test_what_is_late_is_shown_to_those_above(self, cast: Cast) -> None:
        limit = start_limit(HANDLE, _matter(cast))
        TimeLimit.objects.filter(pk=limit.pk).update(due=today() - 3 * DAY)
        for who, sees in (("upper_officer", True), ("clerk", True), ("other_clerk", False)):
            assert (limit.matter.number in _text(cast.client(who).get(reverse("matters:overdue")))) is sees
        step = Task.objects.get(matter=limit.matter)  # and they can't decide there
        answer = cast.client("upper_officer").post(
            reverse("matters:complete", args=[step.pk]), {"outcome": "approve"}
        )
        assert answer.status_code == 403

    def test_paper_is_entered_with_its_scan(self, cast: Cast) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        task = Task.objects.get(matter=_matter(cast))
        given = {
            "outcome": "approve",
            "paper-day": str(today()),
            "paper-number": "7号",
            "paper-scan": SimpleUploadedFile("a.pdf", b"<svg/>"),
        }
        url = reverse("matters:enter_paper", args=[task.pk])
        wrong = cast.client("chair").post(url, given)
        assert (wrong.status_code, "只收图片" in _text(wrong)) == (422, True)
        assert Task.objects.get(pk=task.pk).state == TaskState.OPEN
        cast.client("chair").post(url, {**given, "paper-scan": SimpleUploadedFile("a.pdf", pdf())})
        entry = PaperEntry.objects.get()
        page = cast.client("clerk").get(reverse("matters:matter", args=[entry.matter_id]))
        assert "a.pdf" in _text(page)

    def test_a_correction_is_asked_for_and_approved(self, cast: Cast) -> None:
        matter = _decided(cast, public=False)
        task = Task.objects.get(matter=matter)
        given = {"task": task.pk, "after": "refuse", "reason": "点错了", "told": ""}
        url = reverse("matters:ask_correction", args=[matter.pk])
        wrong = cast.client("clerk").post(url, given)
        assert (wrong.status_code, "请说明理由" in wrong.content.decode()) == (422, True)
        given["told"] = "不符合条件"
        assert (
            cast.client("clerk").post(reverse("matters:ask_correction", args=[matter.pk]), given).status_code == 302
        )
        page = _text(cast.client("chair").get(reverse("matters:matter", args=[matter.pk])))
        assert "慰问金支付记录作废" in page
        decide = reverse("matters:decide_correction", args=[Correction.objects.get().pk])
        cast.client("chair").post(decide, {"approve": "1"})
        assert Correction.objects.get().state == Correction.State.APPROVED
        meeting = cast.client("clerk").get(reverse("matters:meeting", args=[Meeting.objects.get().pk]))
        assert "后更正为：不同意" in _text(meeting)

    def test_a_notice_hangs_is_objected_to_and_answered(self, cast: Cast) -> None:
        matter = _decided(cast, public=True)
        cast.client("clerk").post(reverse("matters:hang_notice", args=[matter.pk]))
        notice = PublicNotice.objects.get()
        member = cast.client("member")
        assert "试办慰问公示" in _text(member.get(reverse("my:public_notices")))
        url = reverse("my:public_notice", args=[notice.code])
        page = _text(member.get(url))
        assert ("王**" in page, "王小梅" in page, "13800138000" in page) == (True, False, False)
        assert member.post(url, {"text": " "}).status_code == 422
        assert member.post(url, {"text": "情况不符"}).status_code == 302
        objection = Objection.objects.get()
        answer = reverse("matters:answer_objection", args=[objection.pk])
        assert cast.client("clerk").post(answer, {"answer": ""}).status_code == 422
        cast.client("clerk").post(answer, {"answer": "已核实"})
        assert Objection.objects.get().state == Objection.State.REJECTED
        PublicNotice.objects.update(ends=today() - DAY, starts=today() - 9 * DAY)
        assert "王**" not in _text(member.get(url))

    def test_a_rating_is_given_once(self, cast: Cast) -> None:
        matter = _matter(cast)
        Matter.objects.filter(pk=matter.pk).update(state=State.DONE, closed=now(), engine=None)
        client, url = cast.client("member"), reverse("my:rate", args=[matter.pk])
        assert url in _text(client.get(reverse("my:matter", args=[matter.pk])))
        wrong = client.post(url, {"comment": "还行"})
        assert (wrong.status_code, "还行" in _text(wrong)) == (422, True)
        client.post(url, {"solved": "yes", "satisfied": "5", "speed": "4"})
        assert Rating.objects.get().answers == {"speed": 4}
        assert client.get(url).status_code == 302


def test_the_meeting_page_costs_the_same_for_many_items(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    meeting = _meeting(cast)
    with everywhere(PLATFORM, "a test"):
        for _number in range(8):
            _matter(cast)
    from niangjia.engines.matters.meetings.preparing import put_items

    put_items(PLATFORM, meeting)
    client = cast.client("clerk")
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        page = client.get(reverse("matters:meeting", args=[meeting.pk]))
    assert page.status_code == 200
    assert meeting.items.count() == 1 + 8  # the meeting was opened with one
