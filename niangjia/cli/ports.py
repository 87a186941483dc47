from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from niangjia.config.house import SettingsError

if TYPE_CHECKING:
    from niangjia.config.house import House


def refuse_taken(house: House) -> None:
    """Raises SettingsError if another program serves at the house's address already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((house.host, house.port))
        except OSError as error:
            raise SettingsError(
                f"Port {house.port} of {house.host}: {error.strerror}. Name another one with --port."
            ) from None
