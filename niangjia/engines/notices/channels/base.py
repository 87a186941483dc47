"""The one interface of all channels that lead out of the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fate(StrEnum):
    """What became of a try. LATER: try again after a pause; NEVER: trying again would not help."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True)
class Outcome:
    """What a carrier answers; `reason` is a code of sending/reasons.py, "" when it went out."""

    fate: Fate
    reason: str = ""


SENT = Outcome(Fate.SENT)


def later(reason: str) -> Outcome:
    """Try again after a pause."""
    return Outcome(Fate.LATER, reason)


def never(reason: str) -> Outcome:
    """Give it up."""
    return Outcome(Fate.NEVER, reason)


@dataclass(frozen=True, repr=False)
class Parcel:
    """What is carried out of the house. It has no representation: that would end in a log.

    `once` is the idempotency id: the same for every try of the same message, so that a provider which has it already
    does not send twice. `reference` is the message's id, for reports of delivery.
    """

    once: str
    reference: int
    kind: str
    address: str
    body: str
    title: str = ""
    link: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class Carrier(Protocol):
    """Carries parcels by one channel."""

    @property
    def rings(self) -> bool:
        """Whether it may wake somebody: quiet hours hold for it then."""

    def ready(self) -> bool:
        """Whether it is set up here."""

    def carry(self, parcel: Parcel) -> Outcome:
        """Try once, for some seconds at most. Raises nothing that is to be expected of a network."""
