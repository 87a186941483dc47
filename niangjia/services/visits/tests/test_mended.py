"""What must not be lost, and who may do what where few keep visits: each once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.models import Person, Post
from niangjia.engines.people.scope import acting, everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today
from niangjia.services.visits.acts.reminding import remind_of_late
from niangjia.services.visits.models import Problem, Reception, Visit
from niangjia.services.visits.said import Record

from .conftest import HEARD, place, planned, problem, reception

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
DUE = (today() + timedelta(days=14)).isoformat()


def test_what_was_added_to_a_draft_that_came_through_already_is_not_lost(cast: Cast) -> None:
    clerk, row = cast.client("clerk"), planned(cast)
    url, draft = f"/visits/desk/visits/{row.pk}/", str(uuid.uuid4())
    assert clerk.post(url, {**HEARD, "draft": draft}).status_code == 302
    more = {**HEARD, "heard": "澡堂热水不足，食堂排队久"}
    answer = clerk.post(url, {**more, "draft": draft})
    page = answer.content.decode()
    assert (answer.status_code, more["heard"] in page) == (422, True)
    assert "data-draft-done" not in page, "the phone keeps it, too"
    assert clerk.post(f"{url}correction/", {**HEARD, "reason": "补充"}).status_code == 422, "nothing changed"
    assert clerk.post(f"{url}correction/", {**more, "reason": ""}).status_code == 422
    assert clerk.post(f"{url}correction/", {**more, "reason": "补充食堂情况"}).status_code == 302
    row.refresh_from_db()
    assert Record.read(row.record.reveal()).heard == more["heard"]
    with acting(cast.actor("clerk")):
        papers = papers_about(row).order_by("pk")
        assert [paper.revoked is None for paper in papers] == [False, True]
    assert cast.client("other_clerk").post(f"{url}correction/", more).status_code == 404


def test_addresses_that_are_none_are_not_there(cast: Cast) -> None:
    clerk, row = cast.client("clerk"), problem(cast)
    assert clerk.post(f"/visits/desk/problems/{'-' * 36}/solved/").status_code == 404
    assert clerk.post(f"/visits/desk/problems/{row.pk}/painted/").status_code == 404


def test_what_needs_more_asks_until_when_and_long_names_fit(cast: Cast) -> None:
    with everywhere(PLATFORM, "a test"):
        Person.objects.filter(pk=cast.person("chair").pk).update(name="买" * 64)
    chair, starts = cast.client("chair"), (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    offer = {"leader": f"{'买' * 64}（工会主席）", "starts": starts, "place": "工会接待室", "places": "2"}
    assert chair.post(f"/visits/desk/{cast.union('mine').pk}/days/", offer).status_code == 302
    one = place(cast, reception(cast))
    Reception.objects.update(starts=now() - timedelta(hours=1))
    answer = chair.post(f"/visits/desk/places/{one.pk}/", {"came": "yes", "responsible": "后勤科"})
    assert (answer.status_code, "due_error" in answer.content.decode()) == (422, True)


def test_a_problem_entered_from_a_visit_keeps_it_when_something_is_put_right(cast: Cast) -> None:
    row = planned(cast)
    url = f"/visits/desk/{row.union_id}/problems/"
    page = cast.client("clerk").post(url, {"text": "热水", "visit": str(row.pk)}).content.decode()
    assert f'name="visit" value="{row.pk}"' in page


def test_visits_of_all_years_are_reached(cast: Cast) -> None:
    _ = cast["clerk"]
    given = {"union": cast.union("mine"), "purpose": "research", "visitors": "刘芳"}
    days = (today() - timedelta(days=10 * one) for one in range(60))
    Visit.objects.bulk_create(Visit(day=day, place=f"第{at}处", **given) for at, day in enumerate(days))
    clerk = cast.client("clerk")
    assert any("第59处" in clerk.get(f"/visits/desk/?page={page}").content.decode() for page in (1, 2, 3))


def test_where_nobody_else_keeps_the_register_the_level_above_strikes_off(cast: Cast) -> None:
    row, _ = problem(cast), cast["chair"]
    Problem.objects.update(state="solved", solved=now(), solved_by=cast["clerk"])
    url, upper = f"/visits/desk/problems/{row.pk}/", cast.client("upper_officer")
    assert upper.post(f"{url}struck/", {"good": "1"}).status_code == 403, "the chair may"
    assert row.number not in upper.get("/visits/desk/").content.decode()
    with everywhere(PLATFORM, "a test"):
        Post.objects.filter(union=cast.union("mine")).exclude(pk=cast.post("clerk").pk).delete()
    Post.objects.filter(pk=cast.post("upper_officer").pk).update(union=cast.union("mine").parent)
    upper = cast.client("upper_officer")
    assert row.number in upper.get("/visits/desk/").content.decode()
    assert "澡堂热水不足" in upper.get(url).content.decode()
    assert upper.post(f"{url}solved/", {"result": "x"}).status_code == 403
    assert upper.post(f"{url}struck/", {"good": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.struck_by) == ("struck", cast["upper_officer"])


def test_an_accusation_does_not_stay_in_the_unit_and_the_employer_goes_along(cast: Cast) -> None:
    known(cast, "member", 891)
    clerk, row = cast.client("clerk"), problem(cast, text="拖欠加班费")
    url = f"/visits/desk/problems/{row.pk}/made/"
    typed = {"key": "mediation.dispute", "name": "王小梅", "number": number(891)}
    answer = clerk.post(url, {**typed, "accuses": "on"})
    assert (answer.status_code, "accuses_error" in answer.content.decode()) == (422, True)
    assert not Matter.objects.exists()
    assert clerk.post(url, typed).status_code == 302
    assert "石河煤业有限公司" in clerk.get(f"/desk/matters/{Matter.objects.get().pk}/").content.decode()


def test_late_problems_are_told_of_once_a_week_and_old_ones_above(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    row, _other = problem(cast), problem(cast)
    assert remind_of_late() == 0
    Problem.objects.filter(pk=row.pk).update(due=today() - timedelta(days=1))
    assert (remind_of_late(), remind_of_late()) == (1, 1)
    assert Notice.objects.get(kind="visits.late").union == cast.union("mine")
    assert not Notice.objects.filter(kind="visits.late_below").exists()
    later, url = (today() + timedelta(days=5)).isoformat(), f"/visits/desk/problems/{row.pk}/later/"
    given = [cast.client("clerk").post(url, {"due": day}).status_code for day in ("2020-01-01", "x", later)]
    assert given == [422, 422, 302]
    assert cast.client("other_clerk").post(url, {"due": later}).status_code == 404
    assert remind_of_late() == 0
    Problem.objects.filter(pk=row.pk).update(due=today() - timedelta(days=15))
    Post.objects.filter(pk=cast.post("upper_officer").pk).update(union=cast.union("mine").parent)
    remind_of_late()
    above = Notice.objects.get(kind="visits.late_below")
    assert (above.union, above.people) == (cast.union("mine").parent, 1)
    assert "澡堂" not in str(above.variables)
