"""A backup is one tar file: `manifest.json`, `database.dump` (pg_dump's custom format), `attachments/…`; no keys."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connections

from niangjia import __version__
from niangjia.config.databases import OWNER
from niangjia.foundation import embedded
from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from niangjia.config.house import House

FORMAT = 1
MANIFEST, DUMP, ATTACHMENTS = "manifest.json", "database.dump", "attachments"


class BackupError(Exception):
    """A backup can't be made or used; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `sha256` is the dump's."""

    format: int
    version: str
    made: str
    postgresql: int
    sha256: str
    attachments: int


def _tool(house: House, name: str) -> str:
    if house.embedded:
        return str(embedded.bin_folder(house.home) / name)
    if found := shutil.which(name):
        return found
    raise BackupError(
        f"{name} is not installed: install PostgreSQL's client programs, as new as the server or newer."
    )


def _owner_settings() -> dict[str, Any]:
    if OWNER not in connections:
        raise BackupError("DATABASE_OWNER_URL: name the role that owns the tables.")
    return connections[OWNER].settings_dict


def _run(house: House, tool: str, *words: str) -> None:
    owner = _owner_settings()
    environment = {
        **os.environ,
        "PGHOST": owner["HOST"],
        "PGPORT": str(owner["PORT"]),
        "PGUSER": owner["USER"],
        "PGPASSWORD": owner["PASSWORD"],
        "PGDATABASE": owner["NAME"],
        **{f"PG{key.upper()}": str(value) for key, value in owner["OPTIONS"].items() if key.startswith("ssl")},
    }
    done = subprocess.run([_tool(house, tool), *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()[-800:]}")


def _server_major() -> int:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_backup(house: House, target: Path) -> Manifest:
    """Write database and attachments to `target`, which must not exist. Raises BackupError.

    The database is dumped first: attachments are only ever added, so every file that the dump names is there.
    """
    if target.exists():
        raise BackupError(f"{target} exists already; a backup never overwrites.")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent} is no folder.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:  # closed to others (0700)
        dump, draft = Path(folder) / DUMP, Path(folder) / "backup.tar"
        _run(house, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        manifest = _manifest(house, dump)
        with tarfile.open(draft, "x") as archive:
            _add_manifest(archive, Path(folder), manifest)
            archive.add(dump, DUMP)
            if house.attachments.is_dir():
                archive.add(house.attachments, ATTACHMENTS)
        draft.chmod(0o600)
        draft.rename(target)
    return manifest


def _manifest(house: House, dump: Path) -> Manifest:
    count = sum(1 for path in house.attachments.rglob("*") if path.is_file())
    return Manifest(FORMAT, __version__, now().isoformat(timespec="seconds"), _server_major(), _digest(dump), count)


def _add_manifest(archive: tarfile.TarFile, folder: Path, manifest: Manifest) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
    archive.add(path, MANIFEST)


def use_backup(house: House, source: Path) -> Manifest:
    """Fill an empty database and an empty attachments folder from a backup. Raises BackupError and changes nothing
    that was there."""
    _refuse_full(house)
    house.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=house.home, prefix=".restore-") as name:
        folder = Path(name)
        manifest = _unpacked(source, folder)
        _refuse_older_server(manifest)
        _run(house, "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
             f"--dbname={_owner_settings()['NAME']}", str(folder / DUMP))  # fmt: skip
        if (folder / ATTACHMENTS).is_dir():
            if house.attachments.is_dir():
                house.attachments.rmdir()
            (folder / ATTACHMENTS).rename(house.attachments)
    return manifest


def _refuse_full(house: House) -> None:
    _owner_settings()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if cursor.fetchone()[0]:
            raise BackupError(
                "The database is not empty: restore into a new, empty one (NIANGJIA_HOME names another home)."
            )
    if house.attachments.is_dir() and any(house.attachments.iterdir()):
        raise BackupError(f"{house.attachments} is not empty.")


def _refuse_older_server(manifest: Manifest) -> None:
    if (here := _server_major()) < manifest.postgresql:
        raise BackupError(
            f"The backup comes from PostgreSQL {manifest.postgresql}, this server is {here}: "
            "a dump goes to the same or a newer server, never to an older one."
        )


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """One file of a backup, where it belongs and nowhere else (tarfile's own filter is newer than Python 3.11.2)."""
    parts = Path(member.name).parts
    if member.isdir():
        return
    if not member.isreg() or ".." in parts or not (parts in {(MANIFEST,), (DUMP,)} or parts[0] == ATTACHMENTS):
        raise tarfile.TarError(f"{member.name} has no place in a backup")
    target = folder.joinpath(*parts)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = archive.extractfile(member)
    with target.open("xb") as file:
        shutil.copyfileobj(content, file)  # type: ignore[arg-type]  # a regular file has content
    target.chmod(0o600)


def _unpacked(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                _unpack(archive, member, folder)
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        whole = _digest(folder / DUMP) == manifest.sha256
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise BackupError(f"{source}: not a backup of this platform ({error.__class__.__name__}).") from None
    if manifest.format != FORMAT or not whole:
        raise BackupError(f"{source}: the backup is damaged, or of a newer version ({manifest.version}).")
    return manifest
