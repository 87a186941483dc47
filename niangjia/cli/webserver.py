"""The web server's process: Granian with workers that come back when they are killed.

A module of its own, so that Granian starts from a process that has loaded neither Django nor a connection.
"""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces

from niangjia.config.house import House, SettingsError, read_house
from niangjia.foundation.lifeline import GRACE, LOOK_EVERY, be_parent, end_with_parent

from .ports import numeric, refuse_taken

THREAD_IDLE = 600  # seconds; a thread that ends takes its database connection with it
PATIENCE = GRACE + 2 * LOOK_EVERY  # seconds in which the workers of a killed web server let its port go


def serve(house: House) -> None:
    """Serve until asked to stop. Raises SettingsError if another program has the port and keeps it."""
    refuse_taken(house, patience=PATIENCE)
    Granian(
        "niangjia.config.wsgi:application",
        address=numeric(house.host),
        port=house.port,
        interface=Interfaces.WSGI,
        workers=house.web_workers,
        blocking_threads=house.web_threads,
        blocking_threads_idle_timeout=THREAD_IDLE,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    end_with_parent()
    be_parent()
    try:
        serve(read_house())
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(2)
