"""Folders of our own: made with their final owner and mode in one step, and never changed afterwards."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from niangjia.foundation.embedded import places
from niangjia.foundation.embedded.errors import UnsafeFolderError

if TYPE_CHECKING:
    from niangjia.foundation.embedded.places import Places, User

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 107  # the kernel's limit for the path of a socket
SHORT = Path("/tmp")  # noqa: S108 - short on every system; the folder in it is closed and its name random


def make(folder: Path, mode: int, *, uid: int = -1, gid: int = -1) -> None:
    """Make `folder` unless it exists. Killed at any point, this leaves it out or complete."""
    if folder.is_dir():
        return
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    os.chown(draft, uid, gid)
    draft.chmod(mode)
    try:
        draft.rename(folder)
    except OSError:  # another process made it meanwhile, and put something into it
        draft.rmdir()


def make_area(where: Places, home: Path) -> None:
    """Make the folder that all of a house's database lies in, with what is missing above it."""
    if where.user.uid == os.geteuid():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        make(where.area, 0o700)
    else:
        make(places.STATE, 0o755)
        make(where.area, 0o710, gid=where.user.gid)
        # The area's name is a digest: tell an administrator whose it is.
        (where.area / "home").write_bytes(os.fsencode(home.resolve()) + b"\n")


def is_closed(folder: Path, user: User) -> bool:
    """Whether `folder` is a real folder of `user` that nobody else may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == user.uid and found.st_mode & 0o777 == 0o700


def socket_folder(where: Places) -> Path:
    """Where the server's socket is, or will be: a short path of plain characters, whatever the house's own."""
    inside = where.area / "socket"
    return inside if _fits(inside) else _elsewhere(where) or inside


def _fits(folder: Path) -> bool:
    path = str(folder / SOCKET_NAME)
    # In a connection string a comma separates hosts, and other characters would have to be escaped.
    return len(path) <= SOCKET_PATH_BYTES and bool(re.fullmatch(r"[\w./-]+", path, re.ASCII))


def _link(where: Places) -> Path:
    return where.area / "socket.link"


def _elsewhere(where: Places) -> Path | None:
    return _link(where).readlink() if _link(where).is_symlink() else None


def make_socket_folder(where: Places) -> Path:
    """Make the folder of the socket, or verify and empty the one of an earlier run, and keep its path.

    To be called by the owner while no server runs. Raises UnsafeFolderError if the one in our area was changed.
    """
    inside = where.area / "socket"
    if not _fits(inside):
        folder = _elsewhere(where)
        if folder is None or not (_make_closed(folder, where.user) or is_closed(folder, where.user)):
            folder = _new_elsewhere(where)
    else:
        folder = inside
        make(folder, 0o700, uid=where.user.uid, gid=where.user.gid)
        if not is_closed(folder, where.user):
            raise UnsafeFolderError(folder, where.user.name)
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)  # PostgreSQL would take a reused pid in it for a live server
    return folder


def _make_closed(folder: Path, user: User) -> bool:
    """Make a folder again that was swept away, under the name that clients know."""
    try:
        folder.mkdir(mode=0o700)
    except OSError:
        return False
    os.chown(folder, user.uid, user.gid)
    return True


def _new_elsewhere(where: Places) -> Path:
    """A new closed folder outside of the area, remembered by a link; others can't foresee its random name."""
    folder = Path(tempfile.mkdtemp(prefix="niangjia-", dir=SHORT))
    os.chown(folder, where.user.uid, where.user.gid)
    draft = where.area / f".{folder.name}"
    draft.symlink_to(folder)
    draft.replace(_link(where))
    return folder
