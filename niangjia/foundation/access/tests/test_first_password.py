from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.foundation.access.actions import change_own_password, create_account
from niangjia.foundation.access.actor import PLATFORM, VISITOR, Refused, actor_of
from tests.harness.people import PASSWORD

if TYPE_CHECKING:
    from niangjia.foundation.access.models import Account
    from tests.harness.people import Cast

PAGE, MINE = "/new-password/", "yellow-river-2026"


@pytest.fixture
def account(db: None) -> Account:
    return create_account(PLATFORM, username="xiaomei", name="王小梅", password=PASSWORD, first_password=True)


@pytest.fixture
def client(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _change(client: Client, old: str = PASSWORD, new: str = MINE, again: str = "") -> tuple[int, str]:
    given = {"old_password": old, "new_password1": new, "new_password2": again or new}
    response = client.post(PAGE, given)
    return response.status_code, response.content.decode()


def test_nothing_goes_before_it(client: Client) -> None:
    for page in ("/arrive/", "/desk/"):
        assert client.get(page).headers.get("Location") == PAGE
    assert client.get("/desk/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == PAGE
    assert "只有您自己知道" in client.get(PAGE).content.decode()


def test_then_everything_is_open_and_the_first_one_is_good_for_nothing(client: Client) -> None:
    elsewhere = Client()
    assert elsewhere.post("/sign-in/password/", {"username": "xiaomei", "password": PASSWORD}).status_code == 302
    assert _change(client)[0] == 302
    assert client.get("/arrive/").headers["Location"] == "/"
    assert elsewhere.get("/arrive/").headers["Location"].startswith("/sign-in/")
    assert Client().post("/sign-in/password/", {"username": "xiaomei", "password": PASSWORD}).status_code == 200
    assert Client().post("/sign-in/password/", {"username": "xiaomei", "password": MINE}).status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("wrong", MINE), "原密码不对"),
        ((PASSWORD, MINE, "yellow-river-2027"), "两次输入的新密码不一致"),
        ((PASSWORD, PASSWORD), "新密码不能与原密码相同"),
        ((PASSWORD, "1234567"), "密码"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    account: Account, client: Client, given: tuple[str, ...], sentence: str
) -> None:
    status, page = _change(client, *given)
    assert (status, sentence in page) == (422, True)
    account.refresh_from_db()
    assert (account.first_password, account.check_password(PASSWORD)) == (True, True)


def test_signing_out_is_always_possible(client: Client) -> None:
    assert client.post("/sign-out/").headers["Location"] == "/signed-out/"


def test_nobody_changes_the_password_of_another(account: Account, cast: Cast) -> None:
    with pytest.raises(Refused):
        change_own_password(cast.actor("security_admin"), account, MINE)
    assert actor_of(account).signed_in


def test_pages_that_are_open_to_all_take_them_for_a_visitor(client: Client) -> None:
    assert client.get("/").wsgi_request.actor == VISITOR  # type: ignore[attr-defined]
