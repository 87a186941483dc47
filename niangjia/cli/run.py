"""`niangjia run`: database, migrations, web server and job worker in one foreground process tree."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

from niangjia.config.house import House, SettingsError
from niangjia.foundation import embedded
from niangjia.foundation.lifeline import be_parent

from .ports import refuse_taken
from .supervisor import Child, Stopped, stop_all

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_EVERY = 0.5  # seconds
COMMAND = [sys.executable, "-m", "niangjia.cli"]


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201


def _house(house: House, words: Sequence[str]) -> House:
    parser = argparse.ArgumentParser(prog="niangjia run", description=__doc__)
    parser.add_argument("--port", type=int, default=house.port)
    port = parser.parse_args(words).port
    return house.model_copy(update={"port": port})


def run(house: House, words: Sequence[str]) -> int:
    """Run the house until it is asked to stop; returns the exit code."""
    house = _house(house, words)
    if not house.embedded:
        raise SettingsError("`niangjia run` brings its own database; with DATABASE_URL use `serve` and `worker`.")
    refuse_taken(house)
    os.environ["NIANGJIA_PORT"] = str(house.port)
    be_parent()
    server = embedded.Server(house.home, max_connections=house.connections_needed, say=_say)
    with server:
        return _run_children(house, server)


def _run_children(house: House, server: embedded.Server) -> int:
    if code := subprocess.call([*COMMAND, "prepare"]):
        return code
    children = [
        Child("web server", [*COMMAND, "serve"], _say),
        Child("job worker", [*COMMAND, "worker"], _say),
    ]
    try:
        for child in children:
            child.start()
        _announce(house, children)
        while True:
            time.sleep(LOOK_EVERY)
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


def _announce(house: House, children: Sequence[Child]) -> None:
    """Say the address once it answers."""
    address = f"http://{house.host}:{house.port}"
    while not _answers(f"{address}/healthz"):
        for child in children:
            child.look_after()
        time.sleep(0.1)
    _say(f"Niangjia is at {address}/  (Ctrl-C stops it)")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False
