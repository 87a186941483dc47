from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client

from niangjia.foundation.access.models import Account, PhoneCode
from niangjia.foundation.access.phones.accounts import phone_account
from niangjia.foundation.clock import now, travelled

from .codes import OTHER, PHONE, ask, enter, prove

if TYPE_CHECKING:
    from .codes import Texts

LOCKED = "请一刻钟后再试"


def _page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_somebody_in_no_register_gets_in_by_the_code_alone(texts: Texts, client: Client) -> None:
    prove(client, texts)
    assert client.post("/sign-in/go-on/").headers["Location"] == "/arrive/"
    account = Account.objects.get()
    assert (account.name, account.has_usable_password()) == ("138****8000", False)
    assert texts.sent[0][0] == "+8613800138000"


def test_coming_again_is_the_same_account(texts: Texts) -> None:
    for _time in range(2):
        client = Client()
        prove(client, texts)
        client.post("/sign-in/go-on/")
    assert Account.objects.count() == 1


def test_a_number_that_was_left_for_months_may_be_somebody_elses(texts: Texts, client: Client) -> None:
    prove(client, texts)
    client.post("/sign-in/go-on/")
    with travelled(to=now() + timedelta(days=91)):
        another = Client()
        prove(another, texts)
        another.post("/sign-in/go-on/")
    assert Account.objects.count() == 2


@pytest.mark.parametrize("phone", ["", "12345", "010-65551234", "手机"])
def test_what_is_no_mobile_number_is_said_beside_the_field(texts: Texts, client: Client, phone: str) -> None:
    answer = ask(client, phone)
    assert (answer.status_code, texts.sent) == (422, [])
    assert not phone or f'value="{phone}"' in _page(answer)


def test_a_known_number_is_answered_like_an_unknown_one(texts: Texts) -> None:
    phone_account("+8613800138000", "王小梅")
    answers = []
    for phone in (PHONE, OTHER):
        client = Client()
        asked = ask(client, phone)
        page = _page(client.get("/sign-in/code/")).replace(phone[-4:], "").replace(phone[:3], "")
        wrong = enter(client, texts.wrong)
        answers.append((asked.status_code, asked.headers["Location"], len(page), wrong.status_code))
    assert answers[0] == answers[1]


def test_neither_code_nor_number_can_be_read_in_the_database(texts: Texts, client: Client) -> None:
    ask(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM access_phonecode c")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT session_data FROM django_session")
        session = str(client.session.items())
    assert texts.code not in row + session
    assert PHONE not in row + session


def test_a_code_is_good_once_and_in_the_browser_that_asked(texts: Texts, client: Client) -> None:
    ask(client)
    assert enter(Client(), texts.code).headers["Location"] == "/sign-in/"
    row = PhoneCode.objects.get()
    assert enter(client, texts.code).status_code == 302
    session = client.session
    session["code_asked"] = {"code": str(row.pk), "shared": False, "then": ""}
    session.save()
    assert "已失效" in _page(enter(client, texts.code))


def test_it_is_over_after_five_minutes(texts: Texts, client: Client) -> None:
    ask(client)
    with travelled(to=now() + timedelta(minutes=5, seconds=1)):
        assert "已失效" in _page(enter(client, texts.code))


def test_a_newer_one_ends_it(texts: Texts) -> None:
    first, second = Client(), Client()
    ask(first)
    code = texts.code
    ask(second)
    assert "已失效" in _page(enter(first, code))
    assert enter(second, texts.code).status_code == 302


def test_three_misses_lock_the_telephone_also_for_a_new_code_elsewhere(texts: Texts, client: Client) -> None:
    ask(client)
    assert [enter(client, texts.wrong).status_code for _ in range(3)] == [422] * 3
    another = Client(REMOTE_ADDR="203.0.113.9")
    ask(another)
    assert LOCKED in _page(enter(another, texts.code))
    with travelled(to=now() + timedelta(minutes=16)):
        ask(another)
        assert enter(another, texts.code).status_code == 302


def test_others_are_not_locked_with_it(texts: Texts, client: Client) -> None:
    ask(client)
    for _time in range(4):
        enter(client, texts.wrong)
    ask(client, OTHER)
    assert enter(client, texts.code).status_code == 302


def test_an_address_that_misses_for_many_numbers_is_locked(texts: Texts) -> None:
    for number in range(15):
        client = Client()
        ask(client, f"138001380{number:02}")
        for _time in range(2):
            enter(client, texts.wrong)
    client = Client()
    ask(client, OTHER)
    assert LOCKED in _page(enter(client, texts.code))
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    ask(elsewhere, OTHER)
    assert enter(elsewhere, texts.code).status_code == 302


def test_codes_are_not_sent_without_end(texts: Texts, client: Client) -> None:
    ask(client)
    assert "请一分钟后再要" in _page(client.post("/sign-in/", {"phone": PHONE}))
    for _time in range(4):
        ask(client)
    assert "获取次数过多" in _page(ask(client))
    assert len(texts.sent) == 5


def test_a_text_that_did_not_go_out_is_said(texts: Texts, client: Client) -> None:
    texts.works = False
    assert "没有发出去" in _page(ask(client))


def test_a_proven_number_serves_a_quarter_of_an_hour(texts: Texts, client: Client) -> None:
    prove(client, texts)
    with travelled(to=now() + timedelta(minutes=16)):
        assert client.post("/sign-in/go-on/").headers["Location"] == "/sign-in/"
    assert not Account.objects.exists()


def test_signing_in_leads_back_to_where_one_wanted(texts: Texts, client: Client) -> None:
    prove(client, texts, next="/me/")
    assert client.post("/sign-in/go-on/").headers["Location"] == "/me/"


def test_and_to_no_other_site(texts: Texts, client: Client) -> None:
    prove(client, texts, next="https://elsewhere.example/")
    assert client.post("/sign-in/go-on/").headers["Location"] == "/arrive/"
