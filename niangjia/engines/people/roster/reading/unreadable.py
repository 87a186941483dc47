"""A file that can't be read."""

from __future__ import annotations


class Unreadable(Exception):
    """The file can't be read; `code` is one of reasons.REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        """Why, and how to mend it, for people."""
        from .reasons import REASONS

        return str(REASONS[self.code])
