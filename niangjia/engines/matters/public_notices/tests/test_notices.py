from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.acts.matters import withdraw_matter
from niangjia.engines.matters.acts.tasks import complete_task, send_back_task
from niangjia.engines.matters.bpmn.checking import _ends_otherwise
from niangjia.engines.matters.bpmn.drawing import Node
from niangjia.engines.matters.core.models import Matter
from niangjia.engines.matters.limits.tests.conftest import on
from niangjia.engines.matters.public_notices.block import hanging_block
from niangjia.engines.matters.public_notices.hanging import (
    hang_notice,
    lines_of,
    record_posting,
    take_down,
    take_down_what_is_over,
)
from niangjia.engines.matters.public_notices.models import Objection, PublicNotice
from niangjia.engines.matters.public_notices.objecting import (
    answer_objection,
    enter_objection,
    hangs,
    load_hanging,
    may_read,
    object_to,
)
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import VISITOR, Refused
from niangjia.foundation.attachments import BadFile
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.attachments.tests.samples import pdf, picture

from .samples import KIND, agreed, hung, step, waiting

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")


def _go_on(cast: Cast, notice: PublicNotice) -> Matter:
    return complete_task(cast.actor("chair"), step(notice.matter), "go_on")


def test_it_hangs_for_its_days_masked(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
    assert (notice.starts, notice.ends) == (date(2025, 9, 26), date(2025, 10, 10))  # five working days
    shown = dict(lines_of(notice))
    assert shown == {"姓名": "王**", "身份证号": "110***********002X", "电话": "138****8000", "慰问金额": "800元"}


def test_one_at_a_time_by_who_may(cast: Cast) -> None:
    notice = hung(cast)
    with pytest.raises(NotPossible, match="already"):
        hang_notice(cast.actor("clerk"), notice.matter, KIND)
    other = waiting(cast)
    objection = enter_objection(cast.actor("clerk"), notice, "不符")
    for who in ("other_clerk", "upper_officer"):  # the level above does not answer for the union
        _ = cast[who]
        with pytest.raises(Refused):
            hang_notice(cast.actor(who), other, KIND)
        with pytest.raises(Refused):
            take_down(cast.actor(who), notice, "错了")
        with pytest.raises(Refused):
            answer_objection(cast.actor(who), objection, "已核实", upheld=False)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("member", True), ("group_leader", True), ("clerk", True), ("upper_officer", True), ("other_clerk", False)],
)
def test_only_people_of_the_union_see_it(cast: Cast, who: str, sees: bool) -> None:
    notice = hung(cast)
    _ = cast[who]
    if sees:
        assert load_hanging(cast.actor(who), notice.code) == notice
    else:
        with pytest.raises(Http404):
            load_hanging(cast.actor(who), notice.code)
    with pytest.raises(Http404):
        load_hanging(VISITOR, notice.code)


def test_the_matter_goes_on_when_it_was_over(cast: Cast) -> None:
    with on("09-26"):
        matter = waiting(cast)
        with pytest.raises(NotPossible, match="Hang out"):
            complete_task(cast.actor("chair"), step(matter), "go_on")
        notice = hang_notice(cast.actor("clerk"), matter, KIND)
        with pytest.raises(NotPossible, match="hangs until"):
            _go_on(cast, notice)
    with on("10-10"), pytest.raises(NotPossible, match="hangs until"):
        _go_on(cast, notice)
    with on("10-11"):
        _go_on(cast, notice)
    matter.refresh_from_db()
    assert matter.phase == "paid"


def test_objections_are_answered_before_it_goes_on(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        made = object_to(cast.actor("member"), notice, "家庭情况与公示不符", named=True)
    with on("10-11"):
        with pytest.raises(NotPossible, match="1 objections wait"):
            _go_on(cast, notice)
        with pytest.raises(NotPossible, match="Write the answer"):
            answer_objection(cast.actor("clerk"), made, " ", upheld=False)
        answer_objection(cast.actor("clerk"), made, "经核实情况属实", upheld=False)
        with pytest.raises(NotPossible, match="answered already"):
            answer_objection(cast.actor("clerk"), made, "改主意", upheld=True)
        _go_on(cast, notice)


def test_an_upheld_objection_ends_it(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        answer_objection(
            cast.actor("clerk"), enter_objection(cast.actor("clerk"), notice, "来电反映"), "属实", upheld=True
        )
    with on("10-11"):
        with pytest.raises(NotPossible, match="upheld"):
            _go_on(cast, notice)
        complete_task(cast.actor("chair"), step(notice.matter), "stop")


def test_no_key_leads_to_who_objected_without_a_name(cast: Cast) -> None:
    notice = hung(cast)
    made = object_to(cast.actor("member"), notice, "家庭情况不符", named=False)
    row = Objection.objects.get(pk=made.pk)
    assert (row.person_id, row.received.hour, row.received.minute) == (None, 16, 0)  # midnight in Shanghai, in UTC
    entry = Entry.objects.get(code="matters.objection.made")
    assert (entry.account_id, entry.request_id or None) == (None, None)


@pytest.mark.parametrize("text", ["", " ", "长" * 2001])
def test_an_objection_says_something(cast: Cast, text: str) -> None:
    with pytest.raises(NotPossible):
        object_to(cast.actor("member"), hung(cast), text, named=True)


def test_who_does_not_see_it_does_not_object_nor_after_its_end(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        _ = cast["other_clerk"]
        with pytest.raises(Http404):
            object_to(cast.actor("other_clerk"), notice, "外单位", named=True)
    with on("10-11"), pytest.raises(NotPossible, match="over"):
        object_to(cast.actor("member"), notice, "太晚", named=True)


def test_when_over_it_is_taken_down_and_says_nothing_any_more(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        take_down_what_is_over()
        assert hangs(PublicNotice.objects.get())
    with on("10-11"):
        take_down_what_is_over()
        take_down_what_is_over()
    row = PublicNotice.objects.get(pk=notice.pk)
    assert (row.state, row.lines, lines_of(row)) == (PublicNotice.State.OVER, None, [])
    assert Entry.objects.filter(code="matters.public_notice.over").count() == 1


def test_taken_down_early_with_a_reason_it_must_hang_anew(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        with pytest.raises(NotPossible, match="Say why"):
            take_down(cast.actor("clerk"), notice, "")
        take_down(cast.actor("clerk"), notice, "金额写错")
        with pytest.raises(NotPossible, match="not hang"):
            take_down(cast.actor("clerk"), notice, "金额写错")
        hang_notice(cast.actor("clerk"), notice.matter, KIND)
    assert PublicNotice.objects.count() == 2


def test_it_hangs_no_longer_than_its_step(cast: Cast) -> None:
    """Given up, sent back or withdrawn: nobody reads of it and objects to it any more."""
    with on("09-26"):
        stopped, back, withdrawn = notices = [hung(cast) for _number in range(3)]
        complete_task(cast.actor("chair"), step(stopped.matter), "stop")
        send_back_task(cast.actor("chair"), step(back.matter), "again", "金额有误")
        withdraw_matter(cast.actor("member"), withdrawn.matter)
        for notice in notices:
            with pytest.raises(NotPossible, match="over"):
                object_to(cast.actor("member"), notice, "不符", named=True)
    for notice in notices:
        row = PublicNotice.objects.get(pk=notice.pk)
        assert (row.state, row.lines) == (PublicNotice.State.TAKEN_DOWN, None)
    assert Entry.objects.filter(code="matters.public_notice.with_step").count() == 3


def test_one_whose_days_are_over_was_not_taken_down_early(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
    with on("10-11"):
        _go_on(cast, notice)
    row = PublicNotice.objects.get(pk=notice.pk)
    assert (row.state, row.reason, row.lines) == (PublicNotice.State.OVER, "", None)


def test_another_notice_steps_round_no_objection(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        made = object_to(cast.actor("member"), notice, "家庭情况与公示不符", named=True)
        take_down(cast.actor("clerk"), notice, "重新公示")
        hang_notice(cast.actor("clerk"), notice.matter, KIND)
    with on("10-11"):
        with pytest.raises(NotPossible, match="1 objections wait"):
            _go_on(cast, notice)
        answer_objection(cast.actor("clerk"), made, "属实", upheld=True)
        with pytest.raises(NotPossible, match="upheld"):
            _go_on(cast, notice)


def test_a_notice_of_an_earlier_round_does_not_count_nor_what_was_upheld_then(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
        made = object_to(cast.actor("member"), notice, "金额不符", named=True)
    with on("10-11"):
        answer_objection(cast.actor("clerk"), made, "属实", upheld=True)
        send_back_task(cast.actor("chair"), step(notice.matter), "again", "金额有误")
        agreed(cast)
        with pytest.raises(NotPossible, match="Hang out"):
            _go_on(cast, notice)
        again = hang_notice(cast.actor("clerk"), notice.matter, KIND)
    with on("10-25"):
        assert again.ends < date(2025, 10, 25)
        _go_on(cast, again)


@pytest.mark.parametrize(("outcomes", "fine"), [("go_on stop", True), ("go_on", False), ("", False)])
def test_a_step_with_a_notice_is_drawn_with_another_end(outcomes: str, fine: bool) -> None:
    drawn = {"notice": KIND, "outcomes": outcomes}
    node = Node("hang", "userTask", "公示", "chair", "sample_aid", drawn)
    assert _ends_otherwise(node) is fine


def test_the_board_shows_what_hangs_for_one_whatever_hangs_elsewhere(cast: Cast) -> None:
    """Also where more hang in the house than a page has; a few queries for all of them."""
    _ = cast["other_clerk"]
    notice = hung(cast)
    school, shown = cast.union("school"), {"starts": notice.starts, "ends": notice.starts, "days": 1}
    PublicNotice.objects.bulk_create(
        PublicNotice(
            matter=notice.matter, union=school, kind=f"sample.{at}", code=f"s{at}", title="别处公示", working=True,
            basis="测试", **shown,
        )
        for at in range(101)
    )  # fmt: skip
    url = reverse("my:public_notices")
    client = cast.client("member")
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        text = client.get(url).content.decode()
    assert (notice.title in text, "别处公示" in text) == (True, False)
    assert len(asked) <= 16
    own_union_only = PublicNotice.objects.create(
        matter=notice.matter, union=cast.union("city"), kind="sample.unknown", code="city", title="市级内部",
        working=True, basis="测试", **shown,
    )  # fmt: skip
    assert not may_read(cast.actor("member"), own_union_only)  # nobody says of its kind that those below see it
    assert may_read(cast.actor("upper_officer"), own_union_only)
    assert "page=2" in cast.client("other_clerk").get(url).content.decode()


def test_the_first_page_shows_what_one_may_read(cast: Cast) -> None:
    """In one question; what was sent past a union is not told to who has a post there."""
    notice = hung(cast)
    for at, (title, union, kind, past) in enumerate((
        ("市级公示", "city", KIND, None), ("市级内部", "city", "sample.unknown", None),
        ("别处公示", "school", "sample.other", None), ("越级公示", "city", KIND, cast.union("mine")),
    )):  # fmt: skip
        matter = Matter.objects.create(
            procedure=notice.matter.procedure, version=notice.matter.version, number=title, bypassed=past,
            union=cast.union(union),
        )  # fmt: skip
        PublicNotice.objects.create(
            matter=matter, union=matter.union, kind=kind, code=f"n{at}", title=title, days=1, working=True,
            basis="测试", starts=notice.starts, ends=notice.starts + timedelta(at),
        )  # fmt: skip
    shown: dict[str, list[str]] = {}
    for who in ("member", "clerk", "other_clerk", "worker"):
        actor = cast.actor(who)
        with acting(actor), CaptureQueriesContext(connection) as asked:
            block = hanging_block(actor)
            shown[who] = [str(line.title) for line in block.lines] if block else []
        assert len(asked) == 1
        assert all(may_read(actor, one) == (one.title in shown[who]) for one in PublicNotice.objects.all())
    assert shown["member"] == ["市级公示", "越级公示", "试办慰问公示"]  # what is over first stands first
    assert shown["clerk"] == ["市级公示", "试办慰问公示"]
    assert "别处公示" in shown["other_clerk"]


def test_where_it_hung_is_proved(cast: Cast) -> None:
    with on("09-26"):
        notice = hung(cast)
    first = notice.starts
    photograph = (picture(exif=True), "公告栏.jpg")
    with on("10-11"):
        for place, until, shot in (
            (" ", first, photograph),
            ("井口公告栏", first + timedelta(99), photograph),
            ("井口公告栏", first, (b"", "")),
        ):
            with pytest.raises(NotPossible):
                record_posting(cast.actor("clerk"), notice, place, (first, until), shot)
        with pytest.raises(BadFile):
            record_posting(cast.actor("clerk"), notice, "井口公告栏", (first, first), (pdf(), "x.jpg"))
        made = record_posting(cast.actor("clerk"), notice, "井口公告栏", (first, date(2025, 10, 10)), photograph)
    assert len(attachments_of(made, slot="proof")) == 1
