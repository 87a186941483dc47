"""Several unions on one concern: parts, who handled such before, reminders, and the days of what is passed on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from niangjia.engines.matters.acts.matters import transfer_matter
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.recusing.acts import keep_out
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.papers.models import Paper
from niangjia.engines.people.models import Union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.models import Part, Press

from .samples import ANSWERED, appoint, brought, checked, done, handled, registered

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from tests.harness.people import Cast

DESK = "/concerns/desk/"


def _asked(cast: Cast, matter: Matter, who: str = "clerk", **typed: str) -> HttpResponse:
    soon = (today() + timedelta(days=5)).isoformat()
    given = {"code": "110102", "asks": "请核实借调职工的考勤。", "due": soon, **typed}
    return cast.client(who).post(f"{DESK}matters/{matter.pk}/parts/", given)  # type: ignore[return-value]


def _ready(cast: Cast) -> Matter:
    for key in ("clerk", "chair", "other_clerk", "upper_officer"):
        _ = cast[key]
    matter = brought(cast)
    registered(cast, matter)
    return matter


def test_another_union_answers_its_part_and_the_opinion_begins_from_it(cast: Cast) -> None:
    matter = _ready(cast)
    far = (today() + timedelta(days=200)).isoformat()
    for wrong in ({"code": ""}, {"code": "没有的工会"}, {"code": "110101"}, {"asks": ""}, {"due": far}):
        refused = _asked(cast, matter, **wrong)
        assert refused.status_code == 422, wrong
    assert "请核实借调职工的考勤。" in refused.content.decode(), "nothing typed is lost"
    assert _asked(cast, matter).status_code == 302
    assert _asked(cast, matter).status_code == 422, "asked already"
    row = Part.objects.get()
    told = set(Message.objects.filter(notice__kind="concerns.part_asked").values_list("person", flat=True))
    assert told == {cast.person("other_clerk").pk}
    school, url = cast.client("other_clerk"), f"{DESK}parts/{row.pk}/"
    assert matter.number in school.get(f"{DESK}parts/").content.decode()
    page = school.get(url).content.decode()
    assert "请核实借调职工的考勤。" in page
    assert "三月至五月的工资没有发" not in page, "they read what is asked, not the concern"
    assert school.get(f"/desk/matters/{matter.pk}/").status_code == 404
    assert cast.client("clerk").get(url).status_code == 404
    waits = done(cast.client("clerk"), matter, outcome="handled", **ANSWERED)
    assert waits.status_code == 422
    assert "石河一中工会委员会" in waits.content.decode()
    assert school.post(url, {"text": " "}).status_code == 422
    assert school.post(url, {"text": "考勤属实，三个月未发。"}).status_code == 302
    assert school.post(url, {"text": "再答"}).status_code == 422
    desk = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "石河一中工会委员会：考勤属实，三个月未发。" in desk, "the facts begin from it"
    handled(cast, matter)


def test_a_part_may_be_done_without_and_belongs_to_who_leads(cast: Cast) -> None:
    matter = _ready(cast)
    assert _asked(cast, matter, "upper_officer").status_code == 403
    assert _asked(cast, matter, "other_clerk").status_code == 404
    assert _asked(cast, matter).status_code == 302
    row = Part.objects.get()
    assert cast.client("other_clerk").post(f"{DESK}parts/{row.pk}/dropped/").status_code == 404
    assert cast.client("clerk").post(f"{DESK}parts/{row.pk}/dropped/").status_code == 302
    assert cast.client("other_clerk").post(f"{DESK}parts/{row.pk}/", {"text": "x"}).status_code == 422
    handled(cast, matter)


def test_the_unit_that_was_passed_by_is_never_asked_nor_suggested(cast: Cast) -> None:
    appoint(cast, "other_clerk", "county")
    appoint(cast, "upper_officer", "county")
    for key in ("clerk", "chair"):
        _ = cast[key]
    before = brought(cast)
    registered(cast, before)
    handled(cast, before)
    checked(cast, before)
    matter = brought(cast, "above")
    registered(cast, matter, "other_clerk")
    page = cast.client("other_clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert 'name="known"' not in page, "the mine closed such a one, and is passed by"
    assert _asked(cast, matter, "other_clerk", code="110101").status_code == 422
    assert _asked(cast, matter, "other_clerk").status_code == 302
    appoint(cast, "clerk", "school")
    row = Part.objects.get()
    assert cast.client("clerk").get(f"{DESK}parts/{row.pk}/").status_code == 404, "a post at the mine bars"
    assert matter.number not in cast.client("clerk").get(f"{DESK}parts/").content.decode()


def test_who_handled_such_before_is_suggested(cast: Cast) -> None:
    matter = _ready(cast)
    registered_at_school = brought(cast)
    registered(cast, registered_at_school)
    handled(cast, registered_at_school)
    checked(cast, registered_at_school)
    registered_at_school.refresh_from_db()
    registered_at_school.union = cast.union("school")
    registered_at_school.save(update_fields=["union"])
    appoint(cast, "clerk", "county")
    page = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "石河一中工会委员会（1）" in page
    assert _asked(cast, matter, code="", known=str(cast.union("school").pk)).status_code == 302


def test_a_reminder_is_answered_and_from_above_it_is_a_paper(cast: Cast) -> None:
    matter = _ready(cast)
    url = f"{DESK}matters/{matter.pk}/reminders/"
    assert cast.client("other_clerk").post(url, {"text": "x"}).status_code == 404
    assert cast.client("chair").post(url, {"text": ""}).status_code == 422
    assert cast.client("chair").post(url, {"text": "请尽快核实。"}).status_code == 302
    assert cast.client("upper_officer").post(url, {"text": "请于本周内办结。"}).status_code == 302
    kinds = list(Press.objects.order_by("union__place").values_list("kind", "union__name"))
    assert kinds == [("supervise", "云州市总工会"), ("urge", "石河煤矿工会委员会")]
    paper = Paper.objects.get(kind="concerns.supervision")
    assert paper.union == cast.union("city")
    told = set(Message.objects.filter(notice__kind="concerns.pressed").values_list("person", flat=True))
    assert told == {cast.person("clerk").pk, cast.person("chair").pk}
    above = Press.objects.get(kind="supervise")
    reply = f"{DESK}reminders/{above.pk}/"
    assert cast.client("upper_officer").post(reply, {"text": "x"}).status_code == 403
    assert cast.client("clerk").post(reply, {"text": ""}).status_code == 422
    assert cast.client("clerk").post(reply, {"text": "已约谈公司。"}).status_code == 302
    assert "已约谈公司。" in cast.client("upper_officer").get(f"/desk/matters/{matter.pk}/").content.decode()


def test_what_is_passed_on_has_its_own_fifteen_days(cast: Cast) -> None:
    """Ten days lie at the mine; the county has fifteen from then on, and the sixty of handling never begin anew."""
    for key in ("clerk", "other_clerk"):
        _ = cast[key]
    matter, start = brought(cast), today()
    with travelled(to=datetime.combine(start + timedelta(days=10), time(12), SHANGHAI)):
        county = Union.objects.get(code="1101")
        transfer_matter(cast.actor("clerk"), matter, county, "属县总处理")
        limit = TimeLimit.objects.get(matter=matter, outcome=0)
        assert (limit.event, limit.union) == (start + timedelta(days=10), county)
        assert limit.due is not None
        assert limit.due >= start + timedelta(days=25)
        appoint(cast, "other_clerk", "county")
        registered(cast, matter, "other_clerk")
        handling = TimeLimit.objects.get(matter=matter, kind="concerns.handle")
    with travelled(to=datetime.combine(start + timedelta(days=30), time(12), SHANGHAI)):
        transfer_matter(cast.actor("other_clerk"), matter, cast.union("mine"), "属地办理")
        again = TimeLimit.objects.get(pk=handling.pk)
    assert (again.event, again.due, again.outcome) == (handling.event, handling.due, 0)


def test_who_keeps_out_hears_of_nothing_beside_the_steps(cast: Cast) -> None:
    """Of whom it complains, say: the clerk is told of no reminder, finds no part, and asks nobody."""
    matter = _ready(cast)
    keep_out(PLATFORM, matter, {cast.person("clerk").pk, cast.person("other_clerk").pk})
    assert _asked(cast, matter).status_code == 404
    assert _asked(cast, matter, "chair").status_code == 302
    assert cast.client("chair").post(f"{DESK}matters/{matter.pk}/reminders/", {"text": "请尽快。"}).status_code == 302
    told = set(Message.objects.filter(notice__kind="concerns.pressed").values_list("person", flat=True))
    assert told == {cast.person("chair").pk}
    assert not Message.objects.filter(notice__kind="concerns.part_asked").exists()
    row = Part.objects.get()
    assert cast.client("other_clerk").get(f"{DESK}parts/{row.pk}/").status_code == 404
    assert cast.client("other_clerk").post(f"{DESK}parts/{row.pk}/", {"text": "x"}).status_code == 404
