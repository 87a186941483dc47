"""A link of the chain: what is signed, and how it is written down."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from niangjia.foundation.clock import SHANGHAI

Place = tuple[int, int]  # position and id of an entry: the order in which entries are sealed
LAST_ID = 2**63 - 1
NOTHING: Place = (-1, LAST_ID)
START = "0" * 64  # what the first link names as the one before
EPOCH = datetime.fromtimestamp(0, SHANGHAI)


class Kind(StrEnum):
    """A seal vouches for entries; a closing says which of a seal's entries retention removed."""

    SEAL = "seal"
    CLOSING = "closing"


@dataclass(frozen=True)
class Mark:
    """Transactions whose place is after `place` began after the moment `at` (microseconds since 1970, UTC)."""

    place: int
    at: int


@dataclass(frozen=True)
class Link:
    """One link. Hashes are SHA-256 in hex.

    A seal covers the entries after the link before up to and with `upto`; `leaves` is the hash of their digests.
    `mark` is of the moment of sealing, `quiet` of the last look before it that found nothing to seal.
    A closing says of the seal `closes` that `count` entries, whose ids `leaves` hashes, are gone; with `whole`,
    that nothing of it is left. `key` tells which key signed; `cluster` where the database lived.
    """

    number: int
    kind: Kind
    previous: str
    upto: Place
    count: int
    leaves: str
    mark: Mark
    key: str
    cluster: str
    quiet: Mark | None = None
    closes: int | None = None
    whole: bool = False
    form: int = 1

    def body(self) -> str:
        """The text that is signed and stored."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def read_link(body: str) -> Link:
    """The link that a stored body says. Raises ValueError for anything else."""
    try:
        said = json.loads(body)
        quiet = said["quiet"]
        changed = {
            "kind": Kind(said["kind"]),
            "upto": (int(said["upto"][0]), int(said["upto"][1])),
            "mark": Mark(**said["mark"]),
            "quiet": Mark(**quiet) if quiet else None,
        }
        return Link(**{**said, **changed})
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"no link: {error.__class__.__name__}") from None


def hash_of(data: str | bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def micros(moment: datetime) -> int:
    """Microseconds since 1970, UTC, exactly: whatever says times here says them so, free of zones and settings."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(micros: int) -> datetime:
    """The moment of so many microseconds."""
    return EPOCH + timedelta(microseconds=micros)
