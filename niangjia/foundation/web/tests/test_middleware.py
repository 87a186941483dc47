from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from niangjia.foundation.web.middleware import RequestIdFilter, RequestIdMiddleware, SecureHeadersMiddleware
from niangjia.foundation.web.request_id import ALPHABET, LENGTH, current

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db  # every request is a transaction


def _answered_with(cache_control: str = "", **cookies: str) -> HttpResponse:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    headers = {"Cache-Control": cache_control} if cache_control else {}
    return SecureHeadersMiddleware(lambda _: HttpResponse(headers=headers))(request)


def test_every_answer_has_a_number(client: Client) -> None:
    number = client.get("/preferences/").headers["X-Request-Id"]
    assert len(number) == LENGTH
    assert set(number) <= set(ALPHABET)


def test_a_number_from_outside_is_not_taken_over(client: Client) -> None:
    response = client.get("/preferences/", headers={"X-Request-Id": "forged"})
    assert response.headers["X-Request-Id"] != "forged"


def test_log_lines_bear_the_number_of_their_request() -> None:
    record = logging.makeLogRecord({})

    def view(request: HttpRequest) -> HttpResponse:
        RequestIdFilter().filter(record)
        return HttpResponse()

    response = RequestIdMiddleware(view)(RequestFactory().get("/"))
    assert vars(record)["request_id"] == response["X-Request-Id"]
    assert current.get() == "-"


def test_pages_may_use_camera_and_place_but_nothing_else_of_the_device() -> None:
    assert "camera=(self)" in _answered_with()["Permissions-Policy"]
    assert "microphone=()" in _answered_with()["Permissions-Policy"]


def test_what_a_session_sees_is_kept_nowhere() -> None:
    assert _answered_with(**{settings.SESSION_COOKIE_NAME: "x"})["Cache-Control"] == "no-store, private"


def test_public_pages_may_be_kept() -> None:
    assert "Cache-Control" not in _answered_with()


def test_a_view_that_knows_better_decides() -> None:
    response = _answered_with("max-age=60", **{settings.SESSION_COOKIE_NAME: "x"})
    assert response["Cache-Control"] == "max-age=60"


def test_answers_differ_by_cookie(client: Client) -> None:
    assert "Cookie" in client.get("/preferences/").headers["Vary"]


def test_a_file_in_the_home_shows_the_maintenance_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "HOUSE", settings.HOUSE.model_copy(update={"home": tmp_path}))
    assert client.get("/").status_code == 200
    (tmp_path / "maintenance").touch()
    page = client.get("/")
    assert page.status_code == 503
    assert "系统正在维护" in page.text
    assert client.get("/healthz").status_code == 200
