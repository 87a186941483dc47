"""`niangjia keys create`: runs before the settings can be read, because production refuses to run without keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.keys import create_key

if TYPE_CHECKING:
    from niangjia.config.house import House


def create_keys(house: House) -> None:
    """Make the keys that are missing and say where they are."""
    create_key(house.keys / "secret")
    print(f"Keys are in {house.keys}. Keep a copy apart from the backups.")  # noqa: T201
