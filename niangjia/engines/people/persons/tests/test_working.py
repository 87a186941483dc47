from __future__ import annotations

from datetime import date

import pytest

from niangjia.engines.people.models import Employer
from niangjia.engines.people.persons.working import employ, employ_dispatched, end_employment
from niangjia.engines.people.refusals import NotPossible

from .samples import DAY, Office

LATER = date(2024, 5, 1)


def agency() -> Employer:
    return Employer.objects.create(name="云州劳务派遣有限公司", dispatches=True)


def company() -> Employer:
    return Employer.objects.create(name="石河机械厂")


def test_a_dispatched_worker_has_two_employers(desk: Office) -> None:
    person = desk.complete()
    rows = employ_dispatched(desk.actor, person, agency=agency(), user=company(), title="司机", started=DAY)
    assert [row.kind for row in rows] == ["dispatched", "used"]


def test_only_an_agency_dispatches(desk: Office) -> None:
    with pytest.raises(NotPossible):
        employ_dispatched(desk.actor, desk.complete(), agency=company(), user=company())


def test_a_dispatched_worker_is_not_recorded_by_halves(desk: Office) -> None:
    with pytest.raises(NotPossible):
        employ(desk.actor, desk.complete(), agency(), kind="dispatched")


def test_nobody_works_for_the_same_twice_at_once(desk: Office) -> None:
    person, employer = desk.complete(), company()
    first = employ(desk.actor, person, employer, started=DAY)
    with pytest.raises(NotPossible):
        employ(desk.actor, person, employer)
    end_employment(desk.actor, first, day=LATER)
    assert employ(desk.actor, person, employer, started=LATER).pk != first.pk


def test_with_the_agency_ends_the_work_for_its_user(desk: Office) -> None:
    person = desk.complete()
    with_agency, with_user = employ_dispatched(desk.actor, person, agency=agency(), user=company(), started=DAY)
    end_employment(desk.actor, with_agency, day=LATER)
    with_user.refresh_from_db()
    assert with_user.ended == LATER


def test_but_not_the_other_way_round(desk: Office) -> None:
    person = desk.complete()
    with_agency, with_user = employ_dispatched(desk.actor, person, agency=agency(), user=company(), started=DAY)
    end_employment(desk.actor, with_user, day=LATER)
    with_agency.refresh_from_db()
    assert with_agency.ended is None


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2999, 1, 1)])
def test_days_are_in_order(desk: Office, day: date) -> None:
    row = employ(desk.actor, desk.complete(), company(), started=DAY)
    with pytest.raises(NotPossible):
        end_employment(desk.actor, row, day=day)
    row.refresh_from_db()
    assert row.ended is None
