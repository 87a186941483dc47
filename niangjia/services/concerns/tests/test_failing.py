"""What fails on the pages without a trace leaves none either."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client

from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.pages import nameless

if TYPE_CHECKING:
    import pytest

    from tests.harness.people import Cast


def test_what_fails_is_not_written_down_with_its_moment(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body that is cut off, an address that is none, an error of ours: of that the kind and place, a day later."""
    handlers: dict[str, Any] = dict(settings.LOGGING)["handlers"]  # type: ignore[assignment]
    assert all("traceless" in handler["filters"] for handler in handlers.values())
    client = Client(raise_request_exception=False)
    cut: dict[str, Any] = {"wsgi.input": _CutOff(), "CONTENT_LENGTH": "90"}
    assert client.post("/concerns/anonymous/", {"text": "x"}, **cut).status_code == 200
    assert client.get("/concerns/anonymous/nowhere/").status_code == 200
    monkeypatch.setattr(nameless, "new_token", lambda: 1 // 0)
    assert client.get("/concerns/anonymous/").status_code == 200
    client.get("/")
    assert "/concerns/anonymous/" not in log.getvalue() and "ZeroDivisionError" not in log.getvalue()
    with travelled(to=datetime.combine(today() + timedelta(days=1), time(9), SHANGHAI)):
        client.get("/")
        client.get("/")
    assert log.getvalue().count(": ZeroDivisionError at ") == 1
    assert "/concerns/anonymous/" not in log.getvalue()


class _CutOff(io.BytesIO):
    """A body that ends before it is there."""

    def read(self, *_size: int | None) -> bytes:
        raise OSError("cut off")
