"""Visits, problems, reception days: works, refuses bad input, refuses the wrong person."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.models import Matter
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.demo.accounts import Opened
from niangjia.engines.people.models import Post
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import now, today
from niangjia.services.visits import demo
from niangjia.services.visits.models import Appointment, Problem, Reception, Visit
from niangjia.services.visits.said import Record

from .conftest import HEARD, place, planned, problem, reception

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
DUE = (today() + timedelta(days=14)).isoformat()
ENTERED = {"text": "澡堂热水不足", "responsible": "后勤科", "due": DUE}


def _printed(cast: Cast, kind: str, about: object) -> str:
    with acting(cast.actor("clerk")):
        paper = papers_about(about).get(kind=kind)  # type: ignore[arg-type]
    return cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()


def test_a_visit_is_planned_recorded_and_printed(cast: Cast) -> None:
    clerk, url = cast.client("clerk"), f"/visits/desk/{cast.union('mine').pk}/new/"
    plan = {"purpose": "research", "day": today().isoformat(), "place": "采煤一队", "visitors": "刘芳"}
    for wrong, field in (({"purpose": "holiday"}, "purpose"), ({"day": "morgen"}, "day"), ({"place": " "}, "place")):
        answer = clerk.post(url, {**plan, **wrong})
        assert (answer.status_code, f'id="id_{field}_error"' in answer.content.decode()) == (422, True)
    assert clerk.post(url, plan).status_code == 302
    row = Visit.objects.get()
    mine = f"/visits/desk/visits/{row.pk}/"
    page = clerk.get(mine).content.decode()
    assert f'data-draft="{row.pk}"' in page and "visits/draft.js" in page
    assert clerk.post(mine, {**HEARD, "heard": ""}).status_code == 422
    draft = str(uuid.uuid4())
    assert clerk.post(mine, {**HEARD, "draft": draft}).status_code == 302
    row.refresh_from_db()
    assert (row.state, Record.read(row.record.reveal()).heard) == ("done", HEARD["heard"])
    assert "热水" not in str(Visit.objects.values().get())
    printed = _printed(cast, "visits.record", row)
    for said in ("走访记录", "采煤一队", HEARD["settled"], "调查研究"):
        assert said in printed
    page = clerk.get(mine).content.decode()
    assert f'data-draft-done="{row.pk}"' in page, "the phone wipes its draft"
    # The same draft from a phone that heard no answer is the same record; another one is refused.
    assert clerk.post(mine, {**HEARD, "draft": draft}).status_code == 302
    assert clerk.post(mine, {**HEARD, "draft": str(uuid.uuid4())}).status_code == 422
    with acting(cast.actor("clerk")):
        assert papers_about(row).count() == 1
    assert Entry.objects.filter(code="visits.visit.recorded").count() == 1


def test_a_visit_to_come_is_not_recorded_and_one_called_off_neither(cast: Cast) -> None:
    clerk = cast.client("clerk")
    later = planned(cast, days=2)
    assert clerk.post(f"/visits/desk/visits/{later.pk}/", HEARD).status_code == 422
    assert clerk.post(f"/visits/desk/visits/{later.pk}/off/").status_code == 302
    later.refresh_from_db()
    assert later.state == "off"
    answer = clerk.post(f"/visits/desk/visits/{later.pk}/off/", follow=True)
    assert "已经记录或者取消" in answer.content.decode()


def test_a_problem_stays_until_somebody_else_strikes_it_off(cast: Cast) -> None:
    clerk, chair = cast.client("clerk"), cast.client("chair")
    visit, union = planned(cast), cast.union("mine").pk
    register = f"/visits/desk/{union}/problems/"
    past = (today() - timedelta(days=1)).isoformat()
    assert clerk.post(register, {**ENTERED, "due": past}).status_code == 422
    assert clerk.post(register, {**ENTERED, "visit": str(visit.pk)}).status_code == 302
    assert clerk.post(register, {**ENTERED, "due": "", "visit": "no visit"}).status_code == 422
    row = Problem.objects.get()
    assert (row.visit, row.number.startswith("110101-P"), row.state) == (visit, True, "open")
    assert "热水" not in str(Problem.objects.values().get())
    url = f"/visits/desk/problems/{row.pk}/"
    assert "澡堂热水不足" in clerk.get(url).content.decode()
    assert chair.post(f"{url}struck/", {"good": "1"}).status_code == 422, "not solved yet"
    assert clerk.post(f"{url}solved/", {"result": ""}).status_code == 422
    assert clerk.post(f"{url}solved/", {"result": "加装热水器两台"}).status_code == 302
    assert "销号" in clerk.get(url).content.decode()
    assert clerk.post(f"{url}struck/", {"good": "1"}).status_code == 403, "who entered it"
    assert chair.post(f"{url}struck/", {"bad": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.solved) == ("open", None)
    assert chair.post(f"{url}solved/", {"result": "已加装"}).status_code == 302
    assert chair.post(f"{url}struck/", {"good": "1"}).status_code == 403, "who solved it"
    Problem.objects.update(entered_by=cast["auditor"])
    assert clerk.post(f"{url}struck/", {"good": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.struck_by) == ("struck", cast["clerk"])
    assert row.number in clerk.get(f"{register}?view=over").content.decode()
    assert row.number not in clerk.get(register).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.update(struck_by=cast["chair"])


def test_a_leader_sees_a_problem_through_and_the_register_is_a_paper(cast: Cast) -> None:
    chair, union = cast.client("chair"), cast.union("mine")
    _ = cast["clerk"]
    assert chair.post(f"/visits/desk/{union.pk}/problems/paper/", follow=True).status_code == 200
    row = problem(cast)
    url = f"/visits/desk/problems/{row.pk}/held/"
    assert chair.post(url, {"leader": "somebody"}).status_code == 422
    assert chair.post(url, {"leader": "陈建国（工会主席）"}).status_code == 302
    assert "陈建国" in chair.get(f"/visits/desk/{union.pk}/problems/?view=held").content.decode()
    assert chair.post(f"/visits/desk/{union.pk}/problems/paper/").status_code == 302
    printed = _printed(cast, "visits.register", union)
    for said in ("问题清单台账", "澡堂热水不足", "后勤科", "销号签字", row.number):
        assert said in printed


def test_a_problem_becomes_a_matter_of_another_service(cast: Cast) -> None:
    known(cast, "member", 881)
    clerk, row = cast.client("clerk"), problem(cast, text="拖欠加班费")
    url = f"/visits/desk/problems/{row.pk}/"
    assert "转为事项办理" in clerk.get(url).content.decode()
    typed = {"key": "mediation.dispute", "name": "王小梅", "number": number(881)}
    assert clerk.post(f"{url}made/", {**typed, "number": number(882)}).status_code == 422
    assert clerk.post(f"{url}made/", {**typed, "key": "no.such"}).status_code == 422
    assert clerk.post(f"{url}made/", typed).status_code == 302
    row.refresh_from_db()
    matter = Matter.objects.get()
    assert (row.state, row.matter, matter.person_id) == ("passed", matter, cast.person("member").pk)
    assert "拖欠加班费" in clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert matter.number in clerk.get(url).content.decode()


def test_a_reception_day_is_offered_booked_and_held(cast: Cast) -> None:
    chair, member = cast.client("chair"), cast.client("member")
    url = f"/visits/desk/{cast.union('mine').pk}/days/"
    starts = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    offer = {"leader": "陈建国（工会主席）", "starts": starts, "place": "工会接待室", "places": "1"}
    for wrong, field in (
        ({"leader": "x"}, "leader"),
        ({"starts": "2020-01-01T10:00"}, "starts"),
        ({"places": "0"}, "places"),
    ):
        answer = chair.post(url, {**offer, **wrong})
        assert (answer.status_code, f'id="id_{field}_error"' in answer.content.decode()) == (422, True), field
    assert chair.post(url, offer).status_code == 302
    day = Reception.objects.get()
    assert "陈建国" in member.get("/visits/").content.decode()
    book = f"/visits/days/{day.pk}/"
    assert member.post(book, {"words": ""}).status_code == 422
    assert member.post(book, {"words": "宿舍漏水"}).status_code == 302
    one = Appointment.objects.get()
    assert (one.number, one.person_id) == (1, cast.person("member").pk)
    assert "漏水" not in str(Appointment.objects.values().get())
    assert Notice.objects.filter(kind="visits.booked").exists()
    assert member.post(book, {"words": "再约"}).status_code == 422
    full = cast.client("group_leader").post(book, {"words": "工资"})
    assert full.status_code == 422 and "约满" in full.content.decode()
    assert cast.client("other_clerk").get(book).status_code == 404, "another union's day"
    assert member.post(f"/visits/places/{one.pk}/giving-up/").status_code == 302
    assert cast.client("group_leader").post(book, {"words": "工资"}).status_code == 302
    assert chair.post(f"/visits/desk/days/{day.pk}/paper/").status_code == 302
    printed = _printed(cast, "visits.reception", day)
    assert "领导接访安排表" in printed and "何强" in printed and "王小梅" not in printed


def test_what_needs_more_becomes_a_problem_that_the_leader_holds(cast: Cast) -> None:
    chair = cast.client("chair")
    day = reception(cast)
    one, other = place(cast, day), place(cast, day, "worker")
    url = f"/visits/desk/places/{one.pk}/"
    assert chair.post(url, {"came": "yes"}).status_code == 422, "still to come"
    Reception.objects.update(starts=now() - timedelta(hours=1))
    assert chair.post(url, {}).status_code == 422
    assert chair.post(url, {"came": "yes", "due": DUE}).status_code == 302
    assert chair.post(f"/visits/desk/places/{other.pk}/", {"came": "no"}).status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("came", "missed")
    made = Problem.objects.get()
    assert (made.held_by, made.text.reveal(), one.problem) == (day.leader, "宿舍漏水", made)
    assert chair.post(url, {"came": "no"}).status_code == 422, "once"


def test_a_day_is_called_off_and_who_had_a_place_hears(cast: Cast) -> None:
    day = reception(cast)
    one = place(cast, day)
    assert cast.client("chair").post(f"/visits/desk/days/{day.pk}/off/").status_code == 302
    one.refresh_from_db()
    assert one.state == "given_up"
    assert Notice.objects.filter(kind="visits.off").exists()
    assert "陈建国" not in cast.client("member").get("/visits/").content.decode()


def test_members_find_days_of_the_unions_above_too(cast: Cast) -> None:
    reception(cast, union="county", leader="县总主席")
    reception(cast, union="school", leader="学校主席")
    page = cast.client("member").get("/visits/").content.decode()
    assert "县总主席" in page and "学校主席" not in page


def test_lists_ask_few_questions(cast: Cast) -> None:
    clerk, member = cast.client("clerk"), cast.client("member")

    def asked() -> list[int]:
        counts = []
        for client, url in ((clerk, "/visits/desk/"), (member, "/visits/")):
            client.get(url)
            with CaptureQueriesContext(connection) as found:
                client.get(url)
            counts.append(len(found))
        return counts

    place(cast, reception(cast))
    problem(cast)
    planned(cast)
    few = asked()
    for hours in (50, 60, 70):
        reception(cast, hours)
        problem(cast)
        planned(cast)
    assert asked() == few


def test_whoever_keeps_visits_without_writing_papers_hands_records_in(cast: Cast) -> None:
    Post.objects.filter(pk=cast.post("auditor").pk).update(role="safety_inspector")
    row = planned(cast)
    assert cast.client("auditor").post(f"/visits/desk/visits/{row.pk}/", HEARD).status_code == 302
    row.refresh_from_db()
    assert row.state == "done"


def test_the_demo_has_visits_problems_and_days(cast: Cast) -> None:
    code = cast.union("mine").code
    demo.fill([Opened(key, cast[key].username, "", code) for key in ("clerk", "chair")])
    assert set(Visit.objects.values_list("state", flat=True)) == {"done", "planned"}
    assert set(Problem.objects.values_list("state", flat=True)) == {"open", "solved", "struck"}
    assert Reception.objects.exists()
