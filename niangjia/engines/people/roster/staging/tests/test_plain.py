"""Plain copies of uploaded files: for this user alone, and not for long."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from niangjia.engines.people.roster.staging import plain
from niangjia.engines.people.roster.staging.uploading import file_of
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import now

from .samples import Desk
from .test_stages import _number, _row

if TYPE_CHECKING:
    from pathlib import Path


def _left_behind(name: str, *, seconds: int) -> Path:
    file = plain.folder() / name
    file.write_bytes(b"110105")
    os.utime(file, (now().timestamp() - seconds,) * 2)
    return file


def test_a_file_is_where_only_this_user_looks_and_gone_afterwards(desk: Desk) -> None:
    roster = desk.checked([_row("李明", _number())])
    with acting(desk.actor), file_of(roster) as path:
        assert (path.parent, path.suffix) == (plain.folder(), ".xlsx")
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not path.exists()


def test_what_a_killed_process_has_left_is_deleted_with_the_next_file(desk: Desk) -> None:
    old, fresh = _left_behind("old.xlsx", seconds=4000), _left_behind("fresh.xlsx", seconds=60)
    desk.upload([_row("李明", _number())])
    assert (old.exists(), fresh.exists()) == (False, True)
    fresh.unlink()


def test_it_is_deleted_every_hour() -> None:
    old = _left_behind("old.xlsx", seconds=4000)
    plain.sweep_plain_files()
    assert not old.exists()
