"""Journeys: the system's Chromium, at phone and desk size, with an accessibility check and pictures kept."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect, sync_playwright

from . import cluster
from .people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from .people import Cast

PICTURES = cluster.CHECKOUT / "var" / "pictures"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
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
LATIN_ALLOWED = {"Niangjia", "English", "PostgreSQL", "SQL", "API", "QR", "PDF", "KOR", "xlsx"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Missing, the test fails; it is never skipped."""
    path = os.environ.get("NIANGJIA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium is needed: ./do test installs or names it"
    # The browser's driver keeps an event loop in this thread; Django would take every query for one from async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One person at one browser window; every page is looked at before it counts as seen."""

    page: Page
    address: str
    size: str

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def sign_in(self, cast: Cast, key: str) -> None:
        """Sign in as one of the cast, by the form."""
        account = cast[key]
        account.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
        account.save(update_fields=["password"])
        self.go("/sign-in/password/")
        self.page.get_by_label("登录名").fill(account.username)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page).not_to_have_url(re.compile("/sign-in/"))

    def look(self, name: str, *, known_names: tuple[str, ...] = ()) -> None:
        """Keep a picture; nothing overflows sideways, axe finds nothing, no English stands on a Chinese page."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self.size}.png", full_page=True)
        self._nothing_overflows(name)
        self._accessible(name)
        self._all_chinese(name, known_names)

    def _nothing_overflows(self, name: str) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name}: {wide} px too wide at {self.size}"

    def _accessible(self, name: str) -> None:
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{name} at {self.size}: {found.generate_report()}"

    def _all_chinese(self, name: str, known_names: tuple[str, ...]) -> None:
        text = self.page.locator("body").inner_text()
        words = set(re.findall(r"[A-Za-z]{3,}", text)) - LATIN_ALLOWED - set(known_names)
        assert not words, f"{name}: English on a Chinese page: {sorted(words)}"


@contextmanager
def _window(browser: Browser, address: str, size: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport=SIZES[size], locale="en-US", base_url=address)  # type: ignore[arg-type]
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    # A form that comes back with what to put right has the status 422, which the browser calls an error.
    page.on(
        "console",
        lambda said: troubles.append(said.text) if said.type == "error" and " 422 " not in said.text else None,
    )
    try:
        yield Visitor(page, address, size)
        assert not troubles, f"the browser complained: {troubles}"
    finally:
        context.close()


@pytest.fixture(params=list(SIZES))
def visitor(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visitor]:
    """A browser window at phone size, then at desk size (the browser itself speaks English)."""
    with _window(browser, address, request.param) as found:
        yield found
