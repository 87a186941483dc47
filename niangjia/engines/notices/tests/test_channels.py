from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as house_settings
from django.test import Client
from pydantic import SecretStr

from niangjia.engines.notices.channels.base import SENT, Outcome, Parcel, later, never
from niangjia.engines.notices.channels.carriers import carrier
from niangjia.engines.notices.channels.mail import Mail
from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.notices.channels.signing import is_signed, signature
from niangjia.engines.notices.channels.sms import HttpSms, PadSms
from niangjia.engines.notices.channels.wechat import WeChat
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending import reasons
from niangjia.engines.notices.sending.delivering import once
from niangjia.engines.notices.sending.models import Message, State
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now

from .samples import PHONE, PLAIN, WORDS, phoned
from .servers import http_server, mail_server

if TYPE_CHECKING:
    from tests.harness.people import Cast

    from .servers import Answer, Asked

SECRET = "an-old-secret"
PARCEL = Parcel("a" * 32, 17, "test.plain", PHONE, "【工会】好消息", "标题", "http://x/", {"thing1": "好" * 30})


def _sms(url: str) -> HttpSms:
    return HttpSms(f"{url}/send", "key-1", SECRET)


def test_a_text_is_posted_signed_and_with_its_id() -> None:
    with http_server(lambda asked: (200, {"code": "ok"})) as (url, requests):
        assert _sms(url).carry(PARCEL) == SENT
    (asked,) = requests
    assert asked.data == {"id": "a" * 32, "reference": 17, "to": PHONE, "text": "【工会】好消息"}
    moment, given = asked.headers["X-Time"], asked.headers["X-Signature"]
    assert asked.headers["Idempotency-Key"] == "a" * 32
    assert is_signed(given, SECRET, "/send", moment, asked.body, now=now().timestamp())
    assert not is_signed(given, "another", "/send", moment, asked.body, now=now().timestamp())
    assert not is_signed(given, SECRET, "/send", moment, asked.body + b" ", now=now().timestamp())
    assert not is_signed(given, SECRET, "/send", moment, asked.body, now=now().timestamp() + 600)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((200, {"code": "duplicate"}), SENT),
        ((200, {"code": "bad_number"}), never(reasons.BAD_ADDRESS)),
        ((400, {"code": "blocked"}), never(reasons.NOT_WANTED)),
        ((200, {"code": "limit"}), later(reasons.LIMIT)),
        ((429, {}), later(reasons.LIMIT)),
        ((500, {"code": "ok"}), later(reasons.UNREACHABLE)),
        ((200, b"<html>"), later(reasons.UNREACHABLE)),
        ((302, {}), later(reasons.UNREACHABLE)),
        ((403, {}), never(reasons.REFUSED)),
    ],
)
def test_what_the_provider_answers_is_understood(answer: Answer, outcome: Outcome) -> None:
    with http_server(lambda asked: answer) as (url, requests):
        assert _sms(url).carry(PARCEL) == outcome
    assert len(requests) == 1


def test_a_provider_that_is_away_is_tried_later_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert _sms("http://127.0.0.1:9").carry(PARCEL) == later(reasons.UNREACHABLE)
    assert PHONE not in caplog.text
    assert SECRET not in repr(_sms("http://x")) + repr(PARCEL)


@pytest.mark.django_db
def test_the_demo_writes_onto_its_page_and_masks_the_number() -> None:
    assert PadSms().carry(PARCEL) == SENT
    page = Client().get("/demo/texts/").content.decode()
    assert "【工会】好消息" in page
    assert PHONE not in page
    assert PadText.objects.get().phone.startswith("138")


def _house(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    monkeypatch.setattr(house_settings, "HOUSE", house_settings.HOUSE.model_copy(update=changes))


def _report(body: bytes, secret: str = SECRET) -> int:
    moment = str(int(now().timestamp()))
    headers = {"X-Time": moment, "X-Signature": signature(secret, "POST", "/reports/sms/", moment, body)}
    return Client().post("/reports/sms/", body, content_type="application/json", headers=headers).status_code


def test_a_report_of_delivery_is_taken_under_its_signature_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _house(monkeypatch, sms_secret=SecretStr(SECRET))
    send(PLATFORM, PLAIN, phoned(cast), union=None, variables=WORDS, key="test.1")
    Message.objects.filter(channel=Channel.SMS).update(state=State.SENT, not_before=None)
    message = Message.objects.get(channel=Channel.SMS)
    one = {"reference": message.pk, "id": once(message), "state": "delivered"}
    body = json.dumps({"reports": [one, {**one, "id": "0" * 32}, {"reference": "x"}, 3]}).encode()
    assert _report(body, "another") == 401
    assert _report(b"[]") == _report(b"{") == 400
    assert _report(body) == _report(body) == 200
    message.refresh_from_db()
    assert (message.state, bool(message.delivered)) == (State.DELIVERED, True)
    lost = json.dumps({"reports": [{**one, "state": "failed"}]}).encode()
    assert _report(lost) == 200
    message.refresh_from_db()
    assert message.state == State.DELIVERED


@pytest.mark.django_db
def test_without_a_secret_there_is_no_door_for_reports() -> None:
    assert _report(b"{}") == 404


class Official:
    """WeChat's server: gives tokens, takes messages, and can be told to answer otherwise."""

    def __init__(self) -> None:
        self.tokens, self.codes = 0, [0] * 20

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/cgi-bin/stable_token":
            self.tokens += 1
            return 200, {"access_token": f"token-{self.tokens}", "expires_in": 7200}
        return 200, {"errcode": self.codes.pop(0), "errmsg": "x", "msgid": 1}


def _account(url: str, templates: dict[str, str] | None = None) -> WeChat:
    return WeChat(url, "app-1", SECRET, {"test.plain": "template-1"} if templates is None else templates)


def test_wechat_gets_the_token_once_and_the_message_with_its_id() -> None:
    official = Official()
    with http_server(official) as (url, requests):
        account = _account(url)
        assert [account.carry(PARCEL) for _ in range(3)] == [SENT] * 3
    assert official.tokens == 1
    token, message, *_rest = requests
    assert token.data == {"grant_type": "client_credential", "appid": "app-1", "secret": SECRET}
    assert message.path == "/cgi-bin/message/template/send?access_token=token-1"
    assert message.data["client_msg_id"] == "a" * 32
    assert message.data["data"] == {"thing1": {"value": "好" * 20}}
    assert SECRET not in repr(account)


def test_wechat_asks_for_another_token_once_when_one_is_stale() -> None:
    official = Official()
    official.codes = [42001, 0, 40001, 40001]
    with http_server(official) as (url, _requests):
        account = _account(url)
        assert account.carry(PARCEL) == SENT
        assert account.carry(PARCEL) == later(reasons.REFUSED)
    assert official.tokens == 3


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (43004, never(reasons.NOT_FOLLOWING)),
        (40003, never(reasons.BAD_ADDRESS)),
        (45009, later(reasons.LIMIT)),
        (-1, later(reasons.UNREACHABLE)),
    ],
)
def test_what_wechat_answers_is_understood(code: int, outcome: Outcome) -> None:
    official = Official()
    official.codes = [code]
    with http_server(official) as (url, _requests):
        assert _account(url).carry(PARCEL) == outcome


def test_wechat_without_token_or_template() -> None:
    with http_server(lambda asked: (200, {"errcode": 45009})) as (url, _requests):
        assert _account(url).carry(PARCEL) == later(reasons.LIMIT)
        assert _account(url, {}).carry(PARCEL) == never(reasons.NOT_SET_UP)


@pytest.fixture
def smtp(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_SSL = "127.0.0.1", False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return settings


MAIL = Parcel("b" * 32, 18, "test.plain", "xm@example.com", "请看 http://x/", "好消息")


def test_a_mail_goes_out_with_the_same_id_at_every_try(smtp: Any) -> None:
    with mail_server() as (smtp.EMAIL_PORT, mails):
        assert Mail().carry(MAIL) == SENT
    assert f"Message-ID: <{'b' * 32}@localhost>" in mails[0]
    assert "To: xm@example.com" in mails[0]


@pytest.mark.parametrize(("code", "outcome"), [(550, never(reasons.BAD_ADDRESS)), (450, later(reasons.LIMIT))])
def test_what_the_mail_server_answers_is_understood(smtp: Any, code: int, outcome: Outcome) -> None:
    with mail_server(refuse=code) as (smtp.EMAIL_PORT, _mails):
        assert Mail().carry(MAIL) == outcome
    smtp.EMAIL_PORT = 9
    assert Mail().carry(MAIL) == later(reasons.UNREACHABLE)


def test_the_demo_keeps_mails_as_files(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    assert Mail().carry(MAIL) == SENT
    (file,) = tmp_path.iterdir()
    assert "xm@example.com" in file.read_text()


def test_every_channel_to_the_outside_has_its_carrier() -> None:
    found = {channel: carrier(channel) for channel in Channel if channel is not Channel.APP}
    assert found[Channel.SMS].ready() and found[Channel.EMAIL].ready()
    assert not found[Channel.WECHAT].ready()
