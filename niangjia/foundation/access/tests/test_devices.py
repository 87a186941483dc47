from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.foundation.access.models import Account, AccountPhone, Device
from niangjia.foundation.access.phones.accounts import keep_phone
from niangjia.foundation.clock import now, travelled
from tests.harness.people import PASSWORD

from .codes import OTHER, ask

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.harness.people import Cast

    from .codes import Texts

CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0"


def _signed_in(cast: Cast, key: str = "member", *, shared: bool = False) -> Client:
    _ = cast[key]
    client = Client(headers={"User-Agent": CHROME})
    given = {"username": key, "password": PASSWORD, **({"shared": "on"} if shared else {})}
    assert client.post("/sign-in/password/", given).status_code == 302
    return client


def _after(minutes: float) -> AbstractContextManager[None]:
    return travelled(to=now() + timedelta(minutes=minutes))


def test_devices_are_listed_and_can_be_ended_from_another(cast: Cast) -> None:
    here, there = _signed_in(cast), _signed_in(cast)
    page = here.get("/me/security/").content.decode()
    assert page.count("Chrome · Windows") == 2
    device = Device.objects.exclude(session_key=here.session.session_key).get()
    assert here.post(f"/me/security/devices/{device.pk}/end/").status_code == 302
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_nobody_ends_the_device_of_another(cast: Cast) -> None:
    _signed_in(cast)
    other = _signed_in(cast, "worker")
    device = Device.objects.get(account=cast["member"])
    assert other.post(f"/me/security/devices/{device.pk}/end/").status_code == 403
    assert Device.objects.filter(pk=device.pk).exists()


def test_signing_out_everywhere_ends_sessions_that_nobody_listed_too(cast: Cast) -> None:
    here, unlisted = _signed_in(cast), cast.client("member")
    answer = here.post("/me/security/everywhere/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert [client.get("/me/").status_code for client in (here, unlisted)] == [302, 302]
    assert not Device.objects.exists()


def test_members_stay_for_a_month_on_their_own_device_and_staff_for_a_day(cast: Cast) -> None:
    assert _signed_in(cast, "member").session.get_expiry_age() == 30 * 86400
    assert _signed_in(cast, "clerk").session.get_expire_at_browser_close()
    assert _signed_in(cast, "member", shared=True).session.get_expire_at_browser_close()


def test_an_account_is_closed_with_all_that_opens_it(cast: Cast) -> None:
    client = _signed_in(cast)
    keep_phone(cast["member"], "+8613800138000")
    assert client.post("/me/security/close/").headers["Location"] == "/signed-out/"
    account = Account.objects.get(pk=cast["member"].pk)
    assert (account.is_active, account.name, AccountPhone.objects.exists()) == (False, "", False)
    assert Client().post("/sign-in/password/", {"username": "member", "password": PASSWORD}).status_code == 200


def test_whoever_holds_a_post_hands_it_over_first(cast: Cast) -> None:
    answer = _signed_in(cast, "clerk").post("/me/security/close/")
    assert (answer.status_code, "须先卸任" in answer.content.decode()) == (422, True)
    assert Account.objects.get(pk=cast["clerk"].pk).is_active


def test_a_shared_computer_locks_after_ten_idle_minutes(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    with _after(9):
        assert client.get("/me/").status_code == 200
    with _after(20):
        answer = client.get("/me/")
        assert answer.headers["Location"] == "/locked/?next=%2Fme%2F"
        assert client.get("/me/", headers={"HX-Request": "true"}).headers["HX-Redirect"].startswith("/locked/")
        page = client.get("/locked/?next=/me/")
        assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert "王小梅" not in page.content.decode()


def test_an_ordinary_one_does_not(cast: Cast) -> None:
    client = _signed_in(cast)
    with _after(20):
        assert client.get("/me/").status_code == 200


def test_what_a_page_fetches_by_itself_is_no_use_of_it(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    with _after(6):
        client.get("/me/", headers={"HX-Request": "true"})
        client.post("/presence/", {"says": "opened", "page": "a"})
    with _after(11):
        assert client.get("/me/").status_code == 302


def test_typing_is(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    with _after(6):
        assert client.post("/presence/", {"says": "used", "page": "a"}).json()["left"] >= 598
    with _after(15):
        assert client.get("/me/").status_code == 200


def test_the_password_unlocks_and_leads_back(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    client.get("/locked/?next=/me/")
    assert client.get("/me/").status_code == 302
    wrong = client.post("/locked/", {"password": "wrong", "unlock": "1", "next": "/me/"})
    assert (wrong.status_code, "密码不对" in wrong.content.decode()) == (422, True)
    answer = client.post("/locked/", {"password": PASSWORD, "unlock": "1", "next": "/me/"})
    assert answer.headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200


def test_a_code_to_the_telephone_unlocks_too(cast: Cast, texts: Texts) -> None:
    client = _signed_in(cast, shared=True)
    keep_phone(cast["member"], "+8613800138000")
    client.get("/locked/")
    assert client.post("/locked/code/", {"next": "/me/"}).headers["Location"] == "/locked/?next=%2Fme%2F"
    assert client.post("/locked/", {"code": texts.wrong, "unlock": "1"}).status_code == 422
    assert client.post("/locked/", {"code": texts.code, "unlock": "1", "next": "/me/"}).headers["Location"] == "/me/"


@pytest.mark.parametrize("asked", ["before", "after"])
def test_but_not_a_code_to_another_telephone(cast: Cast, texts: Texts, asked: str) -> None:
    _ = cast["member"]
    keep_phone(cast["member"], "+8613800138000")
    client = Client()
    ask(client, OTHER)
    note = client.session["code_asked"]
    client.post("/sign-in/password/", {"username": "member", "password": PASSWORD, "shared": "on"})
    assert "code_asked" not in client.session
    if asked == "after":
        session = client.session
        session["code_asked"] = note
        session.save()
    client.get("/locked/")
    assert client.post("/locked/", {"code": texts.code, "unlock": "1"}).status_code == 422
    assert client.get("/me/").status_code == 302


def test_a_locked_one_is_over_after_twenty_minutes_more(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    with _after(31):
        assert client.get("/me/").headers["Location"] == "/sign-in/?next=/me/"
        assert (
            client.post("/locked/", {"password": PASSWORD, "unlock": "1"}).headers["Location"].startswith("/sign-in/")
        )


@pytest.mark.parametrize(("opened", "status"), [(False, 302), (True, 200)])
def test_it_ends_with_its_tab_but_not_by_going_to_another_page(cast: Cast, opened: bool, status: int) -> None:
    client = _signed_in(cast, shared=True)
    client.post("/presence/", {"says": "opened", "page": "a"})
    client.post("/presence/", {"says": "closed", "page": "a"})
    if opened:
        client.post("/presence/", {"says": "opened", "page": "b"})
    with _after(0.5):
        assert client.get("/me/").status_code == status


def test_the_word_of_the_former_page_may_come_late(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    for says, page in (("opened", "a"), ("opened", "b"), ("closed", "a")):
        client.post("/presence/", {"says": says, "page": page})
    with _after(0.5):
        assert client.get("/me/").status_code == 200


def test_signing_out_of_a_shared_one_clears_the_browser(cast: Cast) -> None:
    answer = _signed_in(cast, shared=True).post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert _signed_in(cast).post("/sign-out/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Device.objects.exists()


def test_its_pages_are_kept_by_no_cache(cast: Cast) -> None:
    client = _signed_in(cast, shared=True)
    for page in ("/", "/me/", "/me/security/"):
        assert "no-store" in client.get(page).headers["Cache-Control"]
