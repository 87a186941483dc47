"""Asking for a union: what comes back with its errors, who learns what of it, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Union
from niangjia.services.founding.setting_up.models import Founding

from .conftest import (
    ASKED,
    LEADER,
    OFFICER,
    ORGANISER,
    asked,
    done,
    prepared,
    refusals,
    step,
    waiting,
)

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def test_what_is_asked_for_comes_back_with_its_errors_and_is_answered(county: Cast) -> None:
    _ = county["worker"]
    worker = county.client("worker")
    bad = worker.post("/founding/", {**ASKED, "women": "999", "uscc": "123", "party_branch": "", "name": "新厂"})
    assert bad.status_code == 422
    text = bad.content.decode()
    assert "多于职工人数" in text and "请填写同步组建的党组织名称" in text and 'value="新厂"' in text
    matter = asked(county)
    assert worker.post("/founding/", ASKED).status_code == 422  # once for one employer
    stored = Founding.objects.get()
    assert "几位班长" in stored.said.reveal()  # sealed in the table
    officer = county.client(OFFICER)
    task = waiting(matter)
    officer.post(f"/desk/matters/tasks/{task.pk}/sending-back/", {"way": "to_applicant", "reason": "人数请核实"})
    again = worker.get(f"/matters/{matter.pk}/").content.decode()
    assert "石河水泥厂" in again
    worker.post(f"/matters/{matter.pk}/tasks/{waiting(matter).pk}/completion/", {**ASKED, "workers": "310"})
    if waiting(matter).key == "correct":
        pytest.fail("the applicant could not put it right")
    stored.refresh_from_db()
    assert stored.workers == 310
    assert step(officer, matter, "check", outcome="approve", union_name="", union_code="110101").status_code == 422
    done(officer, matter, "check", outcome="refuse", reason="该厂已由镇工会覆盖")
    stored.refresh_from_db()
    assert stored.ended and "几位班长" not in stored.said.reveal()  # nobody needs it any more
    paper = papers_about(matter).get(kind="founding.refusal")
    assert paper.content and "镇工会覆盖" in paper.content.reveal()
    assert not Union.objects.filter(code="110103").exists()


def test_who_asks_learns_nothing_of_others_and_one_employer_gets_one_union(county: Cast) -> None:
    first = asked(county)
    answer = county.client(LEADER).post("/founding/desk/new/", {**ASKED, "wants": ""})
    assert answer.status_code == 302, refusals(answer)
    second = Matter.objects.latest("pk")
    officer = county.client(OFFICER)
    page = officer.get(f"/desk/matters/{second.pk}/").content.decode()
    assert f"另有筹建请示：{first.number}" in page
    prepared(county, first)
    given = {
        "outcome": "approve", "union_name": "水泥厂二工会", "union_code": "110104", "union_kind": "independent",
        "group": "李大山", "organiser": str(county.person(ORGANISER).pk),
    }  # fmt: skip
    refused = step(officer, second, "check", **given)
    assert refused.status_code == 422 and "石河水泥厂已建有工会：石河水泥厂工会" in refused.content.decode()
    assert not Union.objects.filter(code="110104").exists()


def test_nobody_approves_what_they_asked_for_and_who_above_has_no_post_does_nothing(county: Cast) -> None:
    officer = county.client(OFFICER)
    answer = officer.post("/founding/desk/new/", ASKED)
    assert answer.status_code == 302, refusals(answer)
    matter = Matter.objects.latest("pk")
    given = {
        "outcome": "approve", "union_name": "石河水泥厂工会", "union_code": "110103", "union_kind": "independent",
        "group": "李大山", "organiser": str(county.person(ORGANISER).pk),
    }  # fmt: skip
    refused = step(officer, matter, "check", **given)
    assert refused.status_code == 422 and "不能审批自己的申请" in refused.content.decode()
    assert step(county.client("upper_officer"), matter, "check", **given).status_code == 403
    assert step(county.client("clerk"), matter, "check", **given).status_code == 404
    himself = {**given, "organiser": str(county.person(LEADER).pk)}
    both = step(county.client(LEADER), matter, "check", **himself)
    assert both.status_code == 422 and "不能同时负责筹建" in both.content.decode()
    done(county.client(LEADER), matter, "check", **given)
