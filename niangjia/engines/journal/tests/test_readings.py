from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command

from niangjia.engines.journal.readings import journal_readings
from niangjia.engines.journal.sealing import heads
from niangjia.engines.journal.sealing.keys import key_path
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.foundation.clock import now, travelled
from niangjia.foundation.readings import Health

from .samples import alter, id_of, make, seal_all

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection


def _bad() -> dict[str, Health]:
    return {reading.key: reading.health for reading in journal_readings() if reading.health is not Health.GOOD}


def test_a_new_house_is_well(home: Path) -> None:
    assert _bad() == {}


def test_a_sealed_house_is_well(home: Path) -> None:
    make(1)
    seal_all()
    assert _bad() == {}


def test_when_nobody_seals_it_is_told(home: Path) -> None:
    with travelled(to=now() - timedelta(minutes=20)):
        make(1)
    assert _bad() == {"journal.sealing": Health.WARN}


def test_a_lost_head_is_told(home: Path) -> None:
    make(1)
    seal_all()
    heads.log_path().unlink()
    assert _bad() == {"journal.head": Health.BAD}


def test_a_missing_key_is_told(home: Path) -> None:
    make(1)
    seal_all()
    key_path().unlink()
    assert _bad() == {"journal.key": Health.BAD}


def test_the_proof_as_a_line_of_the_doctors(home: Path, owner: Connection) -> None:
    make(1)
    seal_all()
    assert verify_journal().reading().health is Health.GOOD
    alter(owner, "DELETE FROM journal_entry WHERE id = %s", id_of(1))
    assert verify_journal().reading().health is Health.BAD


def test_commands(home: Path, capsys: object) -> None:
    make(1)
    seal_all()
    call_command("journal", "seal")
    heads.log_path().unlink()
    call_command("journal", "accept", "--reason", "new machine")
    seal_all()
    assert verify_journal().sound
