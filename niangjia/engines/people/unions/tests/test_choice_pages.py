from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Membership, SecondaryTie, Union
from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today

from .with_past import at, begun, confirm, text

if TYPE_CHECKING:
    from tests.harness.people import Cast


@pytest.fixture(autouse=True)
def _past(cast: Cast) -> None:
    begun(cast)


def _now(cast: Cast, key: str) -> Union:
    return Union.objects.get(pk=cast.union(key).pk)


def _found(cast: Cast, who: str, path: str, words: str) -> str:
    return text(cast.client(who).post(path, {"q": words}))


def test_only_what_fits_is_offered_for_a_move(cast: Cast) -> None:
    page = _found(cast, "upper_officer", at(cast, "shaft", "move"), "1101")
    assert f"?to={cast.union('school').pk}" in page
    assert not [key for key in ("mine", "shaft", "group") if f'?to={cast.union(key).pk}"' in page]


def test_a_union_moves(cast: Cast) -> None:
    path = at(cast, "workshop", "move", to="school")
    shown = cast.client("upper_officer").post(path, {"day": "2026-03-01"})
    assert "机修车间分会" in text(shown) and _now(cast, "workshop").parent_id == cast.union("mine").pk
    confirm(cast, "upper_officer", path, {"day": "2026-03-01"})
    assert _now(cast, "workshop").parent_id == cast.union("school").pk


def test_not_below_itself(cast: Cast) -> None:
    for to in ("shaft", "group"):
        response = cast.client("upper_officer").post(at(cast, "shaft", "move", to=to), {"day": str(today())})
        assert response.status_code == 422


def test_not_to_where_one_may_not_restructure(cast: Cast) -> None:
    path = at(cast, "shaft", "move", to="school")
    assert cast.client("chair").get(path).status_code == 404


def test_the_own_union_is_moved_by_those_above(cast: Cast) -> None:
    assert cast.client("chair").get(at(cast, "mine", "move")).status_code == 403


def test_a_union_goes_into_another_with_its_members(cast: Cast) -> None:
    path = at(cast, "shaft", "merge", to="workshop")
    shown = cast.client("chair").post(path, {"day": "2026-03-01", "paper": "并1号"})
    assert "1人随之转入" in text(shown) and "1个直属下级工会随之转入" in text(shown)
    response = confirm(cast, "chair", path, {"day": "2026-03-01", "paper": "并1号"})
    assert response.headers["Location"].endswith(f"/{cast.union('workshop').pk}/")
    assert _now(cast, "shaft").state == State.MERGED
    with in_scope(Scope(EVERYWHERE)):
        assert Membership.objects.filter(union=cast.union("workshop"), state="active").count() == 1


def test_a_merged_union_says_where_it_went(cast: Cast) -> None:
    confirm(cast, "chair", at(cast, "shaft", "merge", to="workshop"), {"day": "2026-03-01"})
    page = text(cast.client("chair").get(f"/desk/people/unions/{cast.union('shaft').pk}/"))
    assert "已并入" in page and f"/unions/{cast.union('workshop').pk}/" in page and "/rename/" not in page


def test_not_into_itself(cast: Cast) -> None:
    response = cast.client("chair").post(at(cast, "shaft", "merge", to="shaft"), {"day": str(today())})
    assert response.status_code == 422


def test_a_second_line_of_leadership_is_added_and_ended(cast: Cast) -> None:
    data = {"day": "2026-03-01", "shares": "counts", "paper": "双1号"}
    confirm(cast, "upper_officer", at(cast, "mine", "ties/add", to="school"), data)
    row = SecondaryTie.objects.get()
    assert (row.upper_id, row.shares, row.valid_from) == (cast.union("school").pk, "counts", date(2026, 3, 1))
    path = f"/desk/people/ties/{row.pk}/end/"
    assert path in text(cast.client("upper_officer").get(f"/desk/people/unions/{row.union_id}/"))
    assert path not in text(cast.client("chair").get(f"/desk/people/unions/{row.union_id}/"))
    assert cast.client("upper_officer").post(path, {"day": "2026-02-01"}).status_code == 422
    confirm(cast, "upper_officer", path, {"day": str(today())})
    assert SecondaryTie.objects.get().valid_to == today()


def test_a_tie_in_one_line_of_the_tree_is_refused(cast: Cast) -> None:
    data = {"day": str(today()), "shares": "counts"}
    assert cast.client("upper_officer").post(at(cast, "mine", "ties/add", to="county"), data).status_code == 422


def test_what_the_tie_shares_must_be_said(cast: Cast) -> None:
    path = at(cast, "mine", "ties/add", to="school")
    assert cast.client("upper_officer").post(path, {"day": str(today())}).status_code == 422


@pytest.mark.parametrize("to", ["x", "0", "9" * 30])
def test_what_is_no_union_is_not_found(cast: Cast, to: str) -> None:
    assert cast.client("upper_officer").get(f"{at(cast, 'mine', 'move')}?to={to}").status_code == 404
