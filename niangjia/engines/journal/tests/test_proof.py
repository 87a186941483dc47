"""The proof names what was done to the journal by someone who can do anything to the database."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.engines.journal.models import Entry, Seal
from niangjia.engines.journal.sealing.keys import key_path
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.report import Damage, Harm

from .samples import alter, harm_found, id_of, make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.journal.connections import Connection

# For every column of an entry another value than it has.
OTHER_VALUES = {
    "id": "id + 1000000",
    "position": "position - 1",
    "time": "time - interval '1 microsecond'",
    "account_id": "coalesce(account_id, 0) + 1",
    "union_id": "CASE WHEN union_id IS NULL THEN 1 END",
    "part_of": "coalesce(part_of, 0) + 1",
    "actor": "coalesce(actor, 0) + 1",
    "code": "code || 'x'",
    "subject_type": "'x' || subject_type",
    "subject_id": "subject_id || '0'",
    "request_id": "coalesce(request_id, '') || 'x'",
    "data": "CASE WHEN data IS NULL THEN '{}'::jsonb END",
}
COPY = """
    INSERT INTO journal_entry (id, position, time, account_id, union_id, part_of, actor, code, subject_type,
                               subject_id, request_id, data)
    SELECT id + %s, position, time, account_id, union_id, part_of, actor, code, subject_type,
           subject_id, request_id, data
    FROM journal_entry WHERE id = %s
"""
KEEP = """
    CREATE TEMP TABLE kept_entries AS TABLE journal_entry;
    CREATE TEMP TABLE kept_seals AS TABLE journal_seal;
"""
UNDO = """
    TRUNCATE journal_entry, journal_seal;
    INSERT INTO journal_entry SELECT * FROM kept_entries;
    INSERT INTO journal_seal SELECT * FROM kept_seals;
"""


@dataclass(frozen=True)
class Change:
    """Something done to one row, and the harms that the proof may name for it (with the row's id if `entry`)."""

    query: str
    given: tuple[object, ...]
    harms: set[Harm]
    entry: int | None = None


def _entry_changes() -> Iterator[Change]:
    ids = list(Entry.objects.order_by("position", "id").values_list("id", flat=True))
    chance = random.Random(1969)  # noqa: S311
    for column, value in OTHER_VALUES.items():
        for entry in (ids[0], ids[-1], chance.choice(ids)):
            harms = {Harm.REMOVED, Harm.INSERTED, Harm.ALTERED} if column in {"id", "position"} else {Harm.ALTERED}
            query = f"UPDATE journal_entry SET {column} = {value} WHERE id = %s"  # noqa: S608
            yield Change(query, (entry,), harms, entry)
    for entry in (ids[0], ids[-1], *chance.sample(ids, 3)):
        yield Change("DELETE FROM journal_entry WHERE id = %s", (entry,), {Harm.REMOVED}, entry)
        yield Change(COPY, (500_000, entry), {Harm.INSERTED}, entry + 500_000)
        yield Change(COPY, (0, entry), {Harm.INSERTED}, entry)


def _seal_changes() -> Iterator[Change]:
    changed = {
        "body": "replace(body, 'seal', 'sea1')",
        "signature": "set_byte(signature, 3, (get_byte(signature, 3) + 1) %% 256)",
        "leaves": "set_byte(leaves, 30, (get_byte(leaves, 30) + 1) %% 256)",
        "number": "number + 1000",
        "closes": "1",
    }
    for number in Seal.objects.values_list("number", flat=True):
        for column, value in changed.items():
            harms = {Harm.SEAL_ALTERED, Harm.SEAL_REMOVED, Harm.TAIL_REMOVED, Harm.OTHER_KEY}
            query = f"UPDATE journal_seal SET {column} = {value} WHERE number = %s"  # noqa: S608
            yield Change(query, (number,), harms)
        yield Change("DELETE FROM journal_seal WHERE number = %s", (number,), {Harm.SEAL_REMOVED, Harm.TAIL_REMOVED})


def _missed(owner: Connection, change: Change) -> str:
    """Do it, see what the proof says, undo it; what is wrong with its answer."""
    assert owner.execute(change.query, change.given).rowcount == 1
    damage = verify_journal().damage
    owner.execute(UNDO)
    if damage is None or damage.harm not in change.harms:
        return f"{change}: {damage}"
    named = damage.entry == change.entry or change.entry is None
    return "" if named else f"{change}: names {damage.entry}"


def test_any_single_change_is_found_and_named(journal: None, owner: Connection) -> None:
    owner.execute(KEEP)
    changes = [*_entry_changes(), *_seal_changes()]
    assert len(changes) > 80
    assert [missed for change in changes if (missed := _missed(owner, change))] == []
    assert verify_journal().sound, "the undoing is good"


def test_the_sentence_says_which(journal: None, owner: Connection) -> None:
    entry = id_of(13)
    alter(owner, "UPDATE journal_entry SET union_id = 5 WHERE id = %s", entry)
    report = verify_journal()
    assert report.damage == Damage(Harm.ALTERED, 3, entry)
    assert str(entry) in report.sentence and not report.sound


def test_an_entry_of_a_transaction_that_is_still_to_come(journal: None, owner: Connection) -> None:
    alter(owner, "UPDATE journal_entry SET position = position + 1000000 WHERE id = %s", id_of(1))
    alter(owner, "DELETE FROM journal_seal WHERE number = %s", Seal.objects.count())
    assert not verify_journal().sound
    make(1, start=500)
    alter(owner, "UPDATE journal_entry SET position = position + 1000000 WHERE id = %s", id_of(500))
    assert not verify_journal().sound


def test_seals_that_change_places(journal: None, owner: Connection) -> None:
    with owner.transaction():
        for query in (
            "SET number = -1 WHERE number = 1",
            "SET number = 1 WHERE number = 2",
            "SET number = 2 WHERE number = -1",
        ):
            owner.execute(f"UPDATE journal_seal {query}")
    assert harm_found() is Harm.SEAL_ALTERED


def test_without_the_key_nothing_is_proved(journal: None) -> None:
    key_path().unlink()
    assert harm_found() is Harm.NO_KEY


def test_another_key_is_named(journal: None) -> None:
    key_path().write_text("another one\n")
    assert harm_found() is Harm.OTHER_KEY
