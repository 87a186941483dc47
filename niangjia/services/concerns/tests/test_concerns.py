"""The way of a concern with a name, step by step, through the pages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.passing_on import Handed, pass_on
from niangjia.engines.papers.verbs import papers_about
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, now, today, travelled
from niangjia.services.concerns.acts.reviewing import next_review
from niangjia.services.concerns.dates import dates_of
from niangjia.services.concerns.models import Concern, Review

from .samples import SAID, appoint, bring, brought, checked, concern_of, done, handled, registered, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _kinds(matter: Matter) -> list[str]:
    return [paper.kind for paper in papers_about(matter).order_by("pk")]


def _own_page(cast: Cast, matter: Matter) -> str:
    answer = cast.client("member").get(f"/matters/{matter.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_wage_claim_goes_from_receipt_to_review(cast: Cast) -> None:
    """Brought, told in writing, handled, checked by somebody else, reviewed above, reviewed for the last time."""
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    matter = brought(cast)
    assert matter.number.startswith("110101-")
    assert matter.union == cast.union("mine")
    page = _own_page(cast, matter)
    receipt = papers_about(matter).get()
    assert receipt.number in page
    assert "2027" in page  # the year for arbitration, from June 2026
    printed = cast.client("member").get(f"/concerns/matters/{matter.pk}/papers/{receipt.pk}/").content.decode()
    assert "诉求登记回执" in printed
    assert "补发工资12600元" in printed
    registered(cast, matter)
    assert {limit.kind for limit in TimeLimit.objects.filter(matter=matter)} == {"concerns.tell", "concerns.handle"}
    handled(cast, matter)
    refused = done(cast.client("clerk"), matter, outcome="content", reached="yes")
    assert refused.status_code == 422  # who handled it does not check it
    checked(cast, matter)
    assert _kinds(matter) == ["concerns.receipt", "concerns.notice", "concerns.opinion"]
    matter.refresh_from_db()
    assert (matter.phase, str(concern_of(matter).recovered)) == ("closed", "12600.00")
    _reviewed(cast, matter)


def _reviewed(cast: Cast, matter: Matter) -> None:
    opinion = papers_about(matter).get(kind="concerns.opinion")
    client = cast.client("member")
    assert "信访事项处理意见书" in client.get(f"/concerns/matters/{matter.pk}/papers/{opinion.pk}/").content.decode()
    assert concern_of(matter).received_on == today()
    answer = client.post(f"/concerns/matters/{matter.pk}/review/", {"text": "只补了一半。"})
    assert answer.status_code == 302
    review = Review.objects.select_related("matter__union").get()
    assert review.matter is not None
    assert (review.stage, review.matter.union) == (1, cast.union("county"))
    assert client.post(f"/concerns/matters/{matter.pk}/review/", {"text": "x"}).status_code == 422
    appoint(cast, "other_clerk", "county")
    given = {"facts": "复查事实", "opinion": "维持", "basis": ""}
    assert done(cast.client("other_clerk"), review.matter, outcome="uphold", **given).status_code == 302
    assert _kinds(review.matter) == ["concerns.reviewed"]
    final = client.post(f"/concerns/matters/{review.matter_id}/review/", {"text": "仍不服。"})
    assert final.status_code == 302
    last = Review.objects.select_related("matter__union").get(stage=2)
    assert last.matter is not None
    assert last.matter.union == cast.union("city")
    assert done(cast.client("upper_officer"), last.matter, outcome="uphold", **given).status_code == 302
    assert next_review(concern_of(matter)) is None  # the last word was said


@pytest.mark.parametrize(("day", "status"), [(date(2026, 4, 1), 302), (date(2026, 4, 2), 422)])
def test_a_review_on_day_30_is_taken_and_on_day_31_explained(cast: Cast, day: date, status: int) -> None:
    """Received on Monday 2 March 2026; the day of receipt does not count: day 30 is Wednesday 1 April."""
    _ = cast["chair"]
    matter = brought(cast)
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter)
    Concern.objects.filter(matter=matter).update(received_on=date(2026, 3, 2))
    with travelled(to=datetime.combine(day, time(12), SHANGHAI)):
        answer = cast.client("member").post(f"/concerns/matters/{matter.pk}/review/", {"text": "不服"})
    assert answer.status_code == status
    assert status == 302 or "信访工作条例" in answer.content.decode()


def _opened(cast: Cast, matter: Matter, kind: str = "concerns.opinion", number: int = -1) -> str:
    """A paper as the worker opens it."""
    paper = list(papers_about(matter).filter(kind=kind).order_by("pk"))[number]
    return cast.client("member").get(f"/concerns/matters/{matter.pk}/papers/{paper.pk}/").content.decode()


def test_a_second_handling_has_a_limit_of_its_own_and_what_is_not_ours_goes_back_in_time(cast: Cast) -> None:
    """The sixty days ran once, from taking it up. The other clerk gives back what was passed on, not after 5 days."""
    _ = cast["chair"]
    matter = brought(cast)
    given = {"union": cast.union("school").code, "reason": "职工现属一中"}
    client = cast.client("clerk")
    assert client.post(f"/desk/matters/{matter.pk}/transfer/", given).status_code == 302
    back = {"union": cast.union("mine").code, "reason": "不属本会"}
    other, url = cast.client("other_clerk"), f"/desk/matters/{matter.pk}/transfer/"
    assert "退回" in other.get(f"/desk/matters/{matter.pk}/").content.decode()
    with travelled(to=datetime.combine(today() + timedelta(days=15), time(12), SHANGHAI)):
        cast.client("other_clerk").post(url, back)
        assert Matter.objects.get(pk=matter.pk).union == cast.union("school")
    assert other.post(url, back).status_code == 302
    matter.refresh_from_db()
    assert matter.union == cast.union("mine")
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter, outcome="again")
    kinds = list(TimeLimit.objects.filter(task__key="handle").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["concerns.handle", "concerns.second"]


def test_a_review_is_asked_for_while_somebody_still_calls_back(cast: Cast) -> None:
    """The days run from receiving the opinion. What was asked above is not handled once more below."""
    _ = cast["chair"]
    matter = brought(cast)
    registered(cast, matter)
    handled(cast, matter)
    _opened(cast, matter)
    assert "/review/" in _own_page(cast, matter)
    assert cast.client("member").post(f"/concerns/matters/{matter.pk}/review/", {"text": "不服"}).status_code == 302
    assert done(cast.client("chair"), matter, outcome="again", reached="yes").status_code == 422
    checked(cast, matter, outcome="stands")


def test_reading_the_old_opinion_again_is_not_receiving_the_new_one(cast: Cast) -> None:
    _ = cast["chair"]
    matter = brought(cast)
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter, outcome="again")
    handled(cast, matter)
    _opened(cast, matter, number=0)
    assert concern_of(matter).received_on is None
    _opened(cast, matter)
    assert concern_of(matter).received_on == today()


def test_a_first_review_by_the_top_union_here_is_not_the_last_word(cast: Cast) -> None:
    """The body above it is not here: the paper and the page say where to go, and by when."""
    appoint(cast, "other_clerk", "county")
    appoint(cast, "upper_officer", "county")
    matter = brought(cast, "above")
    registered(cast, matter, "other_clerk")
    handled(cast, matter, "other_clerk")
    checked(cast, matter, "upper_officer")
    client = cast.client("member")
    assert client.post(f"/concerns/matters/{matter.pk}/review/", {"text": "不服"}).status_code == 302
    review = Review.objects.select_related("matter").get().matter
    assert review is not None
    given = {"facts": "复查事实", "opinion": "维持", "basis": ""}
    assert done(cast.client("upper_officer"), review, outcome="uphold", **given).status_code == 302
    printed = _opened(cast, review, "concerns.reviewed")
    assert "请求复核" in printed and "最终意见" not in printed
    page = _own_page(cast, review)
    assert "上级机关不在本平台" in page and "/review/" not in page
    assert client.post(f"/concerns/matters/{review.pk}/review/", {"text": "不服"}).status_code == 422


def test_who_brings_it_and_who_handles_it_are_not_waited_for_to_call_back(cast: Cast) -> None:
    """The unit has two who handle concerns, and one of them brings this: it is checked above."""
    _ = cast["clerk"]
    matter = brought(cast, who="chair")
    registered(cast, matter)
    handled(cast, matter)
    assert task_of(matter).union == cast.union("city")  # the county has nobody


def test_ways_that_end_early_are_told_in_writing(cast: Cast) -> None:
    _ = cast["chair"]
    for outcome, phase in (("guide", "guided"), ("not_ours", "not_ours")):
        matter = brought(cast)
        given = {"kind": "claim", "category": "wages", "difficulty": "ordinary"}
        bad = done(cast.client("clerk"), matter, outcome=outcome, **given)
        assert bad.status_code == 422  # without a reason
        registered(cast, matter, outcome=outcome, reason="请向石河县劳动人事争议仲裁委员会申请仲裁")
        matter.refresh_from_db()
        assert (matter.phase, _kinds(matter)) == (phase, ["concerns.receipt", "concerns.notice"])


def test_accusations_go_above_and_to_discipline(cast: Cast) -> None:
    appoint(cast, "upper_officer", "county")
    answer = bring(cast.client("member"), "own", kind="accusation")
    assert answer.status_code == 422
    assert "三月至五月" in answer.content.decode()  # nothing typed is lost
    matter = brought(cast, "above", kind="accusation")
    kept = {"kind": "accusation", "category": "wages", "difficulty": "ordinary", "elsewhere": ""}
    assert done(cast.client("upper_officer"), matter, outcome="accept", **kept).status_code == 422
    registered(cast, matter, "upper_officer", "discipline", **kept)
    matter.refresh_from_db()
    assert matter.phase == "disciplined"


def test_questions_run_on_the_places_own_limits_and_are_handled_once_more(cast: Cast) -> None:
    _ = cast["chair"]
    matter = brought(cast, kind="question", category="welfare")
    registered(cast, matter, kind="question", category="welfare", difficulty="difficult")
    assert TimeLimit.objects.filter(matter=matter, kind="concerns.difficult").exists()
    handled(cast, matter, basis="", result="answered", recovered="")
    checked(cast, matter, outcome="again")
    handled(cast, matter, basis="", result="answered", recovered="")
    assert done(cast.client("chair"), matter, outcome="again", reached="yes").status_code == 422
    checked(cast, matter, outcome="stands")
    assert _kinds(matter).count("concerns.opinion") == 2
    assert next_review(concern_of(matter)) is None  # no petition: no review, and the paper says what there is


def test_staff_enter_for_a_caller(cast: Cast) -> None:
    client = cast.client("clerk")
    mine = cast.union("mine")
    day = today() - timedelta(days=10)
    given = {**SAID, "union": str(mine.pk), "way": "call", "name": "来电人", "phone": "13800138000"}
    given["made"] = day.isoformat()
    answer = client.post("/concerns/desk/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "来电人" in page
    assert "由工作人员录入" in page
    assert client.post("/concerns/desk/new/", {**given, "union": str(cast.union("school").pk)}).status_code == 422
    row = Concern.objects.select_related("matter").get()
    assert row.matter is not None
    limit = TimeLimit.objects.get(matter=row.matter)
    assert (row.made, limit.event) == (day, day)
    receipt = papers_about(row.matter).get()
    assert (
        f"{day.year}年{day.month:02}月{day.day:02}日"
        in client.get(f"/desk/papers/{receipt.pk}/print/").content.decode()
    )
    for bad in ({"made": (today() + timedelta(days=1)).isoformat()}, {"made": ""}, {"kind": "accusation"}):
        refused = client.post("/concerns/desk/new/", {**given, **bad})
        assert (refused.status_code, f'id="id_{next(iter(bad))}_error"' in refused.content.decode()) == (422, True)
    assert "overdue" not in client.get("/concerns/desk/").content.decode()


def test_a_wage_claim_goes_on_in_mediation(cast: Cast) -> None:
    """Past the unit, as it came: the mediation is of the same union, and the unit knows of neither."""
    appoint(cast, "upper_officer", "county")
    _ = cast["clerk"]
    matter = brought(cast, "above")
    officer, url = cast.client("upper_officer"), f"/concerns/desk/matters/{matter.pk}/passing-on/"
    page = officer.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert 'value="mediation.dispute"' in page
    unasked = officer.post(url, {"to": "mediation.dispute"})
    assert (unasked.status_code, 'id="id_agreed_error"' in unasked.content.decode()) == (422, True)
    assert not Matter.objects.filter(procedure="mediation.dispute").exists(), "the worker is asked first"
    assert officer.post(url, {"to": "no.such", "agreed": "on"}).status_code == 422
    assert officer.post(url, {"to": "mediation.dispute", "agreed": "on"}).status_code == 302
    assert Entry.objects.filter(code="concerns.concern.agreed", subject_id=str(matter.pk)).count() == 1
    made = Matter.objects.get(procedure="mediation.dispute")
    assert (made.union, made.bypassed, made.person_id) == (matter.union, matter.bypassed, matter.person_id)
    assert made.number in _own_page(cast, matter)
    assert cast.client("clerk").get(f"/desk/matters/{made.pk}/").status_code == 404
    assert cast.client("clerk").post(url, {"to": "mediation.dispute"}).status_code == 404
    officer.post(url, {"to": "mediation.dispute", "agreed": "on"})  # a second click
    assert Matter.objects.filter(procedure="mediation.dispute").count() == 1


def test_what_is_handed_over_becomes_a_concern(cast: Cast) -> None:
    handed = Handed(union=cast.union("mine"), words="走访中听到：浴室没有热水", facts={"category": "welfare"})
    matter = pass_on(PLATFORM, "concerns.concern", handed)
    row = concern_of(matter)
    assert (matter.union, row.category, row.way) == (cast.union("mine"), "welfare", "visit")
    assert papers_about(matter).get().kind == "concerns.receipt"


def test_without_a_day_no_day_of_law_is_shown_and_the_day_is_asked_for(cast: Cast) -> None:
    """Any day counted from bringing it would be too late. An injury runs from the accident."""
    matter = brought(cast, since="")
    page = _own_page(cast, matter)
    assert "日期未知" in page and "1年" in page and "2027" not in page
    client, url = cast.client("member"), f"/concerns/matters/{matter.pk}/since/"
    late = client.post(url, {"since": (today() + timedelta(days=1)).isoformat()})
    assert (late.status_code, "_since_error" in late.content.decode()) == (422, True)
    assert client.post(url, {"since": "2026-06-01"}).status_code == 302
    assert client.post(url, {"since": "2026-08-01"}).status_code == 302
    page = _own_page(cast, matter)
    assert "2027" in page and url not in page and concern_of(matter).since == date(2026, 6, 1)
    assert "事故发生" in dates_of("injury", None)[0].text


def test_bringing_one_asks_no_more_than_it_did(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """What a day of many asks at once: measured in benchmarks/concerns.py."""
    client = cast.client("member")
    bring(client)  # what a process works out once
    with django_assert_max_num_queries(42):
        assert bring(client, form="another").status_code == 302


def test_what_is_sent_twice_is_brought_once(cast: Cast) -> None:
    client, staff = cast.client("member"), cast.client("clerk")
    form = client.get("/concerns/new/own/").context["form"]["form"].value()
    assert len(form) > 20
    assert [bring(client, form=form)["Location"], bring(client, form=form)["Location"]][1] == "/matters/"
    entered = {**SAID, "union": str(cast.union("mine").pk), "way": "call", "made": today().isoformat(), "form": "一"}
    assert [staff.post("/concerns/desk/new/", entered).status_code for _time in range(2)] == [302, 302]
    sealed = {**entered, "form": "二", "sealed": "on", "name": "来电人甲"}
    assert [staff.post("/concerns/desk/new/", sealed).status_code for _time in range(2)] == [302, 302]
    count = Concern.objects.count()
    following = staff.post("/concerns/desk/new/", {**entered, "name": "来电人乙", "text": "浴室没有热水"})
    assert (following.status_code, "浴室没有热水" in following.content.decode()) == (422, True), "the next caller's"
    fresh = following.context["form"]["form"].value()
    assert fresh != "一" and Concern.objects.count() == count
    anew = {**entered, "name": "来电人乙", "text": "浴室没有热水", "form": fresh}
    assert staff.post("/concerns/desk/new/", anew)["Location"].startswith("/desk/matters/")
    assert Concern.objects.count() == 4


def test_a_review_is_entered_for_who_called(cast: Cast) -> None:
    """At the union above alone; its days run from the day on which it was asked for.

    Asked for before the opinion was opened on the phone is in time; before it was given at all is a slip of the pen.
    """
    _ = cast["chair"]
    appoint(cast, "other_clerk", "county")
    given = {
        **SAID,
        "union": str(cast.union("mine").pk),
        "way": "call",
        "made": today().isoformat(),
        "name": "来电人",
    }
    assert cast.client("clerk").post("/concerns/desk/new/", given).status_code == 302
    matter = Matter.objects.get()
    day = today() - timedelta(days=3)
    with travelled(to=now() - timedelta(days=4)):
        registered(cast, matter)
        handled(cast, matter)
        checked(cast, matter)
    Concern.objects.update(received_on=today() - timedelta(days=1))
    url = "/concerns/desk/reviews/new/"
    asked = {"number": matter.number, "way": "letter", "day": day.isoformat(), "text": "只补了一半"}
    officer = cast.client("other_clerk")
    for client, bad, field in (
        (cast.client("chair"), {}, "number"),
        (officer, {"number": "1101-2026-99999"}, "number"),
        (officer, {"day": (today() + timedelta(days=1)).isoformat()}, "day"),
        (officer, {"day": (day - timedelta(days=365)).isoformat()}, "day"),
    ):
        page = client.post(url, {**asked, **bad})
        assert (page.status_code, f'id="id_{field}_error"' in page.content.decode()) == (422, True)
    assert cast.client("clerk").post(url, asked).status_code == 403
    assert officer.post(url, asked).status_code == 302
    review = Review.objects.select_related("matter__union").get()
    assert review.matter is not None
    assert (review.matter.union, review.way) == (cast.union("county"), "letter")
    assert TimeLimit.objects.get(kind="concerns.review").event == day
    assert officer.post(url, asked).status_code == 422  # it is asked for
    given = {"facts": "复查事实", "opinion": "维持", "basis": ""}
    assert done(officer, review.matter, outcome="uphold", **given).status_code == 302
    assert "来电人" in officer.get(f"/desk/papers/{papers_about(review.matter).get().pk}/print/").content.decode()


def test_bad_input_is_told_at_the_field(cast: Cast) -> None:
    client = cast.client("member")
    typed = {"since": (today() + timedelta(days=2)).isoformat(), "speakers": "甲,乙,丙,丁,戊,己", "people": "0"}
    page = bring(client, **typed)
    assert page.status_code == 422
    assert all(f'id="id_{name}_error"' in page.content.decode() for name in ("since", "speakers", "people"))
    assert not Concern.objects.exists()


def test_nobody_decides_about_the_own_concern(cast: Cast) -> None:
    matter = brought(cast, who="clerk")
    given = {"kind": "claim", "category": "wages", "difficulty": "ordinary", "elsewhere": ""}
    assert done(cast.client("clerk"), matter, outcome="accept", **given).status_code == 422
    assert done(cast.client("other_clerk"), matter, outcome="accept", **given).status_code == 404
