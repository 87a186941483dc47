"""A web server on the world's database, and one browser-like client that asks for pages and times them."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from typing import TYPE_CHECKING, cast

from tests.harness.house import served

from .world import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from .world import World

ASKED_AT_ONCE = 20  # requests in one timing

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

    def ask(self, path: str) -> None:
        """Ask once. Raises PageFailed unless the page comes."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise PageFailed(f"{path}: {answer.status}")

    def seconds(self, path: str) -> Callable[[], float]:
        """A function that asks for the page many times and gives the seconds per request."""

        def timed() -> float:
            start = time.perf_counter()
            for _ in range(ASKED_AT_ONCE):
                self.ask(path)
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
