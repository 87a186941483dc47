from __future__ import annotations


class Refused(Exception):
    """The file is not read; `code` is one of reasons.REASONS, which the parent knows."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
