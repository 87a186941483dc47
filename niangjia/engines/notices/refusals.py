"""Why something about messages can't be done, in words for people."""

from __future__ import annotations


class NotPossible(Exception):
    """It does not fit the state of things; the message is a sentence for people, nothing was changed.

    `field` is the name of the form's field that it is about, "" if none.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
