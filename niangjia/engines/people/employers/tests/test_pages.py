from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Coverage, Employer
from niangjia.engines.people.unions.tests.with_past import text
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

CODE, OTHER = "91350100M000100Y43", "91110000600037341L"
NEW = {"name": "石河运输有限公司", "uscc": CODE, "nature": "170", "industry": "G54", "headcount": "812"}


@pytest.fixture(autouse=True)
def _unions(cast: Cast) -> None:
    _ = cast.union("mine")


def _elsewhere(cast: Cast) -> Employer:
    made = Employer.objects.create(name="石河教育公司", uscc=OTHER)
    Coverage.objects.create(union=cast.union("school"), employer=made, valid_from=today())
    return made


def test_the_list_ends_at_the_reach(cast: Cast) -> None:
    _elsewhere(cast)
    page = text(cast.client("clerk").get("/desk/people/employers/"))
    assert "石河煤业有限公司" in page and "石河教育公司" not in page
    assert "石河教育公司" in text(cast.client("upper_officer").get("/desk/people/employers/"))


@pytest.mark.parametrize(("words", "found"), [("教育", True), (OTHER[:8].lower(), True), ("煤业", False)])
def test_looked_for_by_name_and_code(cast: Cast, words: str, found: bool) -> None:
    _elsewhere(cast)
    page = text(cast.client("upper_officer").get("/desk/people/employers/", {"q": words}))
    assert ("石河教育公司" in page) == found


def test_an_employer_is_entered(cast: Cast) -> None:
    response = cast.client("clerk").post("/desk/people/employers/new/", NEW)
    made = Employer.objects.get(uscc=CODE)
    assert response.headers["Location"] == f"/desk/people/employers/{made.pk}/"
    assert (made.headcount, made.industry) == (812, "G54")


def test_with_a_union_it_is_covered_at_once(cast: Cast) -> None:
    mine = cast.union("mine")
    response = cast.client("clerk").post(f"/desk/people/employers/new/?union={mine.pk}", NEW)
    assert response.headers["Location"] == f"/desk/people/unions/{mine.pk}/"
    assert Employer.objects.get(uscc=CODE).coverages.get().union_id == mine.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("uscc", "91350100M000100Y44"),
        ("uscc", "81350100M000100Y4"),
        ("industry", "Z9"),
        ("region", "12"),
        ("headcount", "-1"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(cast: Cast, field: str, value: str) -> None:
    response = cast.client("clerk").post("/desk/people/employers/new/", {**NEW, field: value})
    assert response.status_code == 422 and "field-wrong" in text(response)
    assert Employer.objects.count() == 1


def test_the_same_code_leads_to_who_has_it(cast: Cast) -> None:
    own = Employer.objects.get()
    Employer.objects.filter(pk=own.pk).update(uscc=CODE)
    page = text(cast.client("clerk").post("/desk/people/employers/new/", NEW))
    assert f'href="/desk/people/employers/{own.pk}/"' in page and "石河运输有限公司" in page


def test_one_beyond_the_reach_is_no_link_but_may_be_covered(cast: Cast) -> None:
    other = _elsewhere(cast)
    path = f"/desk/people/employers/new/?union={cast.union('mine').pk}"
    page = text(cast.client("clerk").post(path, {**NEW, "uscc": OTHER}))
    assert f'href="/desk/people/employers/{other.pk}/"' not in page
    assert f'name="employer" value="{other.pk}"' in page


def test_an_employer_is_corrected(cast: Cast) -> None:
    own = Employer.objects.get()
    data = {"name": own.name, "uscc": CODE, "headcount": "99"}
    path = f"/desk/people/employers/{own.pk}/"
    assert f"{path}correct/" in text(cast.client("clerk").get(path))
    assert cast.client("clerk").post(f"{path}correct/", data).headers["Location"] == path
    own.refresh_from_db()
    assert (own.uscc, own.headcount) == (CODE, 99)


def test_who_only_reads_is_offered_nothing(cast: Cast) -> None:
    path = f"/desk/people/employers/{Employer.objects.get().pk}/"
    assert "correct/" not in text(cast.client("auditor").get(path))
    assert "/employers/new/" not in text(cast.client("auditor").get("/desk/people/employers/"))
