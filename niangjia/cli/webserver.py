"""The web server's process: Granian with workers that come back when they are killed.

A module of its own, so that Granian starts from a process that has loaded neither Django nor a connection.
"""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces

from niangjia.config.house import House, read_house
from niangjia.foundation.lifeline import be_parent, end_with_parent

THREAD_IDLE = 600  # seconds; a thread that ends takes its database connection with it


def serve(house: House) -> None:
    """Serve until asked to stop."""
    Granian(
        "niangjia.config.wsgi:application",
        address=house.host,
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
    serve(read_house())
