"""What a seal vouches for: which entries, with which digests, once its signature is found good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import chain
from .keys import name_of, signed_by
from .links import hash_of
from .report import Damage, Harm
from .rows import ID, split, unpacked_ids

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from niangjia.engines.journal.connections import Connection

    from .chain import Stored
    from .links import Link
    from .rows import Row

Expected = dict[bytes, bytes]  # digests by id


class Broken(Exception):
    """Damage was found."""

    def __init__(self, harm: Harm, seal: int | None = None, entry: int | None = None) -> None:
        super().__init__(harm)
        self.damage = Damage(harm, seal, entry)


class Contents:
    """Reads seals through one connection, believing only what this key signed. Methods raise Broken."""

    def __init__(self, connection: Connection, public: Ed25519PublicKey) -> None:
        self._connection, self._public, self._name = connection, public, name_of(public)

    def believed(self, stored: Stored | None, number: int) -> Link:
        """What a link says."""
        if stored is None or stored.number != number:
            raise Broken(Harm.SEAL_REMOVED, number)
        try:
            link = stored.link()
        except ValueError:
            raise Broken(Harm.SEAL_ALTERED, number) from None
        if link.key != self._name:
            raise Broken(Harm.OTHER_KEY, number)
        if link.number != number or not signed_by(self._public, stored.signature, stored.body):
            raise Broken(Harm.SEAL_ALTERED, number)
        return link

    def of_seal(self, stored: Stored, link: Link) -> Expected:
        """The entries that the seal still vouches for, without those that closings took out."""
        gone, whole = self._closed(stored)
        _leaves_fit(stored, link, whole=whole)
        return {} if whole else {id_: digest for id_, digest in split(stored.leaves).items() if id_ not in gone}

    def check_closing(self, stored: Stored, link: Link) -> None:
        """Look at a closing where it stands in the chain."""
        target = chain.stored(self._connection, link.closes or 0)
        if target is None or stored.number not in target.closings:
            raise Broken(Harm.SEAL_ALTERED, link.number)
        _leaves_fit(stored, link, whole=self._closed(target)[1])

    def _closed(self, seal: Stored) -> tuple[set[bytes], bool]:
        """The ids that are gone from the seal; or, with True, that all of them are."""
        closings = [self._closing(number, seal.number) for number in seal.closings]
        if any(link.whole for _, link in closings):
            return set(), True
        for stored, link in closings:
            _leaves_fit(stored, link, whole=False)
        return {id_ for stored, _ in closings for id_ in unpacked_ids(stored.leaves)}, False

    def _closing(self, number: int, seal: int) -> tuple[Stored, Link]:
        stored = chain.stored(self._connection, number)
        link = self.believed(stored, number)
        if stored is None or link.closes != seal:
            raise Broken(Harm.SEAL_ALTERED, number)
        return stored, link


def harm_to(row: Row, expected: Expected) -> Harm | None:
    """What is wrong with an entry in its seal; it is taken out of what is expected. What is left then was removed."""
    leaf = row.leaf
    digest = expected.pop(leaf[:ID], None)
    if digest is None:
        return Harm.INSERTED
    return Harm.ALTERED if digest != leaf[ID:] else None


def first_of(expected: Expected) -> int:
    """The lowest id that is still expected."""
    return min(int.from_bytes(id_) for id_ in expected)


def _leaves_fit(stored: Stored, link: Link, *, whole: bool) -> None:
    """The digests must be those that were signed; of a seal of which nothing is left they may have been dropped."""
    if hash_of(stored.leaves) != link.leaves and (stored.leaves or not whole):
        raise Broken(Harm.SEAL_ALTERED, link.number)
