"""Scans on the disk: sealed, in a closed folder, named by ids that tell nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.house import vault

if TYPE_CHECKING:
    from uuid import UUID

FOLDER = "papers"
OWNER_ONLY = 0o600
UPLOAD, PICTURE = "upload", "picture"


def put(what: str, uid: UUID, content: bytes) -> int:
    """Keep a file sealed; answers the id of the key. The same twice is the same."""
    path = _path(what, uid)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed = vault().seal_bytes(_place(what, uid), content)
    draft = path.with_suffix(".draft")
    draft.touch(OWNER_ONLY)
    draft.write_bytes(sealed)
    draft.replace(path)
    return sealed[1]


def get(what: str, uid: UUID) -> bytes:
    """The file. Raises FileNotFoundError, SecretError."""
    return vault().open_bytes(_place(what, uid), _path(what, uid).read_bytes())


def reseal(what: str, uid: UUID) -> int | None:
    """Seal a file with the present key; answers its id, None where there is no file. Raises SecretError."""
    try:
        return put(what, uid, get(what, uid))
    except FileNotFoundError:
        return None


def drop(what: str, uid: UUID) -> None:
    """Delete the file, if it is there."""
    _path(what, uid).unlink(missing_ok=True)


def _path(what: str, uid: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / uid.hex[:2] / f"{uid}.{what}.sealed"


def _place(what: str, uid: UUID) -> Place:
    return Place("papers_scans", what, str(uid))
