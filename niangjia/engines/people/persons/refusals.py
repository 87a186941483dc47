"""Refusals that a page answers to in a way of its own."""

from __future__ import annotations

from niangjia.engines.people.refusals import NotPossible


class AlreadyRegistered(NotPossible):
    """The document is that of somebody who is registered. `person_id` only if that one is inside the scope."""

    def __init__(self, message: str, person_id: int | None) -> None:
        super().__init__(message)
        self.person_id = person_id
