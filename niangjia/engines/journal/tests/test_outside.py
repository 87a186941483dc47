"""What is known of the seals outside the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry, Seal
from niangjia.engines.journal.own_codes import ACCEPTED
from niangjia.engines.journal.sealing import heads
from niangjia.engines.journal.sealing.accepting import NothingToAccept, accept_chain
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.report import Damage, Harm
from niangjia.engines.journal.sealing.sealer import seal
from niangjia.foundation.access.actor import PLATFORM, Refused

from .samples import CLERK, make, seal_all

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection


@pytest.fixture
def three(home: Path) -> None:
    """Three seals of two entries each."""
    for start in (1, 3, 5):
        make(2, start=start)
        seal_all()


def _cut(owner: Connection, after: int) -> None:
    """Cut off the newest seals with their entries, as a restore of an older backup does."""
    owner.execute("DELETE FROM journal_seal WHERE number > %s", [after])
    owner.execute("DELETE FROM journal_entry WHERE subject_id::int > %s", [after * 2])


def test_the_head_is_the_newest_link_as_it_was_signed(three: None) -> None:
    head, newest = heads.read_head(), Seal.objects.get(number=3)
    assert head and (head.body, head.signature) == (newest.body, bytes(newest.signature))


def test_the_log_has_every_link(three: None) -> None:
    assert [line.number for line in heads.logged()] == [1, 2, 3]


def test_a_cut_off_tail_is_noticed(three: None, owner: Connection) -> None:
    _cut(owner, 2)
    assert verify_journal().damage == Damage(Harm.TAIL_REMOVED, 3)


def test_an_emptied_journal_is_noticed(three: None, owner: Connection) -> None:
    owner.execute("TRUNCATE journal_entry, journal_seal")
    assert verify_journal().damage == Damage(Harm.TAIL_REMOVED, 1)


@pytest.mark.parametrize("left", ["head.json", "heads.log"])
def test_either_file_is_enough_to_notice(three: None, owner: Connection, left: str) -> None:
    (heads.folder() / ({"head.json", "heads.log"} - {left}).pop()).unlink()
    _cut(owner, 2)
    assert verify_journal().damage == Damage(Harm.TAIL_REMOVED, 3)


def test_sealing_on_does_not_wipe_the_trace(three: None, owner: Connection) -> None:
    _cut(owner, 2)
    make(4, start=50)
    seal_all()
    assert Seal.objects.count() == 3  # the place of the one that was cut off is taken again
    assert verify_journal().damage == Damage(Harm.HEAD_ALTERED, 3)


def test_a_lost_log_is_noticed(three: None) -> None:
    heads.log_path().unlink()
    assert verify_journal().damage == Damage(Harm.HEAD_LOST)


def test_a_lost_log_is_not_quietly_made_anew(three: None) -> None:
    heads.log_path().unlink()
    make(1, start=50)
    seal_all()
    assert verify_journal().damage == Damage(Harm.HEAD_LOST)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"body": 1, "signature": "00"}', '{"body": "{}", "signature": "00"}']
)
def test_a_damaged_head_is_noticed(three: None, text: str) -> None:
    (heads.folder() / "head.json").write_text(text)
    assert verify_journal().damage == Damage(Harm.HEAD_LOST)


def test_a_forged_head_is_noticed(three: None) -> None:
    path = heads.folder() / "head.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"body": said["body"].replace('"count":2', '"count":3')}))
    assert verify_journal().damage == Damage(Harm.HEAD_ALTERED, 3)


def test_a_line_of_the_log_that_differs(three: None) -> None:
    lines = heads.log_path().read_text().splitlines()
    heads.log_path().write_text("\n".join([lines[0], "2 " + "0" * 64, lines[2]]) + "\n")
    assert verify_journal().damage == Damage(Harm.HEAD_ALTERED, 2)


def test_a_restore_is_accepted_with_its_reason(three: None, owner: Connection) -> None:
    _cut(owner, 2)
    assert accept_chain(PLATFORM, "backup of\nyesterday") == 2
    make(1, start=50)
    seal_all()
    report = verify_journal()
    assert report.sound, report.sentence
    assert "backup of yesterday" in heads.log_path().read_text()
    assert Entry.objects.get(code=ACCEPTED).data == {"seal": 2, "reason": "backup of\nyesterday"}


def test_what_was_known_before_is_set_aside(three: None, owner: Connection) -> None:
    before = heads.log_path().read_text()
    _cut(owner, 2)
    accept_chain(PLATFORM, "one")
    accept_chain(PLATFORM, "two")
    assert (heads.folder() / "heads.1.log").read_text() == before
    assert (heads.folder() / "heads.2.log").exists()


def test_only_the_command_line_accepts(three: None) -> None:
    with pytest.raises(Refused):
        accept_chain(CLERK, "please")


def test_without_seals_there_is_nothing_to_accept(home: Path) -> None:
    with pytest.raises(NothingToAccept):
        accept_chain(PLATFORM, "x")
    assert seal() == 0
