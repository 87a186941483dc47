"""Finding one's union by whatever people know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Union
from niangjia.services.joining.finding import find, for_all, takes_in
from niangjia.services.joining.models import Door

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _names(text: str, kind: str = "") -> list[str]:
    return [one.union.name for one in find(text, kind)]


def test_a_union_is_found_by_name_pinyin_code_employer_street_trade_and_platform(cast: Cast) -> None:
    mine, county = cast.union("mine"), cast.union("county")
    Door.objects.create(union=county, kinds=["2", "6"], words="建设路 快递 飞快")
    for text in ("石河煤矿", "shmk", "110101", "煤业", "石河煤业有限公司", "shmy"):
        assert mine.name in _names(text), text
    for text in ("建设路", "快递", "飞快", "jsl"):
        assert _names(text) == [county.name], text
    assert _names("", "2") == [county.name]
    assert _names("建设路", "6") == [county.name]
    assert _names("别的路", "6") == []
    assert _names("", "1") == []
    assert _names("  ") == []


def test_who_finds_none_is_led_to_the_towns_or_countys(cast: Cast) -> None:
    county = cast.union("county")
    assert [one.union for one in for_all("没有这家")] == [county]
    page = cast.client("stranger").post("/joining/", {"q": "没有这家"}).content.decode()
    assert f'href="/joining/at/{county.code}/"' in page


def test_a_closed_union_and_a_citys_federation_take_nobody_in(cast: Cast) -> None:
    mine = cast.union("mine")
    Door.objects.create(union=mine, open=False)
    assert not takes_in(mine)
    assert mine.name not in _names("石河煤矿")
    assert not takes_in(cast.union("shaft")), "its branch neither"
    assert _names("采煤一队") == []
    assert not takes_in(cast.union("city"))
    Union.objects.filter(pk=cast.union("school").pk).update(state="dissolved")
    assert _names("石河一中") == []
    for code in ("110101", "11", "110102"):
        assert cast.client("stranger").get(f"/joining/at/{code}/").status_code == 404


def test_searching_asks_few_questions(cast: Cast, django_assert_max_num_queries: object) -> None:
    _ = cast.union("mine")
    client = cast.client("stranger")
    client.post("/joining/", {"q": "矿"})
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.post("/joining/", {"q": "矿", "kind": "2"})


def test_the_clerk_says_whom_the_union_takes_in(cast: Cast) -> None:
    mine = cast.union("mine")
    clerk = cast.client("clerk")
    url = f"/joining/desk/{mine.pk}/door/"
    assert clerk.post(url, {"open": "on", "kinds": ["99x"], "words": "矿区路"}).status_code == 422
    assert clerk.post(url, {"open": "on", "kinds": ["1", "9"], "words": "矿区路"}).status_code == 302
    assert _names("", "9") == [mine.name]
    poster = clerk.get(f"/joining/desk/{mine.pk}/poster/").content.decode()
    assert "/joining/at/110101/" in poster
