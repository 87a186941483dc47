"""Files of keys: made once, read by their owner alone."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class KeyFileError(Exception):
    """A key file can't be used; the message says why and how to mend it."""


def read_key(path: Path) -> str:
    """The key in `path`. Raises KeyFileError if it is missing, empty or open to other users."""
    try:
        mode = path.stat().st_mode
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"{path}: can't be read as a key ({error.__class__.__name__})") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError(f"{path}: other users may open it; close it with `chmod 600`")
    if not key:
        raise KeyFileError(f"{path}: the key is empty; remove the file and make a new one")
    return key


def create_key(path: Path) -> str:
    """The key in `path`; where there is none, a random one of 384 bits, or the one another process makes first."""
    if path.exists():
        return read_key(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was first: its key holds
        path.hardlink_to(draft)
    draft.unlink()
    return read_key(path)


# Keys of people's data come in pairs with a number: `data-<id>` encrypts, `find-<id>` makes digests. Several pairs
# are live while data moves from one to the next; the file `current` names the pair that new data is encrypted with. A
# find key comes before its data key and goes after it, so that whoever reads the folder meanwhile sees whole pairs.
SINGLE = ("secret", "journal", "card")  # of sessions and forms; those that sign the journal and members' cards
PAIR = ("data", "find")
CURRENT = "current"
RETIRED = "retired"
LAST_ID = 255  # one byte in every ciphertext


def live_ids(folder: Path) -> list[int]:
    """The ids of the pairs in `folder`, the current one first, then the newest.

    Raises KeyFileError if there is none, half of one, or `current` names none of them.
    """
    data, find = (_ids(folder, kind) for kind in PAIR)
    if not data:
        raise KeyFileError(f"{folder}: no keys for people's data")
    if lost := data - find:  # the other way round a pair is on its way in or out
        raise KeyFileError(f"{folder}: find-{min(lost)} is missing; it belongs to data-{min(lost)}")
    current = _current(folder, data)
    return sorted(data, key=lambda key_id: (key_id != current, -key_id))


def _ids(folder: Path, kind: str) -> set[int]:
    names = (path.name.removeprefix(f"{kind}-") for path in folder.glob(f"{kind}-*"))
    return {int(name) for name in names if name.isdecimal() and 0 < int(name) <= LAST_ID}


def _current(folder: Path, ids: set[int]) -> int:
    """The id that `current` names; without that file the oldest: a new key is not used before it is everywhere."""
    try:
        named = int((folder / CURRENT).read_text(encoding="ascii"))
    except FileNotFoundError:
        return min(ids)
    except (OSError, ValueError) as error:
        raise KeyFileError(f"{folder / CURRENT}: must hold the id of a key ({error.__class__.__name__})") from None
    if named not in ids:
        raise KeyFileError(f"{folder / CURRENT}: names the key {named}, which is not there")
    return named


def ensure_pair(folder: Path) -> None:
    """Make the first pair if there is none yet. Never for a house that has data: its keys must be brought back."""
    if not any(_ids(folder, kind) for kind in PAIR):
        _create_pair(folder, 1)


def add_pair(folder: Path) -> int:
    """Make one more pair and return its id; it is live, not current. Ids are never used twice."""
    used = {0}.union(*(_ids(place, kind) for place in (folder, folder / RETIRED) for kind in PAIR))
    if max(used) == LAST_ID:
        raise KeyFileError(f"{folder}: all {LAST_ID} ids are used")
    _create_pair(folder, max(used) + 1)
    return max(used) + 1


def _create_pair(folder: Path, key_id: int) -> None:
    for kind in reversed(PAIR):
        create_key(folder / f"{kind}-{key_id}")


def use_pair(folder: Path, key_id: int) -> None:
    """Encrypt new data with that pair from now on. Raises KeyFileError if it is not live."""
    if key_id not in live_ids(folder):
        raise KeyFileError(f"{folder}: there is no key {key_id}")
    draft = folder / f".{CURRENT}.{secrets.token_hex(6)}"
    draft.write_text(f"{key_id}\n", encoding="ascii")
    draft.chmod(0o600)
    draft.replace(folder / CURRENT)


def retire_pair(folder: Path, key_id: int) -> None:
    """Put a pair aside that no data uses any more; an old backup may need it again. Raises KeyFileError."""
    current, *others = live_ids(folder)
    if key_id not in others:
        raise KeyFileError(f"{folder}: the key {key_id} is {'the current one' if key_id == current else 'not there'}")
    (folder / RETIRED).mkdir(mode=0o700, exist_ok=True)
    for kind in PAIR:
        (folder / f"{kind}-{key_id}").rename(folder / RETIRED / f"{kind}-{key_id}")


def create_all(folder: Path) -> None:
    """Make every key that a new house needs and does not have yet."""
    for name in SINGLE:
        create_key(folder / name)
    ensure_pair(folder)


def complaints(folder: Path) -> list[str]:
    """One sentence for each key that is missing or can't be used."""
    found = [_complaint(lambda name=name: read_key(folder / name)) for name in SINGLE]  # type: ignore[misc]
    found.append(_complaint(lambda: live_ids(folder)))
    return [sentence for sentence in found if sentence]


def _complaint(look: Callable[[], object]) -> str:
    try:
        look()
    except KeyFileError as error:
        return f"{error}; `niangjia keys create` makes the keys of a new house"
    return ""
