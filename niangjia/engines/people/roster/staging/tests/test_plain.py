"""Plain copies of uploaded files: for this user alone, and not for long."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.roster.staging import plain, stream
from niangjia.engines.people.roster.staging.uploading import file_of
from niangjia.engines.people.scope import acting

from .samples import Desk
from .test_stages import _number, _row

if TYPE_CHECKING:
    from tempfile import _TemporaryFileWrapper


def _left_behind(name: str, *, seconds: int) -> Path:
    file = plain.folder() / name
    file.write_bytes(b"110105")
    written = file.stat().st_mtime - seconds
    os.utime(file, (written, written))
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


def test_a_file_that_could_not_be_written_is_closed_and_gone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = desk.upload([_row("李明", _number())])
    files: list[_TemporaryFileWrapper[bytes]] = []

    def broken(_roster: object, file: _TemporaryFileWrapper[bytes]) -> None:
        files.append(file)
        raise ConnectionError

    monkeypatch.setattr(stream, "write_file", broken)
    with pytest.raises(ConnectionError):
        stream.stream_of(roster, 0)
    assert files[0].closed
    assert not Path(files[0].name).exists()


def test_of_two_who_read_the_same_list_only_one_file_stays_open(desk: Desk) -> None:
    roster = desk.checked([_row("李明", _number())])
    with acting(desk.actor):
        one, other = stream.stream_of(roster, 0), stream.stream_of(roster, 0)
    stream.leave_open(one)
    stream.leave_open(other)
    assert (one.file.closed, other.file.closed) == (True, False)
    assert stream.stream_of(roster, 0) is other
    other.close()
    assert not Path(other.file.name).exists()


def test_it_is_deleted_every_hour() -> None:
    old = _left_behind("old.xlsx", seconds=4000)
    plain.sweep_plain_files()
    assert not old.exists()
