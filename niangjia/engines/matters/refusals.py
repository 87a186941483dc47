"""Why something about a matter can't be done, in words for people."""

from __future__ import annotations

from niangjia.engines.people import refusals as people


class NotPossible(people.NotPossible):
    """It does not fit the state of things; the message is a sentence for people, nothing was changed.

    `field` is the name of the form's field that it is about, "" if none.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Over(NotPossible):
    """Somebody was quicker: the task is over, or another has it."""
