"""A web server on the world's database, and one browser-like client that asks for pages and times them."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from tests.harness.house import served

from .world import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .world import World

ASKED_AT_ONCE = 20  # requests in one timing
TOKEN = "t" * 32  # of the form's cookie: any will do that comes with the form as well
FORM = "application/x-www-form-urlencoded"

SESSION = """
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from niangjia.foundation.access.models import Account
account = Account.objects.get(username={name!r})
session = SessionStore()
session[SESSION_KEY] = str(account.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session.create()
print(session.session_key)
"""


class PageFailed(Exception):
    """A page that was to be timed did not come."""


class Pages:
    """A signed-in client over one kept connection."""

    def __init__(self, address: str, session: str) -> None:
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        self._headers = {"Cookie": f"session={session}"} if session else {}

    def anew(self) -> None:
        """Ask over a fresh connection next time: the server ends those that are quiet for long."""
        self._connection.close()

    def ask(self, path: str, data: Mapping[str, str] | None = None) -> str:
        """Ask once, by POST if there are data, and give the page. Raises PageFailed unless it comes."""
        headers = dict(self._headers)
        if data is not None:
            cookies = [*filter(None, [headers.get("Cookie")]), f"csrftoken={TOKEN}"]
            headers |= {"Cookie": "; ".join(cookies), "X-CSRFToken": TOKEN, "Content-Type": FORM}
        body = urlencode(data) if data is not None else None
        self._connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        if answer.status != 200:
            raise PageFailed(f"{path}: {answer.status}")
        return page

    def seconds(self, path: str, data: Mapping[str, str] | None = None) -> Callable[[], float]:
        """A function that asks for the page many times and gives the seconds per request."""

        def timed() -> float:
            start = time.perf_counter()
            for _ in range(ASKED_AT_ONCE):
                self.ask(path, data)
            return (time.perf_counter() - start) / ASKED_AT_ONCE

        return timed


def signed_in(world: World, name: str = "bench") -> Pages:
    """The client of an account, on the world's one web server."""
    address = cast("str", world.once("address", lambda: _serve(world)))
    return Pages(address, run_python(world, SESSION.format(name=name)).strip())


def visitor(world: World) -> Pages:
    """The client of somebody who is not signed in."""
    return Pages(cast("str", world.once("address", lambda: _serve(world))), "")


def _serve(world: World) -> str:
    return world.stack.enter_context(served(world.environment, FOLDER / "web.log"))


def run_python(world: World, code: str) -> str:
    """What a program prints that runs on the world's database."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=world.environment, capture_output=True, text=True, check=True
    )
    return done.stdout
