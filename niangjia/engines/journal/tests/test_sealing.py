from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal import record_anonymously
from niangjia.engines.journal.models import Entry, Seal
from niangjia.engines.journal.sealing import chain, sealer
from niangjia.engines.journal.sealing.keys import key_path
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.sealer import seal
from niangjia.foundation.keys import KeyFileError

from .samples import DID, alter, make, open_entries, person, seal_all

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from niangjia.engines.journal.connections import Connection


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seals hold ten entries at most."""
    monkeypatch.setattr(sealer, "MOST", 10)


def test_an_empty_journal_is_sound(home: Path) -> None:
    assert verify_journal().sound and seal() == 0 and verify_journal().sound


def test_everything_is_sealed_once(home: Path, few: None) -> None:
    make(25)
    assert seal_all() == 25
    report = verify_journal()
    assert report.sound, report.sentence
    assert (report.entries, report.links, report.open) == (25, 3, 0)


def test_nothing_new_makes_no_seal(home: Path) -> None:
    make(1)
    seal_all()
    assert seal() == 0 and Seal.objects.count() == 1


def test_a_transaction_of_many_is_split(home: Path, few: None) -> None:
    make(35)
    seal_all()
    assert Entry.objects.values("position").distinct().count() == 1
    assert verify_journal().entries == 35


def test_an_anonymous_entry_is_sealed_like_others(home: Path) -> None:
    make(1)
    seal_all()
    record_anonymously(DID, person(9))
    seal_all()
    assert verify_journal().entries == 2


def test_what_a_running_transaction_may_still_precede_waits(home: Path, other: Connection) -> None:
    with other.transaction():
        other.execute("SELECT pg_current_xact_id()")
        make(3)
        seal()
        assert open_entries() == 3 and verify_journal().sound
        other.execute(
            "INSERT INTO journal_entry (time, actor, code, subject_type, subject_id)"
            " VALUES (now(), 3, 'test.thing.done', 'people.person', '99')"
        )
    assert seal_all() == 4
    assert verify_journal().entries == 4


def test_what_was_rolled_back_leaves_no_gap(home: Path, other: Connection) -> None:
    make(1)
    with pytest.raises(LookupError), other.transaction():
        other.execute(
            "INSERT INTO journal_entry (time, code, subject_type, subject_id) VALUES (now(), 'a.b', 'a.b', '1')"
        )
        raise LookupError
    make(1, start=2)
    assert seal_all() == 2 and verify_journal().sound


def test_a_long_transaction_may_seal_late_what_it_wrote_early(
    home: Path, other: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its entries carry times from long before seals that were made meanwhile."""
    from datetime import timedelta

    from niangjia.foundation import clock

    with other.transaction():
        other.execute(
            "INSERT INTO journal_entry (time, actor, code, subject_type, subject_id)"
            " VALUES (now(), 3, 'test.thing.done', 'people.person', '99')"
        )
        with clock.travelled(to=clock.now() + timedelta(hours=2)):
            make(1)
            seal()
    with clock.travelled(to=clock.now() + timedelta(hours=2)):
        assert seal_all() == 2
    report = verify_journal()
    assert report.sound, report.sentence


def test_the_key_is_a_closed_file_and_not_in_the_database(home: Path) -> None:
    make(1)
    seal_all()
    assert key_path().stat().st_mode & 0o077 == 0
    key = key_path().read_text().strip()
    assert key not in str(Seal.objects.values_list().get())


def test_a_chain_is_not_gone_on_with_by_another_key(home: Path) -> None:
    make(1)
    seal_all()
    key_path().unlink()
    with pytest.raises(KeyFileError):  # with a chain there, none is made
        seal()
    key_path().write_text("another one\n")
    key_path().chmod(0o600)
    make(1, start=2)
    with pytest.raises(chain.OtherKey):
        seal_all()


def test_in_production_no_key_is_made(home: Path, settings: Any) -> None:
    settings.HOUSE = settings.HOUSE.model_copy(update={"mode": "production"})
    make(1)
    with pytest.raises(KeyFileError):
        seal()


def test_the_chain_is_locked_by_whoever_adds(home: Path, owner: Connection) -> None:
    make(1)
    seal_all()
    with pytest.raises(Exception, match="duplicate key"):
        alter(owner, "INSERT INTO journal_seal SELECT * FROM journal_seal")
