"""Asking for a union: what comes back with its errors, who learns what of it, and who answers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.journal.reading import looks_at
from niangjia.engines.matters.models import Matter
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Person, Union
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.actions import dissolve_union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.reading import first_day
from niangjia.services.founding.elections.steps import under_way
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
    from pathlib import Path

    from niangjia.engines.papers.models import Paper
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
    page = officer.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "几位班长想建会" in page and "<dd>300</dd>" in page and "石河水泥厂党支部" in page
    looks = [one.sentence for one in looks_at(matter)]
    assert any("何人希望建会" in one for one in looks), looks
    page = county.client(ORGANISER).get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "<dd>300</dd>" in page and "几位班长" not in page  # prepares, and does not answer
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
    assert str(county.person("worker").name) in _to(paper) and "石河水泥厂" not in _to(paper)
    asking = papers_about(matter).get(kind="founding.request")
    for one in (paper, asking):  # who wants it stands on no paper; erasing the applicant finds both
        assert one.content and "几位班长" not in one.content.reveal() + one.data.reveal()
        assert one.person_id == county.person("worker").pk
    assert not Union.objects.filter(code="110103").exists()


def _to(paper: Paper) -> str:
    return str(json.loads(paper.data.reveal())["to"])


def test_who_asks_learns_nothing_of_others_and_one_employer_gets_one_union(county: Cast) -> None:
    first = asked(county)
    answer = county.client(LEADER).post("/founding/desk/new/", {**ASKED, "wants": ""})
    assert answer.status_code == 302, refusals(answer)
    second = Matter.objects.latest("pk")
    officer = county.client(OFFICER)
    page = officer.get(f"/desk/matters/{second.pk}/").content.decode()
    assert f"另有筹建请示：{first.number}" in page
    union = prepared(county, first)
    assert _to(papers_about(first).get(kind="founding.reply")) == "石河水泥厂工会筹备组"
    given = {
        "outcome": "approve", "union_name": "水泥厂二工会", "union_code": "110104", "union_kind": "independent",
        "group": "李大山", "organiser": str(county.person(ORGANISER).pk),
    }  # fmt: skip
    refused = step(officer, second, "check", **given)
    assert refused.status_code == 422 and "石河水泥厂已建有工会：石河水泥厂工会" in refused.content.decode()
    assert not Union.objects.filter(code="110104").exists()
    _ended_and_erased(county, union)


def _ended_and_erased(county: Cast, union: Union) -> None:
    """The union is dissolved in the register: its election ends. With who asked goes what they wrote."""
    election = under_way(union)
    assert election and election.matter
    with everywhere(PLATFORM, "a test"):
        dissolve_union(PLATFORM, union)
        erase_person(PLATFORM, Person.objects.get(pk=county.person("worker").pk), reason="本人申请删除")
    election.matter.refresh_from_db()
    assert under_way(union) is None and not election.matter.is_open
    row = Founding.objects.get(union=union)
    assert "几位班长" not in row.said.reveal() and "李大山" in row.said.reveal()  # the group stands on the answer


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


def test_an_answer_of_before_is_entered_and_the_union_stands_from_its_day_on(
    county: Cast, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    day = today() - timedelta(days=60)
    matter = asked(county)
    given = {
        "outcome": "approve", "union_name": "石河水泥厂工会", "union_code": "110103", "union_kind": "independent",
        "group": "李大山", "organiser": str(county.person(ORGANISER).pk), "paper-day": str(day),
        "paper-number": "石县工发〔2026〕3号", "paper-scan": SimpleUploadedFile("批复.pdf", pdf()),
    }  # fmt: skip
    url = f"/desk/matters/tasks/{waiting(matter).pk}/paper/"
    answer = county.client(OFFICER).post(url, given)
    assert answer.status_code == 302, refusals(answer)
    union = Union.objects.get(code="110103")
    assert union.versions.get().valid_from == day == union.posts.get().started
    election = under_way(union)
    assert election and first_day(election) == day  # so its meeting can have been before today
