"""Error pages. The tests have no database: a page that asked for one would fail."""

from __future__ import annotations

import sys

import pytest
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateSyntaxError
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter

from niangjia.foundation.web import errors

pytestmark = pytest.mark.django_db  # every request is a transaction


def _request(**cookies: str) -> HttpRequest:
    request = RequestFactory().get("/somewhere/?secret=440301199001011234")
    request.COOKIES.update(cookies)
    request.request_id = "4081735926"  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("400", 400, "无法识别这个请求"),
        ("403", 403, "您没有这项权限"),
        ("403-csrf", 403, "表单已失效"),
        ("404", 404, "找不到这个页面"),
        ("500", 500, "系统出错了"),
        ("503", 503, "系统正在维护"),
        ("signed-out", 200, "您已退出登录"),
    ],
)
def test_each_page_has_its_status_and_says_what_happened(client: Client, name: str, status: int, says: str) -> None:
    response = client.get(f"/style-guide/page/{name}/")
    assert response.status_code == status
    assert f"<h1>{says}</h1>" in response.text


def test_an_address_that_leads_nowhere_gives_our_page(client: Client) -> None:
    response = client.get("/there/is/no/such/page")
    assert response.status_code == 404
    assert response.headers["X-Request-Id"] in response.text


def test_a_refusal_gives_its_reason() -> None:
    response = errors.forbidden(_request(), PermissionError("您不能查看其他工会的台账。"))
    assert "您不能查看其他工会的台账。" in response.text


@pytest.mark.parametrize("handler", [errors.server_error, errors.maintenance])
def test_these_pages_show_the_number_and_nothing_of_the_request(handler: object) -> None:
    text = handler(_request()).text  # type: ignore[operator]
    assert "4081735926" in text
    assert "440301" not in text


def test_a_failure_is_shown_in_the_appearance_that_one_chose() -> None:
    assert 'data-text="large"' in errors.server_error(_request(text="large")).text


def test_maintenance_says_when_to_come_back() -> None:
    assert errors.maintenance(_request(), retry_after=60).headers["Retry-After"] == "60"


def test_a_page_comes_even_if_the_template_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> str:
        raise TemplateSyntaxError

    monkeypatch.setattr(errors, "render_to_string", fail)
    response = errors.server_error(_request())
    assert response.status_code == 500
    assert "4081735926" in response.text


def _report(request: HttpRequest, reporter: type[ExceptionReporter]) -> str:
    identity_number = "440301199001011234"
    try:
        raise Http404(len(identity_number))
    except Http404:
        return reporter(request, *sys.exc_info()).get_traceback_text()


def test_reports_of_errors_hold_no_data() -> None:
    assert "440301199001011234" not in _report(_request(), errors.QuietReporter)
    assert "440301199001011234" in _report(_request(), ExceptionReporter)


def test_django_reports_quietly() -> None:
    assert settings.DEFAULT_EXCEPTION_REPORTER == "niangjia.foundation.web.errors.QuietReporter"


def test_a_failing_view_gives_our_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("440301199001011234")

    monkeypatch.setattr("niangjia.foundation.web.style_guide.STANDING", {"404": fail})
    client.raise_request_exception = False
    response = client.get("/style-guide/page/404/")
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.text
    assert "440301" not in response.text
