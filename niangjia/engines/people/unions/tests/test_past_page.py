from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.unions.actions import dissolve_union, move_union, rename_union
from niangjia.foundation.access.actor import PLATFORM

from .samples import MARCH, MAY
from .with_past import begun, text

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _on(cast: Cast, day: str, at: str = "mine", who: str = "chair") -> str:
    return text(cast.client(who).get(f"/desk/people/tree/?on={day}&at={cast.union(at).pk}"))


def test_names_and_places_are_those_of_the_day(cast: Cast) -> None:
    begun(cast)
    rename_union(PLATFORM, cast.union("shaft"), name="采煤分会", day=MAY)
    dissolve_union(PLATFORM, cast.union("workshop"), day=MARCH)
    before, after = _on(cast, "2026-02-28"), _on(cast, "2026-05-01")
    assert "采煤一队分会" in before and "现名：采煤分会" in before and "机修车间分会" in before
    assert "采煤一队分会" not in after and "机修车间分会" not in after


def test_what_left_is_named_and_no_link_beyond_the_reach(cast: Cast) -> None:
    begun(cast)
    move_union(PLATFORM, cast.union("workshop"), cast.union("school"), day=MARCH)
    cast.union("mine").refresh_from_db()
    page = _on(cast, "2026-02-28")
    assert "机修车间分会" in page and f"at={cast.union('workshop').pk}" not in page


def test_before_the_register_knew_it(cast: Cast) -> None:
    begun(cast)
    assert "尚未建立或已不存在" in _on(cast, "2009-12-31")


@pytest.mark.parametrize("day", ["", "soon", "2999-01-01"])
def test_a_day_that_does_not_fit_is_said(cast: Cast, day: str) -> None:
    begun(cast)
    response = cast.client("chair").get(f"/desk/people/tree/?on={day}")
    assert response.status_code == 422 and "field-wrong" in text(response)


def test_not_around_a_union_outside(cast: Cast) -> None:
    path = f"/desk/people/tree/?on=2026-01-01&at={begun(cast).union('school').pk}"
    assert cast.client("chair").get(path).status_code == 404
