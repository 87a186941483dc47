from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

import pytest

from niangjia.cli import archive
from niangjia.cli.archive import BackupError, Manifest

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dump_of_a_newer_server_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_server_major", lambda: 17)
    with pytest.raises(BackupError, match="PostgreSQL 18, this server is 17"):
        archive._refuse_older_server(Manifest(1, "0.1.0", "2026-11-20", 18, "", 0))


def test_a_file_that_is_no_backup_is_named_so(tmp_path: Path) -> None:
    file = tmp_path / "holiday.tar"
    file.write_bytes(b"not a tar")
    with pytest.raises(BackupError, match="not a backup"):
        archive._unpacked(file, tmp_path)


@pytest.mark.parametrize("name", ["../outside", "/outside", "attachments/../../outside", "other.txt"])
def test_a_file_that_wants_to_lie_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    file, content, folder = tmp_path / "backup.tar", tmp_path / "content", tmp_path / "folder"
    content.write_text("…", encoding="utf-8")
    folder.mkdir()
    with tarfile.open(file, "w") as made:
        member = made.gettarinfo(content)
        member.name = name
        with content.open("rb") as stream:
            made.addfile(member, stream)
    with pytest.raises(BackupError, match="not a backup"):
        archive._unpacked(file, folder)
    assert not (tmp_path / "outside").exists()
    assert not list(folder.iterdir())
