"""Employers without a union: for the union above, by the register and by what they say; never for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Coverage, Employer, Employment, Person, Union
from niangjia.engines.people.scope import acting
from niangjia.services.founding.models import LeadSeen
from niangjia.services.founding.terms.leads import leads_of

from .samples import ahead, all_of_it, entered

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _names(cast: Cast, who: str = "upper_officer", key: str = "city") -> list[tuple[str, int]]:
    union = Union.objects.get(pk=cast.union(key).pk)
    with acting(cast.actor(who)):
        return [(one.employer.name, one.workers) for one in leads_of(union)]


def test_who_has_enough_workers_and_no_union_is_a_lead(cast: Cast) -> None:
    entered(cast, "city", region="510300")
    Employer.objects.create(name="大厂", headcount=80, region="510302")
    Employer.objects.create(name="小厂", headcount=24, region="510302")
    Employer.objects.create(name="外地厂", headcount=80, region="510402")
    covered = Employer.objects.create(name="已建会", headcount=80, region="510302")
    Coverage.objects.create(union=cast.union("mine"), employer=covered, valid_from=ahead(-9))
    crowd = Employer.objects.create(name="快递站")
    with all_of_it():
        for at in range(26):
            person = Person.objects.create(home=cast.union("county"), name=f"工人{at}", name_key="g")
            Employment.objects.create(person=person, employer=crowd, started=ahead(-9))
    assert _names(cast) == [("大厂", 80), ("快递站", 26)]
    officer, city = cast.client("upper_officer"), cast.union("city").pk
    page = officer.get(f"/founding/desk/terms/{city}/leads/").content.decode()
    assert "大厂" in page and "已建会" not in page and "不告知用人单位" in page
    big = Employer.objects.get(name="大厂").pk
    assert officer.post(f"/founding/desk/terms/{city}/leads/{big}/").status_code == 302
    assert officer.post(f"/founding/desk/terms/{city}/leads/{big}/").status_code == 302
    assert (_names(cast), LeadSeen.objects.count()) == ([("快递站", 26)], 1)
    assert officer.post(f"/founding/desk/terms/{city}/leads/0/").status_code == 404
    Coverage.objects.filter(employer=covered).update(valid_to=ahead(0))
    assert ("已建会", 80) in _names(cast), "its union is gone"
    _ = cast["chair"]
    assert cast.client("chair").get(f"/founding/desk/terms/{cast.union('mine').pk}/leads/").status_code == 404
