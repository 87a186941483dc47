"""Compares the chain, link by link, with what was made known of it outside the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import heads
from .keys import name_of, signed_by
from .links import read_link
from .report import Harm

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from .chain import Stored

Finding = tuple[Harm, int | None]


class Outside:
    """The head and the log; methods answer with what is wrong, or None."""

    def __init__(self, public: Ed25519PublicKey) -> None:
        self._public = public
        self._lines = heads.logged()
        self._line: heads.Logged | None = None
        self._head: heads.Head | None = None

    def begin(self) -> Finding | None:
        """Open both."""
        try:
            self._head = heads.read_head()
            self._line = next(self._lines, None)
        except ValueError:
            return Harm.HEAD_LOST, None
        if self._head is None:
            return None
        if read_link(self._head.body).key != name_of(self._public):
            return Harm.OTHER_KEY, self._head.number
        fits = signed_by(self._public, self._head.signature, self._head.body)
        return None if fits else (Harm.HEAD_ALTERED, self._head.number)

    def check(self, stored: Stored) -> Finding | None:
        """Compare a link. A log that was begun anew starts in the middle of the chain."""
        if self._head and self._head.number == stored.number and self._head.hash != stored.hash:
            return Harm.HEAD_ALTERED, stored.number
        if self._line is None or self._line.number > stored.number:
            return None
        if self._line != (stored.number, stored.hash):
            return Harm.HEAD_ALTERED, stored.number
        try:
            self._line = next(self._lines, None)
        except ValueError:
            return Harm.HEAD_LOST, None
        return None

    def end(self, last: int) -> Finding | None:
        """What is known beyond the last link; and whether anything is known at all of a chain that has links."""
        if self._line is not None:
            return Harm.TAIL_REMOVED, last + 1
        if self._head is not None and self._head.number > last:
            return Harm.TAIL_REMOVED, last + 1
        if last and not heads.log_path().exists():
            return Harm.HEAD_LOST, None
        return None
