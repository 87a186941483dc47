"""What can go wrong with the embedded database, each with a sentence that an operator can act upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class EmbeddedError(Exception):
    """The embedded database can't do what was asked."""


class BinariesMissingError(EmbeddedError):
    def __init__(self) -> None:
        super().__init__("PostgreSQL's programs are not installed; run ./do setup.")


class NoUserError(EmbeddedError):
    def __init__(self) -> None:
        super().__init__("PostgreSQL can't run as root and there is no user niangjia or nobody; create niangjia.")


class UnsafeFolderError(EmbeddedError):
    def __init__(self, folder: Path, user: str) -> None:
        super().__init__(f"{folder} is not a folder of {user} that is closed to all others; remove it.")


class BinariesUnusableError(EmbeddedError):
    def __init__(self, folder: Path, user: str) -> None:
        super().__init__(f"PostgreSQL is to run as {user}, who can't run its programs in {folder}.")


class NotInitialisedError(EmbeddedError):
    def __init__(self, area: Path) -> None:
        super().__init__(f"There is no database in {area} yet; start the house once.")


class WrongVersionError(EmbeddedError):
    def __init__(self, data: Path, found: str, ours: int) -> None:
        super().__init__(f"The database in {data} is PostgreSQL {found}'s, but PostgreSQL {ours} is installed.")


class AlreadyOwnedError(EmbeddedError):
    """Another process owns this database; `pid` is its number, None if it left a child that blocks its place."""

    def __init__(self, area: Path, pid: int | None) -> None:
        name = "A process left behind by a killed one" if pid is None else f"Process {pid}"
        super().__init__(f"{name} already runs the database in {area}; stop that process first.")
        self.pid = pid


class ForeignServerError(EmbeddedError):
    def __init__(self, data: Path, pid: int) -> None:
        super().__init__(f"PostgreSQL was started on {data} by hand and runs as process {pid}; stop it first.")


class InitialisationError(EmbeddedError):
    def __init__(self, output: str) -> None:
        super().__init__(f"The database could not be created; PostgreSQL says:\n{output.strip()}")


class StartFailedError(EmbeddedError):
    def __init__(self, log: Path, tail: str) -> None:
        super().__init__(f"PostgreSQL ended while it was starting; the last lines of {log} are:\n{tail}")
