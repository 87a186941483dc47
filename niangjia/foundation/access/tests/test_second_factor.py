from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import Actor, Refused, actor_of
from niangjia.foundation.access.hooks import needs_second_factor
from niangjia.foundation.access.second.adapter import SealedAdapter
from niangjia.foundation.access.second.factor import is_set_up, propose, reset_second, set_up
from niangjia.foundation.clock import now, travelled
from tests.harness.people import PASSWORD

if TYPE_CHECKING:
    from tests.harness.people import Cast

SECOND = "/sign-in/second/"


def _code(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(now().timestamp()) // 30 + step)))


def _with_factor(cast: Cast, key: str) -> tuple[str, list[str]]:
    account = cast[key]
    proposal = propose(account)
    secret = proposal.key.replace(" ", "")
    return secret, set_up(actor_of(account), account, proposal.sealed, _code(secret))


def _password(key: str) -> Client:
    client = Client()
    assert client.post("/sign-in/password/", {"username": key, "password": PASSWORD}).headers["Location"] == SECOND
    return client


@pytest.fixture
def required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOUSE", settings.HOUSE.model_copy(update={"second_factor": "required"}))


def test_after_it_is_set_up_a_password_is_not_enough(cast: Cast) -> None:
    secret, _codes = _with_factor(cast, "system_admin")
    client = _password("system_admin")
    assert client.get("/desk/").status_code == 302
    assert client.post(SECOND, {"code": "000000"}).status_code == 422
    assert client.post(SECOND, {"code": _code(secret)}).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_a_code_is_good_once(cast: Cast) -> None:
    secret, _codes = _with_factor(cast, "clerk")
    code = _code(secret)
    assert _password("clerk").post(SECOND, {"code": code}).status_code == 302
    assert _password("clerk").post(SECOND, {"code": code}).status_code == 422


def test_a_recovery_code_is_good_once(cast: Cast) -> None:
    _secret, codes = _with_factor(cast, "clerk")
    assert len(codes) == 10
    assert _password("clerk").post(SECOND, {"code": codes[3]}).status_code == 302
    assert _password("clerk").post(SECOND, {"code": codes[3]}).status_code == 422


def test_five_misses_lock_it(cast: Cast) -> None:
    secret, _codes = _with_factor(cast, "clerk")
    client = _password("clerk")
    for _time in range(5):
        client.post(SECOND, {"code": "000000"})
    assert "请一刻钟后再试" in client.post(SECOND, {"code": _code(secret)}).content.decode()


def test_the_secret_is_sealed(cast: Cast) -> None:
    secret, _codes = _with_factor(cast, "clerk")
    data = Authenticator.objects.get(user=cast["clerk"], type="totp").data
    assert secret not in str(data)
    assert SealedAdapter().decrypt(data["secret"]) == secret


@pytest.mark.parametrize(
    ("key", "needed"),
    [("system_admin", True), ("upper_officer", True), ("clerk", False), ("chair", False), ("member", False)],
)
def test_of_whom_it_is_asked(cast: Cast, key: str, needed: bool) -> None:
    assert needs_second_factor(cast[key]) is needed


@pytest.mark.usefixtures("required")
def test_where_it_is_required_nothing_goes_before_setting_it_up(cast: Cast) -> None:
    account, client = cast["upper_officer"], Client()
    client.post("/sign-in/password/", {"username": "upper_officer", "password": PASSWORD})
    assert client.get("/desk/").headers["Location"] == "/me/security/second/"
    page = client.get("/me/security/second/").content.decode()
    secret = propose(account, client.session["second_proposed"]).key.replace(" ", "")
    assert "扫描" in page
    assert client.post("/me/security/second/", {"code": "000000"}).status_code == 422
    done = client.post("/me/security/second/", {"code": _code(secret)})
    assert "恢复码" in done.content.decode()
    assert client.get("/desk/").status_code == 200


@pytest.mark.usefixtures("required")
def test_a_small_unions_clerk_is_not_asked(cast: Cast) -> None:
    _ = cast["clerk"]
    client = Client()
    client.post("/sign-in/password/", {"username": "clerk", "password": PASSWORD})
    assert client.get("/desk/").status_code == 200


def test_whoever_sits_at_an_open_session_does_not_replace_it(cast: Cast) -> None:
    _secret, codes = _with_factor(cast, "clerk")
    client, elsewhere = cast.client("clerk"), cast.client("clerk")
    page = client.get("/me/security/second/").content.decode()
    assert 'name="present"' in page
    fresh = propose(cast["clerk"], client.session["second_proposed"]).key.replace(" ", "")
    for present in ("", "000000"):
        given = {"code": _code(fresh), "present": present}
        assert client.post("/me/security/second/", given).status_code == 422
    assert elsewhere.get("/me/").status_code == 200
    done = client.post("/me/security/second/", {"code": _code(fresh), "present": codes[0]})
    assert "恢复码" in done.content.decode()
    assert [client.get("/me/").status_code, elsewhere.get("/me/").status_code] == [200, 302]
    assert _password("clerk").post(SECOND, {"code": codes[1]}).status_code == 422


def _later_in_the_desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A member signed in for a month; the next day the account may enter the desk."""
    _ = cast["upper_officer"]
    client = Client()
    with monkeypatch.context() as before:
        before.setattr(Actor, "may", lambda *given, **more: False)
        before.setattr(hooks, "_needing", [])
        client.post("/sign-in/password/", {"username": "upper_officer", "password": PASSWORD})
    assert client.session.get_expiry_age() > 29 * 86400
    return client


@pytest.mark.usefixtures("required")
def test_who_gets_a_post_later_sets_it_up_the_next_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = _later_in_the_desk(cast, monkeypatch)
    with travelled(to=now() + timedelta(days=1)):
        assert client.get("/me/").headers["Location"] == "/me/security/second/"
        assert client.session.get_expire_at_browser_close()


def test_who_has_one_but_has_not_given_it_in_this_session_is_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _later_in_the_desk(cast, monkeypatch)
    _secret, codes = _with_factor(cast, "upper_officer")
    with travelled(to=now() + timedelta(days=1)):
        assert client.get("/desk/").headers["Location"] == SECOND
        assert client.get("/me/").headers["Location"].startswith("/sign-in/")
        assert client.post(SECOND, {"code": codes[0]}).headers["Location"] == "/desk/"
        assert client.get("/desk/").status_code == 200


def test_a_member_is_looked_at_once_a_day_and_stays(cast: Cast) -> None:
    _ = cast["member"]
    client = Client()
    client.post("/sign-in/password/", {"username": "member", "password": PASSWORD})
    with travelled(to=now() + timedelta(days=2)):
        assert client.get("/me/").status_code == 200
        assert client.session.get_expiry_age() > 20 * 86400


def test_the_security_administrator_takes_it_away(cast: Cast) -> None:
    _with_factor(cast, "clerk")
    client = cast.client("security_admin")
    form = {"username": "nobody", "reason": "当面核实身份证"}
    assert "没有这个登录名" in client.post("/desk/second-factor/", form).content.decode()
    assert client.post("/desk/second-factor/", {**form, "username": "clerk"}).status_code == 302
    assert not is_set_up(cast["clerk"])


def test_nobody_else_does_nor_for_themselves(cast: Cast) -> None:
    _with_factor(cast, "security_admin")
    for key in ("system_admin", "security_admin", "chair"):
        with pytest.raises(Refused):
            reset_second(cast.actor(key), cast["security_admin"], "…")
