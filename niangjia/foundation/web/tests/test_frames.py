from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from niangjia.foundation.faces.menu import ShownEntry

if TYPE_CHECKING:
    from tests.harness.people import Cast

TABS = [ShownEntry("首页", "/", "home", "", True), ShownEntry("我的", "/me/", "user", "", False)]
MENU = [
    ShownEntry("今日", "/desk/", "home", "", True),
    ShownEntry("会员", "/people/", "users", "会员与组织", False),
    ShownEntry("系统", "/desk/system/", "server", "管理", False),
]


def _frame(name: str, **context: object) -> str:
    return render_to_string(f"web/{name}.html", context, RequestFactory().get("/"))


def test_the_portal_shows_the_tabs_that_exist() -> None:
    html = _frame("portal", tabs=TABS, menu=[])
    assert re.findall(r"</span>(\w+)</a>", html) == ["首页", "我的"]
    assert html.count('aria-current="page"') == 1


def test_the_portal_without_tabs_has_no_bar() -> None:
    assert 'class="tabs"' not in _frame("portal", tabs=[])


def test_the_desk_shows_its_menu_in_sections() -> None:
    html = _frame("desk", menu=MENU)
    assert re.findall(r"<h2>(\w+)</h2>", html)[:2] == ["会员与组织", "管理"]


def test_the_desk_shows_the_search_only_where_there_is_one() -> None:
    assert 'role="search"' not in _frame("desk", menu=MENU)
    assert 'action="/search/"' in _frame("desk", menu=MENU, search_url="/search/")


def test_the_desk_fetches_my_jobs_where_there_are_some() -> None:
    assert 'hx-get="/jobs/badge/"' in _frame("desk", menu=MENU, jobs_url="/jobs/badge/")


@pytest.mark.parametrize("frame", ["portal", "desk", "bare"])
def test_the_first_link_skips_to_the_content(frame: str) -> None:
    html = _frame(frame)
    assert re.search(r'<a [^>]*href="([^"]*)"', html.partition("<body")[2]).group(1) == "#main"  # type: ignore[union-attr]
    assert 'id="main" tabindex="-1"' in html


@pytest.mark.parametrize("frame", ["portal", "desk", "bare"])
def test_frames_render_with_nothing_given(frame: str) -> None:
    assert "</html>" in render_to_string(f"web/{frame}.html")


def test_htmx_runs_no_code_and_keeps_no_pages() -> None:
    content = re.search(r"<meta name=\"htmx-config\" content='([^']+)'>", _frame("bare"))
    assert content
    config = json.loads(content.group(1))
    assert (config["allowEval"], config["includeIndicatorStyles"], config["allowScriptTags"]) == (False, False, False)
    assert config["historyCacheSize"] == 0


@pytest.mark.django_db
def test_signing_out_is_a_form(cast: Cast) -> None:
    html = cast.client("clerk").get("/style-guide/?frame=desk").text
    assert '<form method="post" action="/sign-out/">' in html
    assert "刘芳" in html


def test_the_policy_allows_no_code_in_pages(client: Client) -> None:
    policy = client.get("/style-guide/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
