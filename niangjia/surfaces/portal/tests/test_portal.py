"""The first page, the hall, finding one's union."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from niangjia.engines.people.scope import acting
from niangjia.engines.people.unions.own_base import own_base
from niangjia.foundation.limits import Limit
from niangjia.surfaces.portal import limits, views
from niangjia.surfaces.portal.unions import base_of

from .samples import FACES, broken, furnish, open_services

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast

HOME, HALL, ME = "/", "/services/", "/me/"
# Of every request: session, account, person and posts of the actor, the transaction and its scope. Then the page: my
# base union, its posts; in one savepoint a question for each of the four blocks.
QUERIES = 16


@pytest.mark.django_db
def test_there_is_no_wall_before_the_first_page(client: Client) -> None:
    page = client.get(HOME).content.decode()
    for found in ("tel:12351", "tel:120", reverse("access:sign_in"), reverse("portal:find_union")):
        assert found in page


def test_staff_find_their_desk_and_members_do_not(cast: Cast) -> None:
    assert reverse("desk:home") in cast.client("system_admin").get(HOME).content.decode()
    assert reverse("desk:home") not in cast.client("member").get(HOME).content.decode()


def test_my_union_is_the_base_union_with_its_people_and_its_own_telephone(cast: Cast) -> None:
    furnish(cast)
    page = cast.client("member").get(HOME).content.decode()
    for found in ("石河煤矿工会委员会", "陈建国", "刘芳", "tel:09991234567"):
        assert found in page
    assert "13800138000" not in page


def test_the_own_base_union_is_that_of_a_branch_or_the_home_itself(cast: Cast) -> None:
    for who in ("member", "clerk", "other_clerk", "upper_officer"):
        person = cast.person(who)
        with acting(cast.actor(who)):
            assert own_base(person.pk) == base_of(person.home)
            assert own_base(0) is None
    with acting(cast.actor("member")):
        assert own_base(cast.person("member").pk) == cast.union("mine") != cast.person("member").home
        assert own_base(cast.person("other_clerk").pk) is None  # whose record is out of sight


def test_the_page_asks_the_database_no_more_than_it_must(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    furnish(cast)
    client = cast.client("member")
    client.get(HOME)
    with django_assert_max_num_queries(QUERIES):
        client.get(HOME)


def test_a_service_fills_its_block_and_one_that_fails_is_left_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_services(monkeypatch, *FACES)
    monkeypatch.setattr("niangjia.foundation.faces.blocks._fillers", [broken])
    page = cast.client("member").get(HOME).content.decode()
    assert page.index("互助金") < page.index("职工运动会")
    assert "困难帮扶" in page


@pytest.mark.django_db
def test_a_visitor_sees_what_is_there_for_all(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    open_services(monkeypatch)
    page = client.get(HOME).content.decode()
    assert "法律咨询" in page
    assert "职工运动会" in page
    assert "困难帮扶" not in page
    assert "互助金" not in page


@pytest.mark.parametrize("text", ["困难", "低保", "kunnan", "knbf", "助学", "KN"])
def test_a_service_is_found_by_words_and_pinyin(cast: Cast, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    open_services(monkeypatch)
    page = cast.client("member").get(HALL, {"q": text}).content.decode()
    assert "困难帮扶" in page
    assert "法律咨询" not in page


@pytest.mark.django_db
def test_the_hall_says_so_when_nothing_is_found_or_open(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.surfaces.portal.hall.faces", lambda: ())
    assert "还没有开通服务" in client.get(HALL).content.decode()
    open_services(monkeypatch)
    page = client.get(HALL, {"q": "飞机"}).content.decode()
    assert "没有找到“飞机”" in page
    assert "需登录" in client.get(HALL).content.decode()


@pytest.mark.django_db
def test_while_typing_only_the_services_come(client: Client) -> None:
    page = client.get(HALL, {"q": "x"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page


def test_a_union_is_found_and_remembered_and_forgotten(cast: Cast, client: Client) -> None:
    mine = cast.union("mine")
    page = client.post(reverse("portal:find_union"), {"q": "smk"}).content.decode()
    assert reverse("portal:union", args=[mine.code]) not in page
    assert mine.name in client.post(reverse("portal:find_union"), {"q": "煤矿"}).content.decode()
    client.post(reverse("portal:choose_union"), {"code": mine.code})
    assert mine.name in client.get(HOME).content.decode()
    client.post(reverse("portal:choose_union"))
    assert mine.name not in client.get(HOME).content.decode()


@pytest.mark.django_db
def test_searching_without_a_word_says_so(client: Client) -> None:
    answer = client.post(reverse("portal:find_union"), {"q": " "})
    assert answer.status_code == 422


@pytest.mark.django_db
def test_searching_very_often_is_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SEARCHES", Limit("test.search", 1, limits.SEARCHES.per))
    answers = [client.post(reverse("portal:find_union"), {"q": "煤"}).status_code for _ in range(2)]
    assert answers == [200, 422]


@pytest.mark.django_db
def test_a_union_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(reverse("portal:union", args=["0000"])).status_code == 404
    client.cookies["union"] = "0000"
    assert reverse("portal:find_union") in client.get(HOME).content.decode()


def test_i_see_what_is_kept_about_me(cast: Cast) -> None:
    page = cast.client("member").get(ME).content.decode()
    assert "王小梅" in page
    assert "李大山" not in page
    assert reverse("portal:looks") in page


def test_without_a_record_there_is_nothing_of_one(cast: Cast) -> None:
    assert reverse("portal:looks") not in cast.client("system_admin").get(ME).content.decode()


@pytest.mark.django_db
def test_chinese_whatever_the_browser_speaks(client: Client) -> None:
    page = client.get(HOME, headers={"Accept-Language": "en-US"}).content.decode()
    assert 'lang="zh-CN"' in page


@pytest.mark.django_db
def test_english_when_asked_for(client: Client) -> None:
    client.post(reverse("web:preferences"), {"language": "en", "next": HOME})
    page = client.get(HOME).content.decode()
    assert 'lang="en"' in page
    assert "Call 12351" in page


@pytest.mark.django_db
def test_the_list_of_what_is_collected_comes_from_the_models(client: Client) -> None:
    page = client.get(reverse("portal:collected")).content.decode()
    for found in ("籍贯", "银行卡", "会籍", "加密"):
        assert found in page
