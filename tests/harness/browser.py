"""Journeys: the system's Chromium, at phone and desk size, with an accessibility check and pictures kept."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory
from playwright.sync_api import expect, sync_playwright

from niangjia.foundation.access.devices.models import Device
from niangjia.foundation.access.entering import begin

from . import cluster
from .people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from niangjia.foundation.access.models import Account

    from .people import Cast

PICTURES = cluster.CHECKOUT / "var" / "pictures"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
# The first that is there: the shell draws pages alike and starts no windows, which cost as much as the pages.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Without these the browser calls its maker at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Words in Latin letters that stand on Chinese pages by right.
AXE = "axe.run({resultTypes: ['violations']})"
LATIN_ALLOWED = {"Niangjia", "English", "PostgreSQL", "SQL", "API", "QR", "PDF", "KOR", "xlsx"}


def chromium() -> str:
    """The path of the system's Chromium. Missing, the test fails; it is never skipped."""
    found = os.environ.get("NIANGJIA_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    assert found, "Chromium is needed: ./do test installs or names it"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once in each process of the run."""
    # The browser's driver keeps an event loop in this thread; Django would take every query for one from async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@cache
def strong_hash(password: str) -> str:
    """The hash of a password as the web server's processes know it; slow, so made once."""
    return make_password(password, hasher="pbkdf2_sha256")


def _session(account: Account) -> str:
    """The key of a session that the account has begun with its password on a computer of its own."""
    request: Any = RequestFactory().get("/sign-in/password/")
    request.user, request.session = AnonymousUser(), import_module(settings.SESSION_ENGINE).SessionStore()
    with transaction.atomic():
        begin(request, account, way=Device.Way.PASSWORD, shared=False)
        request.session.save()
    return str(request.session.session_key)


@dataclass
class Visitor:
    """One person at one browser window; every page is looked at before it counts as seen."""

    page: Page
    address: str
    size: str
    also: tuple[str, ...] = ()  # other sizes at which pages are looked at

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def sign_in(self, cast: Cast, key: str) -> None:
        """Have a session as the sign-in by password gives it; journeys about other things need not see its pages."""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": _session(cast[key]), "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]

    def sign_in_by_form(self, cast: Cast, key: str) -> None:
        """Sign in as one of the cast with the password, and arrive."""
        account = cast[key]
        account.password = strong_hash(PASSWORD)
        account.save(update_fields=["password"])
        self.go("/sign-in/password/")
        self.page.get_by_label("登录名").fill(account.username)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page).not_to_have_url(re.compile("/sign-in/"))

    def look(self, name: str, *, known_names: tuple[str, ...] = ()) -> None:
        """Keep a picture; nothing overflows sideways, axe finds nothing, no English stands on a Chinese page."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        for size in (*self.also, self.size):
            if self.also:
                self.page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
            self.page.screenshot(path=PICTURES / f"{name}-{size}.png", full_page=True)
            self._nothing_overflows(name, size)
            self._accessible(name, size)
            self._all_chinese(name, known_names)

    def _nothing_overflows(self, name: str, size: str) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name}: {wide} px too wide at {size}"

    def _accessible(self, name: str, size: str) -> None:
        found = AxeResults(self.page.evaluate(AXE))
        assert found.violations_count == 0, f"{name} at {size}: {found.generate_report()}"

    def _all_chinese(self, name: str, known_names: tuple[str, ...]) -> None:
        text = self.page.locator("body").inner_text()
        words = set(re.findall(r"[A-Za-z]{3,}", text)) - LATIN_ALLOWED - set(known_names)
        assert not words, f"{name}: English on a Chinese page: {sorted(words)}"


@contextmanager
def _window(browser: Browser, address: str, size: str, also: tuple[str, ...]) -> Iterator[Visitor]:
    context = browser.new_context(viewport=SIZES[size], locale="en-US", base_url=address)  # type: ignore[arg-type]
    context.add_init_script(AXE_SCRIPT)  # before the page's own; so it needn't be sent for each look
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    # A form that comes back with what to put right has the status 422, which the browser calls an error.
    page.on(
        "console",
        lambda said: troubles.append(said.text) if said.type == "error" and " 422 " not in said.text else None,
    )
    try:
        yield Visitor(page, address, size, also)
        assert not troubles, f"the browser complained: {troubles}"
    finally:
        context.close()


@pytest.fixture
def visitor(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visitor]:
    """A browser window at phone size whose pages are looked at in desk size, too; or at the size of the parameter.

    The browser itself speaks English.
    """
    size = getattr(request, "param", "")
    with _window(browser, address, size or "phone", () if size else ("desk",)) as found:
        yield found
