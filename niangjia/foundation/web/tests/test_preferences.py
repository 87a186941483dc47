from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db  # every request is a transaction

PAGE = "/preferences/"


def test_chinese_is_spoken_whatever_the_browser_prefers(client: Client) -> None:
    response = client.get(PAGE, headers={"Accept-Language": "en-US,en;q=0.9"})
    assert response.headers["Content-Language"] == "zh-hans"
    assert 'lang="zh-CN"' in response.text


def test_the_cookie_chooses_the_language(client: Client) -> None:
    client.post(PAGE, {"language": "en"})
    assert "Text size" in client.get(PAGE).text


def test_an_unknown_language_in_the_cookie_is_ignored(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tlh"
    assert client.get(PAGE).headers["Content-Language"] == "zh-hans"


def test_the_dark_sheet_is_linked_for_those_whose_device_is_dark(client: Client) -> None:
    assert 'media="(prefers-color-scheme: dark)"' in client.get(PAGE).text


@pytest.mark.parametrize(("theme", "media"), [("dark", "all"), ("light", "not all")])
def test_a_chosen_appearance_holds_for_every_device(client: Client, theme: str, media: str) -> None:
    client.post(PAGE, {"theme": theme})
    assert f'media="{media}"' in client.get(PAGE).text


def test_large_text_marks_the_page(client: Client) -> None:
    client.post(PAGE, {"text": "large"})
    assert 'data-text="large"' in client.get(PAGE).text


def test_what_is_not_sent_stays(client: Client) -> None:
    client.post(PAGE, {"theme": "dark"})
    assert "theme" not in client.post(PAGE, {"text": "large"}).cookies


def test_what_is_not_offered_is_refused(client: Client) -> None:
    response = client.post(PAGE, {"theme": "pink"})
    assert response.status_code == 422
    assert "没有这个选项" in response.text


def test_it_leads_back_to_where_one_was(client: Client) -> None:
    assert client.post(PAGE, {"theme": "dark", "next": "/me/?a=1"}).headers["Location"] == "/me/?a=1"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    assert client.post(PAGE, {"theme": "dark", "next": elsewhere}).headers["Location"] == "/"


def test_scripts_can_not_read_the_cookies(client: Client) -> None:
    cookie = client.post(PAGE, {"theme": "dark"}).cookies["theme"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_form_from_elsewhere_is_refused() -> None:
    response = Client(enforce_csrf_checks=True).post(PAGE, {"theme": "dark"})
    assert response.status_code == 403
    assert "表单已失效" in response.text
