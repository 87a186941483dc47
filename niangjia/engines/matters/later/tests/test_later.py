"""Entered later with its scan; corrected later with all that follows, by two people, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from niangjia.engines.journal.reading import history
from niangjia.engines.matters.acts.tasks import complete_task, send_back_task, tick_checklist
from niangjia.engines.matters.core.models import Matter, Note, Task, TaskState
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.later import checks, undoing
from niangjia.engines.matters.later.checks import undoings_said
from niangjia.engines.matters.later.correcting import (
    approve_correction,
    ask_correction,
    refuse_correction,
)
from niangjia.engines.matters.later.entering import Paper, enter_paper
from niangjia.engines.matters.later.models import Correction, PaperEntry
from niangjia.engines.matters.later.standing import standing_outcome, standing_steps
from niangjia.engines.matters.later.undoing import undoing_of
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.samples import HANDLE, check_of, grant, limit_of
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_item
from niangjia.engines.matters.meetings.models import MeetingItem
from niangjia.engines.matters.meetings.tests import samples
from niangjia.engines.matters.meetings.tests.samples import AID, aid, held_meeting, step_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import phase_title
from niangjia.engines.notices.sending.models import Message, Notice
from niangjia.engines.papers.verbs import draft_paper
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.attachments import BadFile
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import now, today

from .samples import beside, taken_back

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
DAY = timedelta(days=1)


def _paper(**change: object) -> Paper:
    fields = {"day": today() - DAY, "scan": pdf(), "name": "纪要.pdf", "number": "石矿工纪〔2026〕7号", **change}
    return Paper(**fields)  # type: ignore[arg-type]


def _asked(cast: Cast, matter: Matter, *, by: str = "clerk") -> Correction:
    """What was approved should have been refused."""
    return ask_correction(cast.actor(by), step_of(matter), "点错了", after="refuse", told="不符合条件")


def _do(matter: Matter, key: str, outcome: str) -> None:
    """A step of a grant is done, with all its points seen to."""
    task = matter.tasks.get(key=key, state=TaskState.OPEN)
    tick_checklist(PLATFORM, task, {0, 1})
    complete_task(PLATFORM, task, outcome, data={})


@pytest.fixture(autouse=True)
def nothing_paid() -> None:
    samples.paid.clear()


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("纪要.pdf", pdf())


def _codes(matter: Matter) -> list[str]:
    return [act.entry.code for act in history(matter)]


def _decided(cast: Cast, outcome: str = "approve", count: int = 3) -> list[Matter]:
    """So many matters that one meeting's minutes decided."""
    matters = [aid(cast) for _number in range(count)]
    meeting = held_meeting(cast, outcome=outcome)
    confirm_minutes(cast.actor("chair"), meeting)
    for item in meeting.items.all():
        decide_item(cast.actor("chair"), meeting, item)
    return matters


class TestEntering:
    def test_what_a_meeting_decided_on_paper_is_entered(self, cast: Cast) -> None:
        matter = aid(cast)
        entry = enter_paper(cast.actor("chair"), step_of(matter), "approve", _paper())
        step = step_of(matter)
        assert (step.state, step.outcome) == (TaskState.DONE, "approve")
        assert (entry.paper_date, entry.account, entry.paper_number) == (
            today() - DAY,
            cast["chair"],
            "石矿工纪〔2026〕7号",
        )
        (scan,) = attachments_of(entry, slot="scan")
        assert scan.kind == "pdf"
        assert not MeetingItem.objects.filter(state__in=(1, 2)).exists()
        assert "matters.paper.entered" in _codes(matter)

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ({"day": today() + 2 * DAY}, NotPossible),
            ({"day": today() - 3000 * DAY}, NotPossible),
            ({"scan": b""}, NotPossible),
            ({"scan": b"<html>"}, BadFile),
        ],
    )
    def test_without_a_fitting_day_and_scan_nothing_is_entered(
        self, cast: Cast, change: dict[str, object], error: type[Exception]
    ) -> None:
        matter = aid(cast)
        with pytest.raises(error), transaction.atomic():
            enter_paper(cast.actor("chair"), step_of(matter), "approve", _paper(**change))
        assert step_of(matter).state == TaskState.OPEN
        assert not PaperEntry.objects.exists()

    def test_what_a_click_asks_for_is_asked_for_here_too(self, cast: Cast) -> None:
        """Form, checklist and time limit: on paper in time is in time, whenever it is entered."""
        matter = grant(cast)
        limit, client = limit_of(matter), cast.client("clerk")
        task, page = check_of(matter), reverse("matters:matter", args=[matter.pk])
        shown = client.get(page).content.decode()
        assert 'name="paper-ticked"' in shown
        assert f'id="id_{task.pk}_on_paper_amount"' in shown
        day = today() - 2 * DAY
        TimeLimit.objects.filter(pk=limit.pk).update(due=today() - DAY)
        url = reverse("matters:enter_paper", args=[task.pk])
        typed = {"outcome": "pass", "paper-day": str(day), "paper-ticked": ["0"], "amount": "9000"}
        wrong = client.post(url, {**typed, "paper-scan": _upload()})
        assert (wrong.status_code, "请先核对清单上的每一项" in wrong.content.decode()) == (422, True)
        typed["paper-ticked"] = ["0", "1"]
        wrong = client.post(url, {**typed, "paper-scan": _upload()})
        text = wrong.content.decode()
        assert (wrong.status_code, text.count('value="9000"'), check_of(matter).state) == (422, 1, TaskState.OPEN)
        assert client.post(url, {**typed, "amount": "800", "paper-scan": _upload()}).status_code == 302
        done = check_of(matter)
        assert (done.outcome, done.checked, done.matter.variables["amount"]) == ("pass", [0, 1], 800)
        limit.refresh_from_db()
        assert limit.outcome == TimeLimit.Outcome.MET

    def test_a_refusal_on_paper_says_why_and_a_notice_may_have_hung_on_paper(self, cast: Cast) -> None:
        refused, public = aid(cast), aid(cast, public=True)
        chair = cast.actor("chair")
        with pytest.raises(NotPossible, match="Say why"), transaction.atomic():
            enter_paper(chair, step_of(refused), "refuse", _paper())
        enter_paper(chair, step_of(refused), "refuse", _paper(), data={"reason": "不符合条件"})
        assert Note.objects.get(matter=refused).text.reveal() == "不符合条件"
        enter_paper(chair, step_of(public), "approve", _paper(number="8号"))
        enter_paper(chair, step_of(public, "hang"), "go_on", _paper(number=""))
        public.refresh_from_db()
        assert public.phase == "paid"

    def test_what_a_meeting_decided_counts_by_its_day(self, cast: Cast) -> None:
        matter = aid(cast)
        limit = start_limit(HANDLE, matter, task=step_of(matter))
        meeting = held_meeting(cast)
        type(meeting).objects.filter(pk=meeting.pk).update(held=today() - 2 * DAY)
        Task.objects.filter(matter=matter).update(opened=now() - 3 * DAY)
        TimeLimit.objects.filter(pk=limit.pk).update(due=today() - DAY)
        confirm_minutes(cast.actor("chair"), meeting)
        meeting.refresh_from_db()
        decide_item(cast.actor("chair"), meeting, meeting.items.get())
        limit.refresh_from_db()
        assert limit.outcome == TimeLimit.Outcome.MET

    @pytest.mark.parametrize("who", ["clerk", "other_clerk", "upper_officer", "member"])
    def test_only_by_who_may_do_the_step(self, cast: Cast, who: str) -> None:
        _ = cast[who]
        with pytest.raises(Refused):
            enter_paper(cast.actor(who), step_of(aid(cast)), "approve", _paper())


class TestCorrecting:
    def test_one_of_many_is_corrected_with_all_that_follows(self, cast: Cast) -> None:
        wrong, *others = _decided(cast)
        clerk, why = cast.actor("clerk"), "点错了，会议决定不同意"
        with pytest.raises(NotPossible, match="Say why: whoever"):
            ask_correction(clerk, step_of(wrong), why, after="refuse")
        asked = ask_correction(clerk, step_of(wrong), why, after="refuse", told="不符合条件")
        assert asked.effects == ["慰问金支付记录作废"]
        approve_correction(cast.actor("chair"), asked)
        wrong.refresh_from_db()
        assert (wrong.phase, standing_outcome(step_of(wrong)), step_of(wrong).outcome) == (
            "refused",
            "refuse",
            "approve",
        )
        assert taken_back[-1] == wrong.pk
        assert {standing_outcome(step_of(other)) for other in others} == {"approve"}
        notice = Notice.objects.get(kind="matters.corrected")
        assert set(Message.objects.filter(notice=notice).values_list("person", flat=True)) == {
            cast.person("member").pk
        }
        assert _codes(wrong)[:3] == [
            "matters.correction.corrected",
            "matters.note.written",
            "matters.correction.asked",
        ]
        page = cast.client("member").get(reverse("my:matter", args=[wrong.pk])).content.decode()
        for said in ("事后更正", "委员会研究 → 不同意", "不符合条件", "不予慰问"):
            assert said in page
        assert why not in page
        # Corrected back, what is undone is what follows from how it counts now.
        again = ask_correction(clerk, step_of(wrong), "确系误改", after="approve")
        assert (again.before, again.effects) == ("refuse", [])

    def test_what_follows_the_right_outcome_is_done(self, cast: Cast) -> None:
        (wrong,) = _decided(cast, "refuse", 1)
        approve_correction(
            cast.actor("chair"), ask_correction(cast.actor("clerk"), step_of(wrong), "漏记", after="approve")
        )
        assert samples.paid[-1] == wrong.pk

    def test_a_step_that_ran_beside_others_is_not_corrected_alone(self, cast: Cast) -> None:
        """It is said where it is asked, and once more at the field; what stands behind both can be corrected."""
        matter, client = Matter.objects.get(pk=beside(cast).pk), cast.client("clerk")
        page = reverse("matters:matter", args=[matter.pk])
        assert "只能连同整件事项一并撤销：实地查看、征求意见" in client.get(page).content.decode().replace("\n", "")
        given = {"task": step_of(matter, "look").pk, "after": "missing", "reason": "看错了"}
        refused = client.post(reverse("matters:ask_correction", args=[matter.pk]), given | {"after": "refuse"})
        assert refused.status_code == 422
        for key, after in (("look", "missing"), ("ask", "object")):
            with pytest.raises(NotPossible, match="ran beside"):
                ask_correction(cast.actor("clerk"), step_of(matter, key), "看错了", after=after)
        asked = ask_correction(cast.actor("clerk"), step_of(matter, "decide"), "看错了", after="refuse")
        approve_correction(cast.actor("chair"), asked)
        assert [task.key for task in standing_steps(Matter.objects.get(pk=matter.pk))] == ["ask", "look", "decide"]

    def test_revoked_nothing_is_left_to_correct(self, cast: Cast) -> None:
        (matter,) = _decided(cast, count=1)
        approve_correction(cast.actor("chair"), ask_correction(cast.actor("clerk"), step_of(matter), "冒名申请"))
        with pytest.raises(NotPossible, match="revoked"):
            ask_correction(cast.actor("clerk"), step_of(matter), "再改", after="refuse", told="不符合条件")
        matter.refresh_from_db()
        assert (matter.phase, phase_title(matter)) == ("revoked", "revoked")
        assert "已撤销" in cast.client("member").get(reverse("my:matter", args=[matter.pk])).content.decode()

    def test_by_two_people_and_once(self, cast: Cast) -> None:
        (matter,) = _decided(cast, count=1)
        asked = _asked(cast, matter, by="chair")
        with pytest.raises(NotPossible, match="colleague"):
            approve_correction(cast.actor("chair"), asked)
        _ = cast["upper_officer"]
        for who in ("clerk", "upper_officer"):  # the level above does not decide in its place
            for verb in (approve_correction, refuse_correction):
                with pytest.raises(Refused):
                    verb(cast.actor(who), asked)
        asked.delete()
        asked = _asked(cast, matter, by="upper_officer")  # but it may ask
        approve_correction(cast.actor("chair"), asked)
        with pytest.raises(NotPossible, match="decided already"):
            refuse_correction(cast.actor("chair"), asked)

    def test_refused_everything_stays(self, cast: Cast) -> None:
        (matter,) = _decided(cast, count=1)
        refuse_correction(cast.actor("chair"), _asked(cast, matter))
        assert standing_outcome(step_of(matter)) == "approve"
        _asked(cast, matter)

    @pytest.mark.parametrize(
        ("reason", "after"), [(" ", "refuse"), ("错" * 501, "refuse"), ("点错了", "approve"), ("点错了", "go_on")]
    )
    def test_it_needs_a_reason_and_another_outcome(self, cast: Cast, reason: str, after: str) -> None:
        (matter,) = _decided(cast, count=1)
        with pytest.raises(NotPossible):
            ask_correction(cast.actor("clerk"), step_of(matter), reason, after=after, told="不符合条件")

    def test_what_was_withdrawn_is_not_corrected(self, cast: Cast) -> None:
        (matter,) = _decided(cast, "refuse", 1)
        type(matter).objects.filter(pk=matter.pk).update(state=MatterState.WITHDRAWN)
        with pytest.raises(NotPossible, match="withdrawn"):
            ask_correction(cast.actor("clerk"), step_of(matter), "漏记", after="approve")

    def test_to_what_further_steps_would_follow_nothing_is_corrected(self, cast: Cast) -> None:
        """Such a refusal is revoked and begun anew: no notice ever hung, nobody was heard."""
        public, dropped = aid(cast, public=True), grant(cast)
        enter_paper(cast.actor("chair"), step_of(public), "refuse", _paper(), data={"reason": "不符合条件"})
        _do(dropped, "check", "drop")
        for task, after in ((step_of(public), "approve"), (check_of(dropped), "pass")):
            with pytest.raises(NotPossible, match="further steps come"):
                ask_correction(cast.actor("clerk"), task, "漏记", after=after)
        page = cast.client("clerk").get(reverse("matters:matter", args=[public.pk])).content.decode()
        assert '<option value="approve">' not in page
        assert samples.paid == []

    def test_steps_of_an_earlier_round_count_no_more(self, cast: Cast) -> None:
        matter = grant(cast)
        for outcome in ("", "refuse"):
            _do(matter, "check", "pass")
            _do(matter, "visit", "seen")
            _do(matter, "tell", "told")
            if outcome:
                _do(matter, "decide", outcome)
            else:
                send_back_task(PLATFORM, matter.tasks.get(key="decide", state=TaskState.OPEN), "to_clerk", "补充")
        matter.refresh_from_db()
        first, last = (matter.tasks.filter(key="check").order_by("pk")[at] for at in (0, 1))
        assert standing_steps(matter)[0] == last
        with pytest.raises(NotPossible, match="counts no more"):
            ask_correction(cast.actor("clerk"), first, "点错了", after="drop")
        with pytest.raises(NotPossible, match="can't be done later"):  # the procedure does not say how to issue it
            ask_correction(PLATFORM, matter.tasks.filter(key="decide").latest("pk"), "点错了", after="approve")
        approve_correction(cast.actor("chair"), ask_correction(cast.actor("clerk"), last, "点错了", after="drop"))
        matter.refresh_from_db()
        assert (matter.phase, [task.key for task in standing_steps(matter)]) == ("dropped", ["check"])

    def test_drafts_of_what_was_undone_are_not_signed(self, cast: Cast) -> None:
        (matter,) = _decided(cast, count=1)
        chair, data = cast.actor("chair"), {"title": "慰问通知", "to": "", "body": ["同意慰问"], "contact": ""}
        draft = draft_paper(chair, "papers.letter", union=matter.union, about=matter, data=data)
        asked = _asked(cast, matter)
        assert asked.effects[-1] == "The draft “Official letter” is thrown away."
        approve_correction(chair, asked)
        draft.refresh_from_db()
        assert draft.state == "discarded"

    def test_one_under_way_is_sent_back_instead(self, cast: Cast) -> None:
        with pytest.raises(NotPossible, match="under way"):
            ask_correction(cast.actor("clerk"), step_of(aid(cast)), "点错了", after="refuse", told="不符合条件")

    def test_what_stands_in_the_way_is_said(self, cast: Cast) -> None:
        (matter,) = _decided(cast, count=1)
        type(matter).objects.filter(pk=matter.pk).update(number="x-9999")
        with pytest.raises(NotPossible, match="先追回"):
            _asked(cast, matter)
        assert not Correction.objects.exists()

    def test_a_procedure_that_says_nothing_of_it_is_found_before_serving(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert not [error for error in undoings_said() if error.msg.startswith(AID)]
        monkeypatch.setitem(undoing._undoings, AID, replace(undoing_of(AID), redo={"approve": undoing_of(AID).undo}))
        assert [error.msg for error in undoings_said() if error.id == "matters.E011"] == [
            "sample.aid: undoing names 'approve', which is no step with an outcome (step/outcome)"
        ]
        monkeypatch.setattr(checks, "said_for", set)
        assert [error for error in undoings_said() if error.msg.startswith(AID)]


def test_a_click_is_still_refused_after_a_paper_was(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    enter_paper(cast.actor("chair"), step_of(first), "approve", _paper())
    with pytest.raises(NotPossible, match="decided by a meeting"):
        complete_task(cast.actor("chair"), step_of(second), "approve")
