from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Coverage, Employer
from niangjia.foundation.clock import today

from .with_past import at, begun, confirm, text

if TYPE_CHECKING:
    from tests.harness.people import Cast

CODE = "91350100M000100Y43"


@pytest.fixture
def elsewhere(cast: Cast) -> Employer:
    """An employer that the school covers."""
    made = Employer.objects.create(name="石河教育公司", uscc=CODE)
    Coverage.objects.create(union=begun(cast).union("school"), employer=made, valid_from=today())
    return made


def test_an_employer_elsewhere_is_found_by_its_whole_code_only(cast: Cast, elsewhere: Employer) -> None:
    path = at(cast, "mine", "employers/add")
    assert elsewhere.name not in text(cast.client("clerk").post(path, {"q": "石河教育"}))
    assert elsewhere.name not in text(cast.client("clerk").post(path, {"q": CODE[:10]}))
    assert elsewhere.name in text(cast.client("clerk").post(path, {"q": CODE.lower()}))


def test_two_unions_cover_one_employer(cast: Cast, elsewhere: Employer) -> None:
    data = {"employer": str(elsewhere.pk), "uscc": CODE, "day": "2026-03-01"}
    shown = cast.client("clerk").post(at(cast, "mine", "employers/add"), data)
    assert "另有1个工会" in text(shown) and f'name="employer" value="{elsewhere.pk}"' in text(shown)
    confirm(cast, "clerk", at(cast, "mine", "employers/add"), data)
    assert elsewhere.coverages.filter(valid_to=None).count() == 2


@pytest.mark.parametrize("uscc", ["", "91350100M000100Y44"])
def test_a_guessed_id_finds_nobody(cast: Cast, elsewhere: Employer, uscc: str) -> None:
    data = {"employer": str(elsewhere.pk), "uscc": uscc}
    assert cast.client("clerk").post(at(cast, "mine", "employers/add"), data).status_code == 404


def test_not_twice_and_not_in_the_future(cast: Cast) -> None:
    begun(cast)
    mine = Employer.objects.get()
    for day in (str(today()), "2999-01-01"):
        data = {"employer": str(mine.pk), "uscc": "", "day": day}
        assert cast.client("clerk").post(at(cast, "mine", "employers/add"), data).status_code == 422


def test_a_coverage_ends(cast: Cast) -> None:
    row = begun(cast).union("mine").coverages.get()
    path = f"/desk/people/coverages/{row.pk}/end/"
    assert path in text(cast.client("clerk").get(f"/desk/people/unions/{row.union_id}/"))
    assert cast.client("clerk").post(path, {"day": "2001-01-01"}).status_code == 422
    confirm(cast, "clerk", path, {"day": str(today())})
    assert Coverage.objects.get(pk=row.pk).valid_to == today()


def test_not_by_who_only_reads(cast: Cast) -> None:
    row = begun(cast).union("mine").coverages.get()
    assert cast.client("auditor").get(f"/desk/people/coverages/{row.pk}/end/").status_code == 403
    assert cast.client("other_clerk").get(f"/desk/people/coverages/{row.pk}/end/").status_code == 404
