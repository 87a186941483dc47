"""A database that is restored into another cluster counts its transactions from the beginning again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.checks import journal_is_settled
from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.places import moved, settle
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.report import Harm
from niangjia.engines.journal.sealing.sealer import NotSettled, seal

from .samples import make, seal_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection

FUNCTIONS = """
    CREATE OR REPLACE FUNCTION journal_position(xid8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN $1::text::bigint + {shift};
    CREATE OR REPLACE FUNCTION journal_cluster() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN '{cluster}';
"""


@pytest.fixture
def here(owner: Connection) -> Iterator[str]:
    """The name of this cluster; afterwards the database is at home again."""
    cluster = str(owner.execute("SELECT system_identifier FROM pg_control_system()").fetchone()[0])  # type: ignore[index]
    yield cluster
    _be(owner, cluster, 0)


def _be(owner: Connection, cluster: str, shift: int) -> None:
    owner.execute(FUNCTIONS.format(shift=shift, cluster=cluster))


@pytest.fixture
def restored(home: Path, owner: Connection, here: str) -> None:
    """Ten entries, five of them sealed, that a cluster far ahead of this one wrote."""
    _be(owner, here, 10_000_000)
    make(5)
    seal_all()
    make(5, start=6)
    _be(owner, "7000000000000000001", 0)


def test_it_is_seen_and_nothing_is_sealed(restored: None, owner: Connection) -> None:
    assert moved(owner)
    with pytest.raises(NotSettled):
        seal()
    assert [found.id for found in journal_is_settled(databases=["default"])] == ["journal.C001"]


def test_settled_it_goes_on_and_the_old_seals_hold(restored: None, owner: Connection) -> None:
    assert settle(owner)
    make(5, start=11)
    assert seal_all() == 10
    report = verify_journal()
    assert report.sound and report.entries == 15, report.sentence
    assert journal_is_settled(databases=["default"]) == []


def test_new_entries_come_after_old_ones(restored: None, owner: Connection) -> None:
    settle(owner)
    make(1, start=50)
    order = list(Entry.objects.order_by("position", "id").values_list("subject_id", flat=True))
    assert order[-1] == "50"


def test_what_was_written_unsettled_is_named(restored: None, owner: Connection) -> None:
    make(1, start=50)
    settle(owner)
    damage = verify_journal().damage
    assert damage and damage.harm is Harm.INSERTED


def test_settling_twice_changes_nothing(restored: None, owner: Connection) -> None:
    settle(owner)
    assert not settle(owner)


def test_after_an_upgrade_in_place_the_count_goes_on(home: Path, owner: Connection, here: str) -> None:
    make(5)
    seal_all()
    _be(owner, "7000000000000000001", 0)
    assert settle(owner)
    assert owner.execute("SELECT journal_position('5')").fetchone() == (5,)
