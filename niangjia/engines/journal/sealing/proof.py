"""Proves that the journal is what was written: walks the chain and all entries once, side by side, in order.

It sees one moment of the database, holds one seal's digests in memory, and stops at the first thing that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.journal.connections import one, snapshot
from niangjia.foundation.keys import KeyFileError

from . import chain, heads
from .contents import Broken, Contents, first_of, harm_to
from .keys import signing_key
from .links import START, Kind, moment_of
from .outside import Outside
from .report import Damage, Harm, Report
from .rows import EVERYWHERE, rows
from .times import Times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from niangjia.engines.journal.connections import Connection

    from .chain import Stored
    from .contents import Expected
    from .links import Link, Place
    from .outside import Finding
    from .rows import Row

NEXT = "SELECT journal_position(pg_snapshot_xmax(pg_current_snapshot()))"


def verify_journal() -> Report:
    """Check every entry, every seal, and what is known of the seals outside the database.

    Takes some seconds for a million entries, and constant memory. Raises DatabaseError if the database can't be read.
    """
    report = Report()
    with snapshot() as connection:
        try:
            Proof(connection, signing_key().public_key(), report).run()
        except Broken as broken:
            report.damage = broken.damage
        except KeyFileError:
            if chain.last(connection) is not None:
                report.damage = Damage(Harm.NO_KEY)
    return report


class Proof:
    """One walk along the journal; what it sees goes into the report."""

    def __init__(self, connection: Connection, public: Ed25519PublicKey, report: Report) -> None:
        self.connection, self.report = connection, report
        self.contents, self.times, self.outside = Contents(connection, public), Times(), Outside(public)
        self.rows = rows(connection)
        self.row = next(self.rows, None)

    def run(self) -> None:
        """Raises Broken at the first damage."""
        _stop_at(self.outside.begin())
        number, previous = 0, START
        for stored in chain.links(self.connection):
            link = self.contents.believed(stored, number + 1)
            if link.previous != previous:
                raise Broken(Harm.SEAL_ALTERED, link.number)
            _stop_at(self.outside.check(stored))
            self._check_link(stored, link)
            number, previous = link.number, stored.hash
        _stop_at(self.outside.end(number))
        self._check_open()

    def _check_link(self, stored: Stored, link: Link) -> None:
        if link.kind is Kind.SEAL:
            expected = self.contents.of_seal(stored, link)
            self.report.removed += link.count - len(expected)
            self.times.add(link.quiet)
            self._check_entries(expected, link)
        else:
            self.contents.check_closing(stored, link)
        self.times.add(link.mark)
        self.report.links += 1
        self.report.sealed = moment_of(link.mark.at)

    def _check_entries(self, expected: Expected, link: Link) -> None:
        """Every entry of the seal, and no other, as it was; the lowest id names the damage."""
        found = ((row.id, self._harm_to(row, expected, link)) for row in self._upto(link.upto))
        worst = min(((id_, harm) for id_, harm in found if harm), default=None)
        if expected:
            removed = (first_of(expected), Harm.REMOVED)
            worst = min(worst, removed) if worst else removed
        if worst:
            raise Broken(worst[1], link.number, worst[0])

    def _harm_to(self, row: Row, expected: Expected, link: Link) -> Harm | None:
        if harm := harm_to(row, expected):
            return harm
        self.report.entries += 1
        if self.times.declared(row):
            self.report.declared += 1
            return None
        return Harm.BACKDATED if self.times.backdated(row, link.mark.at) else None

    def _upto(self, place: Place) -> Iterator[Row]:
        """The entries up to and with the place."""
        while self.row is not None and self.row.place <= place:
            yield self.row
            self.row = next(self.rows, None)

    def _check_open(self) -> None:
        """What is not sealed yet can't come from a transaction that is still to be, nor be older than it may be."""
        self.times.add(heads.read_quiet())
        (after,) = one(self.connection, NEXT)
        for row in self._upto(EVERYWHERE):
            self.report.open += 1
            if row.position >= after:
                raise Broken(Harm.INSERTED, None, row.id)
            if not self.times.declared(row) and self.times.backdated(row):
                raise Broken(Harm.BACKDATED, None, row.id)


def _stop_at(finding: Finding | None) -> None:
    if finding:
        raise Broken(*finding)
