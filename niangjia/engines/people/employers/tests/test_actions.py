from __future__ import annotations

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.employers.actions import correct_employer, record_employer
from niangjia.engines.people.permissions import EDIT, EDIT_UNIONS, SEE_UNIONS
from niangjia.engines.people.unions.actions import cover_employer
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.engines.people.unions.tests.samples import officer, plant
from niangjia.foundation.access.actor import PLATFORM, Refused

pytestmark = pytest.mark.django_db
CODE, UNIONS = "91350100M000100Y43", "81110101123456788A"


def test_an_employer_is_entered() -> None:
    employer = record_employer(
        PLATFORM, {"name": " 宏鑫机械 ", "uscc": CODE.lower(), "industry": "c34", "headcount": "80"}
    )
    employer.refresh_from_db()
    assert (employer.name, employer.uscc, employer.industry, employer.headcount) == ("宏鑫机械", CODE, "C34", 80)
    assert Entry.objects.get(code="people.employer.recorded").subject_id == str(employer.pk)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "name"),
        ({"name": "x", "uscc": UNIONS}, "uscc"),
        ({"name": "x", "uscc": CODE[:-1] + "4"}, "uscc"),
        ({"name": "x", "region": "4101"}, "region"),
    ],
)
def test_what_is_refused(values: dict[str, object], field: str) -> None:
    with pytest.raises(Unfit) as refusal:
        record_employer(PLATFORM, values)
    assert refusal.value.field == field


def test_a_code_is_had_once() -> None:
    record_employer(PLATFORM, {"name": "x", "uscc": CODE})
    with pytest.raises(Unfit, match="x"):
        record_employer(PLATFORM, {"name": "y", "uscc": CODE})


def test_who_enrols_or_keeps_a_union_enters_employers() -> None:
    mill = plant().mill
    for code in (EDIT, EDIT_UNIONS):
        record_employer(officer(mill, code), {"name": code})
    with pytest.raises(Refused):
        record_employer(officer(mill, SEE_UNIONS), {"name": "x"})


def test_data_are_corrected_by_a_union_that_covers_it() -> None:
    tree = plant()
    employer = record_employer(PLATFORM, {"name": "x"})
    cover_employer(PLATFORM, tree.mill, employer)
    with pytest.raises(Refused):
        correct_employer(officer(tree.yard), employer, {"headcount": 90})
    assert correct_employer(officer(tree.mill), employer, {"headcount": 90}).headcount == 90
    entry = Entry.objects.get(code="people.employer.corrected")
    assert (entry.union_id, entry.data) == (tree.mill.pk, {"fields": "headcount"})


def test_one_that_nobody_covers_is_corrected_by_whoever_enters_them() -> None:
    mill = plant().mill
    employer = record_employer(PLATFORM, {"name": "x"})
    assert correct_employer(officer(mill, EDIT), employer, {"name": "y"}).name == "y"
    with pytest.raises(Refused):
        correct_employer(officer(mill, SEE_UNIONS), employer, {"name": "z"})


def test_nothing_new_is_no_act() -> None:
    employer = record_employer(PLATFORM, {"name": "x"})
    correct_employer(PLATFORM, employer, {"name": "x"})
    assert not Entry.objects.filter(code="people.employer.corrected").exists()


def test_other_data_are_a_slip() -> None:
    with pytest.raises(ValueError, match="id"):
        record_employer(PLATFORM, {"name": "x", "id": 3})
