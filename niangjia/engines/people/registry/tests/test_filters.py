"""Filters beyond kind and union, and the words that say them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.people.codes import SkillGrade
from niangjia.engines.people.models import Employer, Employment
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.registry.filters import extra, years_ago
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

LIST = reverse("people:registry")


def _text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def somebody(cast: Cast) -> Person:
    """A member of forty who works somewhere, with everything that is filtered by."""
    with office(cast) as desk:
        person = desk.register(
            "张秀英",
            resident_id(),
            political="01",
            household="3",
            work_state="1",
            skill=SkillGrade.SENIOR,
            is_migrant=True,
        )
        desk.enrol(person)
        Person.objects.filter(pk=person.pk).update(born=years_ago(40))
        person.memberships.update(joined=date(2020, 5, 1), origin="application")
        firm = Employer.objects.create(name="青禾重工有限公司")
        Employment.objects.create(person=person, employer=firm, kind="dispatched")
        other = Employer.objects.create(name="青禾轻工有限公司")
        Employment.objects.create(person=person, employer=other, ended=today())
    return person


FITS = [
    {"age_from": "40"},
    {"age_to": "40"},
    {"age_from": "40", "age_to": "40"},
    {"joined_from": "2020-05-01", "joined_to": "2020-05-01"},
    {"origin": "application", "joined_to": "2020-12-31"},
    {"state": "active", "joined_from": "2020-01-01"},
    {"political": "01"},
    {"household": "3"},
    {"migrant": "1"},
    {"work_state": "1"},
    {"skill": "4"},
    {"employment": "dispatched"},
    {"employer": "重工"},
    {"employer": "重工", "employment": "dispatched"},
]
FAILS = [
    {"age_from": "41"},
    {"age_to": "39"},
    {"joined_from": "2020-05-02"},
    {"joined_to": "2020-04-30"},
    {"state": "withdrawn", "joined_from": "2020-01-01"},
    {"origin": "recorded", "joined_from": "2020-05-01", "joined_to": "2020-05-01"},
    {"political": "02"},
    {"skill": "5"},
    {"employer": "轻工"},
    {"employer": "重工", "employment": "direct"},
]


@pytest.mark.parametrize("asked", FITS, ids=str)
def test_who_fits_is_shown(cast: Cast, somebody: Person, asked: dict[str, str]) -> None:
    response = cast.client("clerk").get(LIST, asked)
    assert not response.context["look"].filters.errors
    assert "张秀英" in _text(response)


@pytest.mark.parametrize("asked", FAILS, ids=str)
def test_who_does_not_fit_is_not(cast: Cast, somebody: Person, asked: dict[str, str]) -> None:
    response = cast.client("clerk").get(LIST, asked)
    assert not response.context["look"].filters.errors
    assert "张秀英" not in _text(response)


def test_what_nobody_asked_for_adds_nothing(cast: Cast) -> None:
    with office(cast):
        found = Person.objects.all()
        assert extra(found, {"kind": "member", "sex": "2"}) is found


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"age_from": "vierzig"}, "age_from"),
        ({"age_from": "50", "age_to": "40"}, "age_to"),
        ({"joined_from": "2021-01-01", "joined_to": "2020-01-01"}, "joined_to"),
        ({"employer": "没有这家公司"}, "employer"),
        ({"skill": "99"}, "skill"),
    ],
)
def test_what_makes_no_sense_is_said_and_what_was_typed_stays(cast: Cast, asked: dict[str, str], field: str) -> None:
    response = cast.client("clerk").get(LIST, asked)
    assert response.context["look"].filters.errors[field]
    text = _text(response)
    assert f'value="{asked[field]}"' in text or field == "skill"
    assert "未生效" in text


def test_each_filter_is_a_chip_with_a_way_to_be_without_it(cast: Cast, somebody: Person) -> None:
    client = cast.client("clerk")
    asked = {"sex": "1", "age_from": "30", "age_to": "50", "employer": "重工", "union": str(cast.union("mine").pk)}
    chips = {chip.text: chip.url for chip in client.get(LIST, asked).context["look"].chips}
    assert set(chips) == {"性别：男", "30 至 50 岁", "用人单位：重工", f"工会：{cast.union('mine')}"}
    without = client.get(LIST + chips["30 至 50 岁"]).context["look"].asked
    assert "age_from" not in without
    assert without["sex"] == "1"


def test_of_the_29th_of_february_there_is_a_day_every_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.engines.people.registry.filters.today", lambda: date(2028, 2, 29))
    assert years_ago(1) == date(2027, 2, 28)
    assert years_ago(4) == date(2024, 2, 29)
