"""`niangjia run`: database, migrations, web server and job worker in one foreground process tree."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from niangjia.config.house import House, SettingsError
from niangjia.foundation import embedded
from niangjia.foundation.lifeline import be_parent

from .ports import port, refuse_taken
from .supervisor import Child, Stopped, stop_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOOK_EVERY, LOOK_SOON = 0.5, 0.1  # seconds; the second until it answers
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - every address is reached by this one
COMMAND = [sys.executable, "-m", "niangjia.cli"]


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201


def _house(house: House, words: Sequence[str]) -> House:
    parser = argparse.ArgumentParser(prog="niangjia run", description=__doc__)
    parser.add_argument("--port", type=port, default=house.port)
    parser.add_argument("--empty", action="store_true", help="no invented city at the first start")
    asked = parser.parse_args(words)
    if not asked.empty and not house.production and not embedded.status(house.home).initialised:
        _wish(house).parent.mkdir(parents=True, exist_ok=True)
        _wish(house).touch()
    return house.model_copy(update={"port": asked.port})


def _wish(house: House) -> Path:
    """A file that stands until the demo city of a new house is there, also when the first start was broken off."""
    return house.home / "demo-wanted"


def _fill_with_demo(house: House) -> None:
    if _wish(house).exists() and subprocess.call([*COMMAND, "demo", "--size", "small", "--first-start"]) == 0:
        _wish(house).unlink()


def run(house: House, words: Sequence[str]) -> int:
    """Run the house until it is asked to stop; returns the exit code."""
    if not house.embedded:
        raise SettingsError("`niangjia run` brings its own database; with DATABASE_URL use `serve` and `worker`.")
    house = _house(house, words)
    refuse_taken(house)
    os.environ["NIANGJIA_PORT"] = str(house.port)
    be_parent()
    server = embedded.Server(house.home, max_connections=house.connections_needed, say=_say)
    with server:
        return _run_children(house, server)


def _run_children(house: House, server: embedded.Server) -> int:
    if code := subprocess.call([*COMMAND, "prepare"]):
        return code
    _fill_with_demo(house)
    children = [
        Child("web server", [*COMMAND, "serve"], _say),
        Child("job worker", [*COMMAND, "worker"], _say),
    ]
    try:
        for child in children:
            child.start()
        announced = False
        while True:
            announced = announced or _announce(house)
            time.sleep(LOOK_EVERY if announced else LOOK_SOON)
            if not server.alive():
                _say("The database was ended from outside; starting it again.")
                server.revive()
            for child in children:
                child.look_after()
    except (KeyboardInterrupt, SystemExit):
        _say("Stopping.")
        return 0
    except Stopped as error:
        _say(str(error))
        return 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop_all(children)


def _announce(house: House) -> bool:
    """Say the address once the house answers there; whether it does."""
    host = LOOPBACK.get(house.host, house.host)
    connection = http.client.HTTPConnection(host, house.port, timeout=5)  # past any proxy of the office
    try:
        connection.request("GET", "/healthz", headers={"Host": house.hosts[0] if house.hosts else host})
        well = connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if well:
        _say(f"Niangjia is at http://{f'[{host}]' if ':' in host else host}:{house.port}/  (Ctrl-C stops it)")
    return well
