"""What stands in a letter, as it is sealed."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.services.concerns.said import Packed


@dataclass(frozen=True, repr=False, kw_only=True)
class Wrote(Packed):
    """The situation, what is asked for, on which rule it rests."""

    situation: str
    asks: str
    basis: str
