from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Post
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

TERMS = {"role": "committee", "obtained": "elected", "time": "part", "started": "2026-01-01"}


def _fill(cast: Cast, who: str = "member") -> str:
    return f"/desk/people/unions/{cast.union('mine').pk}/posts/fill/?person={cast.person(who).pk}"


def _end(cast: Cast, whose: str = "clerk") -> str:
    return f"/desk/people/posts/{cast.post(whose).pk}/end/"


def _ends(cast: Cast, whose: str = "clerk") -> object:
    return Post.objects.get(pk=cast.post(whose).pk).ends


def test_the_holder_is_found_by_name(cast: Cast) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/posts/fill/"
    text = cast.client("chair").post(path, {"q": "王小梅"}).content.decode()
    assert f"?person={cast.person('member').pk}" in text


def test_nobody_is_found_outside_the_scope(cast: Cast) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/posts/fill/"
    assert "?person=" not in cast.client("chair").post(path, {"q": "赵文"}).content.decode()


def test_a_post_is_filled(cast: Cast) -> None:
    response = cast.client("chair").post(_fill(cast), TERMS)
    assert response.headers["Location"] == f"/desk/people/unions/{cast.union('mine').pk}/"
    assert Post.objects.filter(person=cast.person("member"), role="committee").exists()


@pytest.mark.parametrize(
    "change",
    [{"role": ""}, {"role": "chair"}, {"started": "soon"}, {"ends": "2025-01-01"}, {"term": "0"}],
)
def test_what_does_not_fit_is_said_and_nobody_holds_it(cast: Cast, change: dict[str, str]) -> None:
    """Who leads the union is entered by the union above."""
    response = cast.client("chair").post(_fill(cast), {**TERMS, **change})
    assert response.status_code == 422
    assert not Post.objects.filter(person=cast.person("member")).exists()


def test_nobody_fills_a_post_with_themselves(cast: Cast) -> None:
    assert cast.client("chair").post(_fill(cast, "chair"), TERMS).status_code == 422


@pytest.mark.parametrize("asked", ["x", "0", "9" * 30])
def test_who_is_not_there_holds_no_post(cast: Cast, asked: str) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/posts/fill/?person={asked}"
    assert cast.client("chair").post(path, TERMS).status_code == 404


def test_somebody_outside_the_scope_is_not_found(cast: Cast) -> None:
    assert cast.client("chair").get(_fill(cast, "other_clerk")).status_code == 404


def test_a_post_ends(cast: Cast) -> None:
    assert cast.client("chair").post(_end(cast), {"last_day": str(today())}).status_code == 302
    assert _ends(cast) == today()


def test_a_post_entered_by_mistake_is_taken_back(cast: Cast) -> None:
    before = cast.post("clerk").started
    cast.client("chair").post(_end(cast), {"last_day": str(today()), "mistake": "on"})
    assert _ends(cast) == before - timedelta(days=1)


@pytest.mark.parametrize("day", ["", "soon", "1999-01-01", "2099-01-01"])
def test_a_last_day_that_does_not_fit_is_said(cast: Cast, day: str) -> None:
    before = _ends(cast)
    assert cast.client("chair").post(_end(cast), {"last_day": day}).status_code == 422
    assert _ends(cast) == before


def test_who_leads_is_ended_from_above(cast: Cast) -> None:
    data = {"last_day": str(today())}
    assert cast.client("chair").post(_end(cast, "auditor"), data).status_code == 403
    assert cast.client("upper_officer").post(_end(cast, "auditor"), data).status_code == 302


def test_a_post_outside_is_not_found(cast: Cast) -> None:
    assert cast.client("chair").get(_end(cast, "other_clerk")).status_code == 404
