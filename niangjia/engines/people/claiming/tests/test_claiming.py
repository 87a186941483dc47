from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.consents.reading import has_consented
from niangjia.engines.people.models import ClaimNote, Person
from niangjia.foundation.access.models import Account
from niangjia.foundation.access.phones.accounts import keep_phone, number_of
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.access.tests.codes import ask, enter, prove
from niangjia.foundation.clock import now, travelled

from .samples import OTHER, PHONE, known, number

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.tests.codes import Texts
    from tests.harness.people import Cast

WHO, DOCUMENT = "/claim/", "/claim/document/"


def _six(client: Client, order: int) -> HttpResponse:
    return client.post(WHO, {"six": number(order)[-6:]})  # type: ignore[return-value]


def _account_of(person: Person) -> Account | None:
    with in_scope(Scope(EVERYWHERE)):
        return Person.objects.select_related("account").get(pk=person.pk).account


def _notes(person: Person) -> list[str]:
    with in_scope(Scope(EVERYWHERE)):
        return sorted(ClaimNote.objects.filter(person=person, settled=None).values_list("says", flat=True))


def test_a_known_telephone_needs_only_the_last_six(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    prove(client, texts)
    assert client.get(WHO).status_code == 200
    answer = _six(client, 123)
    assert answer.headers["Location"] == "/claim/found/"
    page = client.get("/claim/found/").content.decode()
    assert "王**" in page
    assert "采煤一队分会" in page
    assert "王小梅" not in page.partition("<main")[2].partition("</main")[0].replace("王小梅，", "")
    account = _account_of(person)
    assert account is not None
    entry = Entry.objects.get(code="people.claim.made")
    assert (entry.account_id, entry.subject_id) == (account.pk, str(person.pk))


def test_the_next_time_it_is_the_same_account(texts: Texts, cast: Cast) -> None:
    person = known(cast, "member", 123)
    for place in ("/claim/found/", "/arrive/"):
        client = Client()
        prove(client, texts)
        assert _six(client, 123).headers["Location"] == place
    assert Account.objects.filter(pk=_account_of(person).pk).count() == 1  # type: ignore[union-attr]


def test_of_a_family_with_one_telephone_the_last_six_decide(texts: Texts, cast: Cast, client: Client) -> None:
    mother, father = known(cast, "member", 124), known(cast, "worker", 135)
    prove(client, texts)
    _six(client, 135)
    assert (_account_of(mother), _account_of(father) is not None) == (None, True)
    assert "李**" in client.get("/claim/found/").content.decode()


def test_three_misses_lock_even_with_a_new_code(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    prove(client, texts)
    assert [_six(client, order).status_code for order in (125, 127, 129)] == [422] * 3
    prove(client, texts)
    assert "输错次数过多" in _six(client, 123).content.decode()
    assert _account_of(person) is None
    with travelled(to=now() + timedelta(minutes=16)):
        prove(client, texts)
        assert _six(client, 123).status_code == 302


def test_what_is_no_last_six_is_said_and_counts_for_nothing(texts: Texts, cast: Cast, client: Client) -> None:
    known(cast, "member", 123)
    prove(client, texts)
    for _time in range(5):
        assert "后六位" in client.post(WHO, {"six": "12"}).content.decode()
    assert _six(client, 123).status_code == 302


def test_an_unknown_telephone_needs_name_and_number(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    prove(client, texts, OTHER)
    assert client.get(WHO).headers["Location"] == DOCUMENT
    wrong = client.post(DOCUMENT, {"name": "王小丽", "number": number(123)})
    assert (wrong.status_code, "王小丽" in wrong.content.decode()) == (422, True)
    answer = client.post(DOCUMENT, {"name": "王 小梅", "number": number(123).lower()})
    assert answer.headers["Location"] == "/claim/found/"
    assert _account_of(person) is not None
    assert _notes(person) == ["other_phone"]


def test_by_name_and_number_nobody_takes_over_an_account(texts: Texts, cast: Cast, client: Client) -> None:
    known(cast, "member", 123)
    _ = cast["member"]
    prove(client, texts, OTHER)
    answer = client.post(DOCUMENT, {"name": "王小梅", "number": number(123)})
    assert (answer.status_code, "请干事帮忙" in answer.content.decode()) == (422, True)
    assert "_auth_user_id" not in client.session


def test_a_number_in_the_register_takes_over_no_account_with_another_telephone(
    texts: Texts, cast: Cast, client: Client
) -> None:
    person = known(cast, "member", 123)  # whoever has the number now
    keep_phone(cast["member"], f"+86{OTHER}")
    prove(client, texts)
    answer = _six(client, 123)
    assert (answer.status_code, "请干事帮忙" in answer.content.decode()) == (422, True)
    assert "_auth_user_id" not in client.session
    assert number_of(cast["member"]) == f"+86{OTHER}"
    assert _account_of(person) == cast["member"]


@pytest.mark.parametrize("has_account", [True, False])
def test_a_clerk_who_writes_a_number_into_the_chairs_record_is_not_the_chair(
    texts: Texts, cast: Cast, client: Client, has_account: bool
) -> None:
    person = known(cast, "chair", 123)
    before = cast["chair"] if has_account else None
    prove(client, texts)
    answer = _six(client, 123)
    assert (answer.status_code, "您担任职务" in answer.content.decode()) == (422, True)
    assert _account_of(person) == before
    prove(client, texts, OTHER)
    assert client.post(DOCUMENT, {"name": "陈建国", "number": number(123)}).status_code == 422
    assert (_account_of(person), "_auth_user_id" in client.session) == (before, False)


def test_whoever_holds_a_post_signs_in_with_the_telephone_of_the_account(
    texts: Texts, cast: Cast, client: Client
) -> None:
    known(cast, "clerk", 123)
    keep_phone(cast["clerk"], f"+86{PHONE}")
    prove(client, texts)
    assert _six(client, 123).headers["Location"] == "/arrive/"


def test_an_account_without_telephone_takes_the_registers_and_its_sessions_end(texts: Texts, cast: Cast) -> None:
    person, former, fresh = known(cast, "member", 123), cast.client("member"), Client()
    prove(fresh, texts)
    assert _six(fresh, 123).headers["Location"] == "/arrive/"
    assert [former.get("/me/").status_code, fresh.get("/me/").status_code] == [302, 200]
    assert Entry.objects.filter(code="people.claim.made", subject_id=str(person.pk)).count() == 1


def test_guessing_documents_locks(texts: Texts, cast: Cast, client: Client) -> None:
    known(cast, "member", 123)
    prove(client, texts, OTHER)
    for order in (125, 127, 129):
        client.post(DOCUMENT, {"name": "王小梅", "number": number(order)})
    assert "输错次数过多" in client.post(DOCUMENT, {"name": "王小梅", "number": number(123)}).content.decode()


@pytest.mark.parametrize("page", [WHO, DOCUMENT])
def test_without_a_proven_telephone_there_is_nothing(cast: Cast, client: Client, page: str) -> None:
    known(cast, "member", 123)
    assert client.get(page).headers["Location"] == "/sign-in/"
    assert client.post(page, {"six": number(123)[-6:]}).headers["Location"] == "/sign-in/"


def test_this_is_not_me_undoes_the_link_and_tells_the_clerk(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    prove(client, texts)
    _six(client, 123)
    assert client.post("/claim/not-me/").status_code == 302
    assert (_account_of(person), _notes(person)) == (None, ["not_me"])
    assert client.get("/claim/found/").status_code == 404
    assert client.get("/arrive/").headers["Location"] == "/"


def test_later_it_is_not_said_with_one_tap(cast: Cast) -> None:
    client = cast.client("member")
    client.post("/claim/not-me/")
    assert _account_of(cast.person("member")) == cast["member"]


def test_information_wrong_is_one_note_however_often(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    prove(client, texts)
    _six(client, 123)
    for _time in range(2):
        client.post("/claim/wrong/")
    assert _notes(person) == ["wrong"]
    clerk = cast.client("clerk")
    assert "王小梅" in clerk.get("/desk/people/corrections/").content.decode()
    assert "王小梅" not in cast.client("other_clerk").get("/desk/people/corrections/").content.decode()
    with in_scope(Scope(EVERYWHERE)):
        note = ClaimNote.objects.get()
    clerk.post(f"/desk/people/claim-notes/{note.pk}/settle/")
    assert _notes(person) == []


def test_a_worker_who_is_no_member_and_a_visitor_get_in(texts: Texts, cast: Cast) -> None:
    known(cast, "worker", 135)
    worker, visitor = Client(), Client()
    prove(worker, texts)
    _six(worker, 135)
    assert "尚未入会" in worker.get("/claim/found/").content.decode()
    prove(visitor, texts, OTHER)
    visitor.post("/sign-in/go-on/")
    assert [client.get("/me/").status_code for client in (worker, visitor)] == [200, 200]
    assert visitor.get("/claim/found/").status_code == 404


def test_the_dead_are_not_claimed(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    with in_scope(Scope(EVERYWHERE)):
        Person.objects.filter(pk=person.pk).update(died=now().date())
    prove(client, texts)
    assert client.get(WHO).headers["Location"] == DOCUMENT


def test_what_is_asked_past_the_scope_answers_ids_alone(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_function_result(oid) FROM pg_proc WHERE proname = 'people_claimants'")
        assert cursor.fetchall() == [("SETOF bigint",)]


def test_the_code_alone_opens_no_record(texts: Texts, cast: Cast, client: Client) -> None:
    known(cast, "member", 123)
    ask(client, PHONE)
    enter(client, texts.code)
    assert client.get("/me/").status_code == 302


def _agreed(person: Person) -> bool:
    with in_scope(Scope(EVERYWHERE)):
        return has_consented(person.pk, MESSAGES.key)


def test_text_messages_are_agreed_to_by_an_own_tick_only(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    prove(client, texts)
    _six(client, 123)
    assert 'name="agree"' in client.get("/claim/found/").content.decode()
    assert client.post("/claim/found/").headers["Location"] == "/arrive/"
    assert not _agreed(person)
    client.post("/claim/found/", {"agree": "something.else"})
    assert not _agreed(person)
    client.post("/claim/found/", {"agree": MESSAGES.key})
    assert _agreed(person)
    assert 'name="agree"' not in client.get("/claim/found/").content.decode()


def test_wrong_leads_to_the_request_which_takes_the_place_of_the_note(
    texts: Texts, cast: Cast, client: Client
) -> None:
    person = known(cast, "member", 123)
    prove(client, texts)
    _six(client, 123)
    assert client.post("/claim/wrong/").headers["Location"] == "/me/correction/"
    assert _notes(person) == ["wrong"]
    assert client.post("/me/correction/", {"evidence": "名字写错了", "name": "王小梅"}).status_code == 302
    assert _notes(person) == []
    page = cast.client("clerk").get("/desk/people/corrections/").content.decode()
    assert page.count("王小梅") == 1


def test_whoever_went_on_without_a_record_proves_the_telephone_anew(texts: Texts, cast: Cast, client: Client) -> None:
    _ = cast.union("mine")
    prove(client, texts)
    client.post("/sign-in/go-on/")
    assert 'href="/claim/"' in client.get("/me/").content.decode()
    person = known(cast, "member", 123)  # the register gets to know the telephone
    assert "再登录一次" in client.get(WHO).content.decode()
    assert client.post("/sign-out/", {"next": "/sign-in/"}).headers["Location"] == "/sign-in/"
    prove(client, texts)
    assert _six(client, 123).headers["Location"] == "/claim/found/"
    assert client.get(WHO).headers["Location"] == "/claim/found/"
    assert _account_of(person) is not None


@pytest.mark.django_db
def test_signing_out_leads_nowhere_else(client: Client) -> None:
    assert client.post("/sign-out/", {"next": "https://example.com/"}).headers["Location"] == "/signed-out/"
