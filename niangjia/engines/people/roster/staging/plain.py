"""Uploaded files in plain for as long as they are read: where only this user may look, and nothing stays for long.

A process that is killed deletes nothing: what it leaves is deleted by the next that reads a list, and every hour.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from niangjia.foundation.jobs import periodic

if TYPE_CHECKING:
    from tempfile import _TemporaryFileWrapper

LONGEST = 3600  # seconds; reading half a million rows takes minutes


def folder() -> Path:
    """Where the files are, for this user alone; no backup has it."""
    found = settings.HOUSE.home / "lists"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(found)


def plain_file(name: str) -> _TemporaryFileWrapper[bytes]:
    """An empty file with the ending of that name; it is gone when it is closed."""
    sweep_plain_files()
    return tempfile.NamedTemporaryFile(dir=folder(), suffix=Path(name).suffix[:8])


@periodic("23 * * * *")
def sweep_plain_files() -> None:
    """Delete what processes that were killed have left."""
    for file in folder().iterdir():
        with suppress(FileNotFoundError):  # another was quicker
            if file.stat().st_mtime < time.time() - LONGEST:  # noqa: TID251 - as the files' own times
                file.unlink()
