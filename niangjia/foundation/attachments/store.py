"""The contents on disk: one file for each under the house's folder of attachments, written once under a drawn name.

A file is there, whole and on the disk, before the row that names it commits. A transaction that is undone leaves a
file that nobody names; it is swept a day later. Sealed ones are ciphertexts, bound to the attachment and the part.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.house import vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

FOLDER = "files"
CONTENT, PREVIEW = "content", "preview"
TABLE = "attachments_attachment"
KEY_AT = 1  # a ciphertext's second byte is the id of its key


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(attachment_id: UUID, part: str) -> Path:
    """Where a content is; 256 folders, so that none grows too large."""
    return folder() / attachment_id.hex[:2] / f"{attachment_id.hex}.{part}"


def write(attachment_id: UUID, part: str, content: bytes, *, sealed: bool) -> int | None:
    """Write a content, sealed or plain; answers the id of the key that sealed it."""
    kept = vault().seal_bytes(_place(attachment_id, part), content) if sealed else content
    _put(path_of(attachment_id, part), kept)
    return kept[KEY_AT] if sealed else None


def read(attachment_id: UUID, part: str, *, sealed: bool) -> bytes:
    """A content as it came. Raises FileNotFoundError, SecretError."""
    kept = path_of(attachment_id, part).read_bytes()
    return vault().open_bytes(_place(attachment_id, part), kept) if sealed else kept


def reseal(attachment_id: UUID, part: str) -> int | None:
    """Seal with the present key what another one sealed; answers its id, None where there is no file."""
    path = path_of(attachment_id, part)
    if not path.exists():
        return None
    kept = path.read_bytes()
    if vault().needs_reencryption(kept):
        kept = vault().reseal(_place(attachment_id, part), kept)
        _put(path, kept)
    return kept[KEY_AT]


def delete(attachment_id: UUID) -> None:
    """Delete both contents; nothing happens where there are none."""
    for part in (CONTENT, PREVIEW):
        path_of(attachment_id, part).unlink(missing_ok=True)


def files() -> Iterator[Path]:
    """Every file of the store, unfinished ones too."""
    return folder().glob("??/*")


def _place(attachment_id: UUID, part: str) -> Place:
    return Place(TABLE, part, str(attachment_id))


def _put(path: Path, content: bytes) -> None:
    """On the disk before anybody hears of it, and whole at every moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f"{path.suffix}.new")
    with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    held = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
