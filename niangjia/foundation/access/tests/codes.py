"""Codes as the tests get them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.foundation.access import hooks

if TYPE_CHECKING:
    import pytest
    from django.http import HttpResponse
    from django.test import Client

PHONE, OTHER = "13800138000", "13900139000"


@dataclass
class Texts:
    """What went to telephones: (number, text)."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    works: bool = True

    def carry(self, number: str, text: str, once: str) -> bool:
        self.sent.append((number, text))
        return self.works

    @property
    def code(self) -> str:
        found = re.search(r"[0-9]{6}", self.sent[-1][1])
        assert found
        return found[0]

    @property
    def wrong(self) -> str:
        return f"{(int(self.code) + 1) % 10**6:06}"


def catch_texts(monkeypatch: pytest.MonkeyPatch) -> Texts:
    """Let no text go out, and read them."""
    texts = Texts()
    monkeypatch.setattr(hooks, "_carriers", [(texts.carry, "")])
    return texts


def ask(client: Client, phone: str = PHONE, **more: str) -> HttpResponse:
    """Ask for a code; another one may be asked for at once."""
    with connection.cursor() as cursor:  # the minute that one has to wait
        cursor.execute("DELETE FROM limits_tally WHERE ends - started = interval '1 minute'")
    return client.post("/sign-in/", {"phone": phone, **more})  # type: ignore[return-value]


def enter(client: Client, code: str) -> HttpResponse:
    return client.post("/sign-in/code/", {"code": code})  # type: ignore[return-value]


def prove(client: Client, texts: Texts, phone: str = PHONE, **more: str) -> None:
    """Have the telephone proven in this browser."""
    assert ask(client, phone, **more).status_code == 302
    assert enter(client, texts.code).status_code == 302
