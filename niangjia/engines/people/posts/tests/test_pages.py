from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.models import Deputy, Post, Union
from niangjia.engines.people.unions.tests.with_past import confirm, text
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _path(cast: Cast, whose: str = "clerk", what: str = "") -> str:
    return f"/desk/people/posts/{cast.post(whose).pk}/{what}"


def _absence(days: int = 10, **more: Any) -> dict[str, Any]:
    return {"started": str(today()), "ends": str(today() + timedelta(days=days)), **more}


def _named(cast: Cast) -> Deputy:
    path = f"{_path(cast, what='deputy/')}?person={cast.person('member').pk}"
    confirm(cast, "chair", path, _absence())
    return Deputy.objects.get()


def test_the_page_of_a_post(cast: Cast) -> None:
    page = text(cast.client("chair").get(_path(cast)))
    assert "刘芳" in page and "/deputy/" in page and "/handover/" in page and "/end/" in page


def test_who_appoints_nobody_only_reads(cast: Cast) -> None:
    page = text(cast.client("auditor").get(_path(cast)))
    assert "刘芳" in page and "/deputy/" not in page and "/end/" not in page


def test_a_deputy_is_named_after_it_is_shown(cast: Cast) -> None:
    path = f"{_path(cast, what='deputy/')}?person={cast.person('member').pk}"
    shown = cast.client("chair").post(path, _absence())
    assert "共11天" in text(shown) and not Deputy.objects.exists()
    assert _named(cast).person_id == cast.person("member").pk
    assert "王小梅" in text(cast.client("chair").get(_path(cast)))


@pytest.mark.parametrize("data", [{"ends": ""}, {"ends": "2020-01-01"}, {"ends": "2099-01-01"}, {"started": "x"}])
def test_an_absence_that_does_not_fit_is_said(cast: Cast, data: dict[str, str]) -> None:
    path = f"{_path(cast, what='deputy/')}?person={cast.person('member').pk}"
    assert cast.client("chair").post(path, {**_absence(), **data}).status_code == 422


def test_a_deputy_ends_earlier(cast: Cast) -> None:
    deputy = _named(cast)
    path = f"/desk/people/deputies/{deputy.pk}/end/"
    assert cast.client("chair").post(path, {"last_day": "2099-01-01"}).status_code == 422
    assert cast.client("chair").post(path, {"last_day": "2001-01-01"}).status_code == 422
    assert cast.client("chair").post(path, {"last_day": str(today())}).status_code == 302
    assert Deputy.objects.get().ends == today()


def test_nobody_stands_in_twice_at_once(cast: Cast) -> None:
    _ = _named(cast)
    path = f"{_path(cast, what='deputy/')}?person={cast.person('member').pk}"
    assert cast.client("chair").post(path, _absence(3)).status_code == 422


def test_a_deputy_entered_by_mistake_is_taken_back(cast: Cast) -> None:
    path = f"/desk/people/deputies/{_named(cast).pk}/end/"
    cast.client("chair").post(path, {"last_day": str(today()), "mistake": "on"})
    assert not Deputy.objects.exists()
    assert "撤回误登" in text(cast.client("chair").get(_path(cast)))


def test_the_hand_over_list(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("shaft").pk).update(election_due=today() - timedelta(days=2))
    page = text(cast.client("clerk").get(_path(cast, what="handover/")))
    assert "采煤一队分会" in page and "移交人" in page


def test_one_person_serves_many_unions(cast: Cast) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/posts/many/?person={cast.person('member').pk}"
    unions = [cast.union("shaft").pk, cast.union("workshop").pk]
    data = {"role": "organiser", "obtained": "hired", "time": "full", "started": "2026-01-01", "unions": unions}
    confirm(cast, "chair", path, data)
    assert set(Post.objects.filter(role="organiser").values_list("union", flat=True)) == set(unions)
    refused = cast.client("chair").post(path, {**data, "unions": [unions[0]]})
    assert refused.status_code == 422 and "采煤一队分会" in text(refused)


@pytest.mark.parametrize("change", [{"unions": []}, {"role": "group_leader"}, {"unions": [0]}])
def test_what_does_not_fit_fills_no_post(cast: Cast, change: dict[str, Any]) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/posts/many/?person={cast.person('member').pk}"
    data: dict[str, Any] = {"role": "organiser", "obtained": "hired", "time": "full", "started": "2026-01-01"}
    data = {**data, "unions": [cast.union("shaft").pk], **change}
    assert cast.client("chair").post(path, data).status_code == 422
    assert not Post.objects.filter(role="organiser").exists()


def test_an_account_is_given_and_the_password_shown_once(cast: Cast) -> None:
    path = f"/desk/people/{cast.person('member').pk}/account/"
    assert 'value="wangxiaomei"' in text(cast.client("chair").get(path))
    shown = cast.client("chair").post(path, {"username": "xiaomei"})
    password = shown.context["password"]
    assert shown.status_code == 200 and password in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    again = cast.client("chair").post(path, {"username": "xiaomei2"})
    assert again.status_code == 422 and password not in text(again)


@pytest.mark.parametrize("name", ["", "chair", "CHAIR", "no spaces", "x" * 65])
def test_a_name_that_does_not_fit_is_said(cast: Cast, name: str) -> None:
    _ = cast["chair"]
    path = f"/desk/people/{cast.person('member').pk}/account/"
    response = cast.client("chair").post(path, {"username": name})
    assert response.status_code == 422 and "field-wrong" in text(response)


def test_no_account_for_who_is_elsewhere(cast: Cast) -> None:
    path = f"/desk/people/{cast.person('other_clerk').pk}/account/"
    assert cast.client("chair").get(path).status_code == 404
    assert cast.client("clerk").get(f"/desk/people/{cast.person('member').pk}/account/").status_code == 403
