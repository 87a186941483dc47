"""Which employer is meant: by the register, its code, its name; one of another code is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.models import Coverage, Employer, Union
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.setting_up import requesting
from niangjia.services.founding.setting_up.models import Founding
from niangjia.services.founding.tests.conftest import (
    ASKED,
    LEADER,
    OFFICER,
    ORGANISER,
    asked,
    county,
    prepared,
    refusals,
    step,
    waiting,
)

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
__all__ = ["county"]
CODE, OTHER = "91350100M000100Y43", "91350211M000100Y46"
NAMED = {"name": "恒通运输队", "party_branch": "", "together_on": ""}


def _covered(union: Union, name: str, uscc: str | None) -> Employer:
    """An employer that a union of its own covers."""
    employer = Employer.objects.create(name=name, uscc=uscc)
    Coverage.objects.create(union=union, employer=employer, valid_from=today())
    return employer


def _answer(cast: Cast, matter: Matter, **typed: str) -> str:
    given = {
        "outcome": "approve", "union_name": "恒通运输队工会", "union_code": "110103", "union_kind": "independent",
        "group": "李大山", "organiser": str(cast.person(ORGANISER).pk), **typed,
    }  # fmt: skip
    answer = step(cast.client(OFFICER), matter, "check", **given)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_of_one_name_but_two_codes_there_are_two_employers(county: Cast) -> None:
    with everywhere(PLATFORM, "a test"):
        _covered(county.union("school"), "恒通运输队", OTHER)
    matter = asked(county, **NAMED, uscc=CODE)
    page = county.client(OFFICER).get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "已由" not in page
    assert _answer(county, matter) == ""
    row = Founding.objects.select_related("union").get()
    assert row.union
    covered = Coverage.objects.select_related("employer").get(union=row.union)
    assert covered.employer.uscc == CODE


def test_a_name_alone_is_passed_by_a_tick_and_the_register_gets_another(county: Cast) -> None:
    with everywhere(PLATFORM, "a test"):
        far = _covered(county.union("school"), "恒通运输队", None)
    matter = asked(county, **NAMED)
    page = county.client(OFFICER).get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "另一家同名单位" in page and "请核实是否同一单位" in page and "已由" not in page
    assert "恒通运输队已建有工会" in _answer(county, matter)
    assert _answer(county, matter, another="on") == ""
    row = Founding.objects.select_related("union").get()
    assert row.union and Coverage.objects.get(union=row.union).employer_id != far.pk


def test_of_two_answers_at_once_the_second_sees_the_first(county: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = asked(county, **NAMED)
    monkeypatch.setattr(
        requesting, "lock_tree", lambda: _covered(county.union("school"), "恒通运输队", None), raising=False
    )
    assert "恒通运输队已建有工会" in _answer(county, matter)


def test_who_writes_another_name_means_another_employer(county: Cast) -> None:
    with everywhere(PLATFORM, "a test"):
        lead = Employer.objects.create(name="石河水泥厂", uscc=None)
    url = f"/founding/desk/new/?employer={lead.pk}"
    client, officer = county.client(LEADER), county.client(OFFICER)
    for typed, meant in (({}, lead.pk), ({"name": "山口石料厂"}, None)):
        answer = client.post(url, {**ASKED, **typed})
        assert answer.status_code == 302, refusals(answer)
        assert Founding.objects.latest("made").employer_id == meant
    first = Matter.objects.earliest("pk")
    again = {"way": "to_applicant", "reason": "请核实名称"}
    assert officer.post(f"/desk/matters/tasks/{waiting(first).pk}/sending-back/", again).status_code == 302
    correct = f"/matters/{first.pk}/tasks/{waiting(first).pk}/completion/"
    twice = client.post(correct, {**ASKED, "name": "山口石料厂"})
    assert twice.status_code == 422, "asked for already"
    assert client.post(correct, {**ASKED, "name": "石河二水泥厂"}).status_code == 302
    assert Founding.objects.get(matter=first).employer is None
    union = prepared(county, first, union_name="石河二水泥厂工会")
    assert Coverage.objects.select_related("employer").get(union=union).employer.name == "石河二水泥厂"
