from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.jobs import retention, start_retention
from niangjia.engines.journal.models import Entry, Seal
from niangjia.engines.journal.months import ensure_months, months
from niangjia.engines.journal.own_codes import REMOVED
from niangjia.engines.journal.sealing import sealer
from niangjia.engines.journal.sealing.contents import Broken
from niangjia.engines.journal.sealing.links import Kind, read_link
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.report import Damage, Harm
from niangjia.engines.journal.sealing.retention import drop_empty_months, remove_expired
from niangjia.foundation.clock import now, travelled
from niangjia.foundation.jobs import CannotGoOn
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .samples import DID, SAW, SHORT, alter, id_of, make, seal_all

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection

BACK = timedelta(days=240)  # eight months
A_YEAR_ON = timedelta(days=180)


@pytest.fixture
def old(home: Path) -> None:
    """Eight months ago: a seal of short-kept entries only, and one of all kinds; and one of today."""
    with travelled(to=now() - BACK):
        make(3, code=SHORT)
        seal_all()
        make(2, code=SHORT, start=4)
        make(2, code=DID, start=6)
        seal_all()
    make(2, code=SHORT, start=8)
    seal_all()


def test_what_is_over_goes_and_the_proof_says_so(old: None) -> None:
    gone = remove_expired()
    assert (gone.seal, gone.count) == (None, 5)
    report = verify_journal()
    assert report.sound and (report.entries, report.removed) == (4, 5), report.sentence
    assert sorted(Entry.objects.values_list("subject_id", flat=True)) == ["6", "7", "8", "9"]


def test_what_went_is_closed_by_signed_links(old: None) -> None:
    remove_expired()
    closings = [read_link(seal.body) for seal in Seal.objects.order_by("number")[3:]]
    assert [(link.kind, link.closes, link.count, link.whole) for link in closings] == [
        (Kind.CLOSING, 1, 3, True),
        (Kind.CLOSING, 2, 2, False),
    ]


def test_of_a_seal_of_which_nothing_is_left_the_digests_go(old: None) -> None:
    remove_expired()
    assert [bool(seal.leaves) for seal in Seal.objects.order_by("number")[:3]] == [False, True, True]


def test_again_there_is_nothing_to_do(old: None) -> None:
    remove_expired()
    assert remove_expired().count == 0 and Seal.objects.count() == 5


def test_the_chain_goes_on_after_it(old: None) -> None:
    remove_expired()
    make(1, start=50)
    seal_all()
    assert verify_journal().sound


def test_kinds_that_are_kept_longer_go_in_a_second_closing(home: Path) -> None:
    with travelled(to=now() - BACK - timedelta(days=365)):
        make(2, code=SHORT)
        from niangjia.engines.journal import look

        from .samples import CLERK, person

        look(CLERK, SAW, person(7), reason="x")
        make(1, code=DID, start=8)
        seal_all()
    with travelled(to=now() - timedelta(days=365)):
        assert remove_expired().count == 2
    assert remove_expired().count == 1
    report = verify_journal()
    assert report.sound and (report.entries, report.removed) == (1, 3), report.sentence


@pytest.mark.parametrize(
    ("query", "harm"),
    [
        ("UPDATE journal_entry SET union_id = 5 WHERE id = %s", Harm.ALTERED),
        ("DELETE FROM journal_entry WHERE id = %s", Harm.REMOVED),
    ],
)
def test_traces_of_damage_do_not_go(old: None, owner: Connection, query: str, harm: Harm) -> None:
    entry = id_of(4)
    alter(owner, query, entry)
    with pytest.raises(Broken) as caught:
        remove_expired()
    assert caught.value.damage == verify_journal().damage == Damage(harm, 2, entry)


def test_an_entry_that_was_backdated_does_not_go_early(home: Path, owner: Connection) -> None:
    with travelled(to=now() - BACK):
        make(3, code=SHORT)
    seal_all()
    assert remove_expired().count == 0


def test_an_entry_can_not_be_passed_off_as_gone(old: None, owner: Connection) -> None:
    remove_expired()
    entry = id_of(6)
    alter(owner, "DELETE FROM journal_entry WHERE id = %s", entry)
    assert verify_journal().damage == Damage(Harm.REMOVED, 2, entry)
    padded = "UPDATE journal_seal SET leaves = leaves || decode(lpad(to_hex(%s), 16, '0'), 'hex') WHERE closes = 2"
    alter(owner, padded, entry)
    assert verify_journal().damage == Damage(Harm.SEAL_ALTERED, 5)


def test_nothing_can_be_put_where_all_went(old: None, owner: Connection) -> None:
    remove_expired()
    alter(
        owner,
        "INSERT INTO journal_entry (position, time, code, subject_type, subject_id)"
        " VALUES (1, now(), 'test.thing.done', 'people.person', '3')",
    )
    damage = verify_journal().damage
    assert damage and (damage.harm, damage.seal) == (Harm.INSERTED, 1)


def test_the_oldest_empty_months_are_dropped_without_a_gap(home: Path, owner: Connection) -> None:
    ensure_months(owner)
    first = months(owner)[0]
    make(3, code=SHORT)
    seal_all()
    with travelled(to=now() + BACK):
        assert drop_empty_months() == []
        assert remove_expired().count == 3
        assert drop_empty_months()[0] == first
    make(1, start=50)  # has a place still
    seal_all()
    assert verify_journal().sound


def test_as_a_job(old: None) -> None:
    make(1, start=50)
    start_retention()
    run_slice(Job.objects.get().pk)
    assert Job.objects.get().state == "done"
    assert Entry.objects.get(code=REMOVED).data == {"count": 5}


def test_a_job_that_meets_damage_ends(old: None, owner: Connection) -> None:
    alter(owner, "DELETE FROM journal_entry WHERE id = %s", id_of(1))
    with pytest.raises(CannotGoOn) as caught:
        retention(None, None)  # type: ignore[arg-type]
    assert caught.value.code == "journal_damaged"


def test_many_seals_take_several_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "MOST", 1)
    with travelled(to=now() - BACK):
        make(25, code=SHORT)
        seal_all()
    first = remove_expired()
    second = remove_expired(after=first.seal or 0)
    assert [first.count, second.count, second.seal] == [20, 5, None]
