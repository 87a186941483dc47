"""What a backup holds is what a restore gives."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest

from niangjia.foundation import embedded
from tests.harness import cluster
from tests.harness.house import forget, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.survival
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"


def _run(home: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "niangjia.cli", *words],
        env={**cluster.plain_environment(), "NIANGJIA_HOME": str(home)},
        cwd=cluster.CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def _content(home: Path) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with (
        embedded.available(home, max_connections=20, say=lambda _: None),
        psycopg.connect(**embedded.settings(home, "owner")) as connection,
    ):
        names = [row[0] for row in connection.execute(TABLES)]
        return {
            name: sorted(
                row[0]
                for row in connection.execute(
                    psycopg.sql.SQL("SELECT t::text FROM {} t").format(psycopg.sql.Identifier(name))
                )
            )
            for name in names
        }


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A house with an administrator, a token and an attachment."""
    home = tmp_path / "home"
    furnish(home)
    _run(home, "createadmin", "qian", "--name", "钱工", "--make-password")
    _run(home, "token", "create", "--user", "qian")
    (home / "attachments" / "2026").mkdir(parents=True)
    (home / "attachments" / "2026" / "a.bin").write_bytes(bytes(range(256)))
    yield home
    forget(home)
    forget(tmp_path / "other")


def test_a_restored_house_has_the_same_data_and_no_keys(home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.tar", tmp_path / "other"
    said = json.loads(_run(home, "backup", str(file), "--json"))
    assert said["attachments"] == 1
    assert file.stat().st_mode & 0o077 == 0
    _run(other, "restore", str(file))
    assert _content(other) == _content(home)
    assert (other / "attachments" / "2026" / "a.bin").read_bytes() == bytes(range(256))
    key = (home / "keys" / "secret").read_bytes().strip()
    assert key not in file.read_bytes()
    assert (other / "keys" / "secret").read_bytes().strip() != key
    assert "not empty" in _run(other, "restore", str(file), code=1)


def test_a_damaged_backup_is_refused_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.tar", tmp_path / "other"
    _run(home, "backup", str(file))
    whole = file.read_bytes()
    at = whole.index(b"PGDMP") + 2000
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert "damaged" in _run(other, "restore", str(file), code=1)
    assert _content(other) == {}
