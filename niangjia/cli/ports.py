from __future__ import annotations

import argparse
import socket
import time
from typing import TYPE_CHECKING

from niangjia.config.house import SettingsError

if TYPE_CHECKING:
    from niangjia.config.house import House

LOOK_EVERY = 0.2  # seconds


def port(text: str) -> int:
    """The type of a `--port` word."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text}: a port is a number from 1 to 65535")


def refuse_taken(house: House, *, patience: float = 0.0) -> None:
    """Raises SettingsError if, after so many seconds, another program still serves at the house's address."""
    until = time.monotonic() + patience
    while error := _obstacle(house.host, house.port):
        if time.monotonic() >= until:
            raise SettingsError(f"Port {house.port} of {house.host}: {error.strerror}. Name another one with --port.")
        time.sleep(LOOK_EVERY)


def numeric(host: str) -> str:
    """The address of a host's name, which the web server does not look up. Raises OSError."""
    return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])


def _obstacle(host: str, port: int) -> OSError | None:
    """What forbids to listen there. The web server shares ports (SO_REUSEPORT), so that it would not notice."""
    try:
        family, *_kind, place = socket.getaddrinfo(numeric(host), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past connections don't matter
            probe.bind(place)
    except OSError as error:
        return error
    return None
