"""Template messages of a WeChat official account (微信公众号 模板消息).

Shape: POST /cgi-bin/stable_token gives an access token; POST /cgi-bin/message/template/send sends one message.
With `client_msg_id` WeChat does not send the same message again. Asked for in the "stable" form, the token is one for
all workers as long as it holds: each keeps a copy of its own, and none is stored.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings

from niangjia.engines.notices.sending import reasons

from .base import SENT, Outcome, later, never
from .http import Unreachable, packed, post_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .base import Parcel

MARGIN = 300.0  # seconds before its end from which a token is not used any more
LONGEST_FIELD = 20  # signs of a "thing" field; WeChat refuses longer ones
STALE = {40001, 40014, 42001}  # the token is no good (any more)
OUTCOMES = {
    0: SENT,
    -1: later(reasons.UNREACHABLE),
    45009: later(reasons.LIMIT),
    45011: later(reasons.LIMIT),
    40003: never(reasons.BAD_ADDRESS),
    40037: never(reasons.NOT_SET_UP),
    41028: never(reasons.NOT_SET_UP),
    43004: never(reasons.NOT_FOLLOWING),
    43101: never(reasons.NOT_WANTED),
}


class NoToken(Exception):
    """WeChat gave no access token; `outcome` says what follows for the message."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("no access token")
        self.outcome = outcome


@dataclass(repr=False)
class WeChat:
    """An official account. `templates` gives the account's template id for each kind of message."""

    url: str
    app_id: str
    secret: str
    templates: Mapping[str, str]
    rings: bool = True
    _token: str = ""
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ready(self) -> bool:
        return bool(self.app_id and self.secret)

    def carry(self, parcel: Parcel) -> Outcome:
        """Send one message; a token that WeChat does not take any more is asked for anew, once."""
        template = self.templates.get(parcel.kind)
        if not template:
            return never(reasons.NOT_SET_UP)
        data = {name: {"value": value[:LONGEST_FIELD]} for name, value in parcel.fields.items()}
        content = {"touser": parcel.address, "template_id": template, "url": parcel.link, "data": data}
        body = packed({**content, "client_msg_id": parcel.once})
        try:
            code = self._send(body)
            if code in STALE:
                self._forget()
                code = self._send(body)
        except Unreachable:
            return later(reasons.UNREACHABLE)
        except NoToken as error:
            return error.outcome
        return OUTCOMES.get(code, later(reasons.REFUSED))

    def _send(self, body: bytes) -> int:
        query = urlencode({"access_token": self._access()})
        return _code(post_json(f"{self.url}/cgi-bin/message/template/send?{query}", body).data)

    def _access(self) -> str:
        with self._lock:
            if time.monotonic() >= self._until:
                self._fetch()
            return self._token

    def _fetch(self) -> None:
        asked = {"grant_type": "client_credential", "appid": self.app_id, "secret": self.secret}
        data = post_json(f"{self.url}/cgi-bin/stable_token", packed(asked)).data
        if not data.get("access_token"):
            raise NoToken(OUTCOMES.get(_code(data), later(reasons.REFUSED)))
        self._token = str(data["access_token"])
        self._until = time.monotonic() + float(data.get("expires_in", 0)) - MARGIN

    def _forget(self) -> None:
        with self._lock:
            self._token, self._until = "", 0.0


def _code(data: dict[str, Any]) -> int:
    found = data.get("errcode", -1)
    return found if isinstance(found, int) else -1


def account_of_settings() -> WeChat:
    """The account that the settings name."""
    house = settings.HOUSE
    return WeChat(
        house.wechat_url, house.wechat_app_id, house.wechat_secret.get_secret_value(), dict(house.wechat_templates)
    )
