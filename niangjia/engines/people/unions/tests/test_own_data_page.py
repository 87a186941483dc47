from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Union

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _text(cast: Cast, path: str, key: str = "clerk") -> str:
    response = cast.client(key).get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_own_data_are_corrected(cast: Cast) -> None:
    mine = cast.union("mine")
    data = {"founded": "2010-05-01", "headcount": "812", "address": "矿工路1号"}
    response = cast.client("clerk").post(f"/desk/people/unions/{mine.pk}/correct/", data)
    assert response.headers["Location"] == f"/desk/people/unions/{mine.pk}/"
    mine.refresh_from_db()
    assert (mine.headcount, mine.address, mine.code) == (812, "矿工路1号", "110101")


@pytest.mark.parametrize(
    ("field", "value"),
    [("uscc", "911"), ("region", "12"), ("founded", "2999-01-01"), ("headcount", "many"), ("phone", "call us")],
)
def test_what_can_not_be_kept_is_said_beside_the_field(cast: Cast, field: str, value: str) -> None:
    response = cast.client("clerk").post(f"/desk/people/unions/{cast.union('mine').pk}/correct/", {field: value})
    assert response.status_code == 422
    assert "field-wrong" in response.content.decode()


def test_the_code_is_for_those_above(cast: Cast) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/correct/"
    assert 'name="code"' not in _text(cast, path, "chair")
    assert 'name="code"' in _text(cast, path, "upper_officer")


def test_a_union_that_has_ended_is_not_corrected(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("mine").pk).update(state="dissolved")
    path = f"/desk/people/unions/{cast.union('mine').pk}/correct/"
    assert cast.client("upper_officer").post(path, {"code": "110101", "address": "x"}).status_code == 422
