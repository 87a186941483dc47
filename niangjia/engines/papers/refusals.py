"""Why something about papers can't be done, in words for people."""

from __future__ import annotations

from niangjia.engines.people.refusals import NotPossible as RegisterNotPossible


class NotPossible(RegisterNotPossible):
    """It does not fit the state of things; the message is a sentence for people, nothing was changed.

    `field` is the name of the form's field that it is about, "" if none. The API answers it with 409, as it does for
    the register's.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
