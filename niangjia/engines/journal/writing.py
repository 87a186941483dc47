"""Making entries. Call these inside the transaction of what happened: both are there, or neither."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from niangjia.foundation.access.actor import Kind
from niangjia.foundation.clock import SHANGHAI, now, today
from niangjia.foundation.web.request_id import current as request_id

from .codes import UnknownCode, known
from .guard import UnfitData, packed
from .own_codes import DECLARED, JOURNAL
from .subjects import Subject, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import Model

    from niangjia.foundation.access.actor import Actor

    Thing = Model | Subject

# As Entry.Actor says; an anonymous entry has none.
ACTORS = {Kind.VISITOR: 1, Kind.ACCOUNT: 2, Kind.PLATFORM: 3}
INSERT = """
    INSERT INTO journal_entry
        (time, actor, account_id, union_id, code, subject_type, subject_id, request_id, data)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
ANONYMOUS = "INSERT INTO journal_entry (id, time, code, subject_type, subject_id) VALUES (%s, %s, %s, %s, %s)"
COPY = """
    COPY journal_entry (time, actor, account_id, request_id, part_of, union_id, code, subject_type, subject_id, data)
    FROM STDIN
"""
AT_ONCE = 5000  # entries handed to the database together
ORDINARY_IDS = 2**62  # from here on ids of anonymous entries, drawn at random


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be made among many."""

    code: str
    subject: Thing
    union: int | None = None
    data: Mapping[str, Any] | None = None


def record(
    actor: Actor, code: str, subject: Thing, *, union: int | None = None, data: Mapping[str, Any] | None = None
) -> None:
    """Make the entry that the actor did what the code says to the subject, a saved row or a Subject.

    `union` is the id of the union that it belongs to. Raises UnknownCode, UnfitData, or ValueError for a bad subject.
    """
    _act(code)
    _insert(actor, code, subject, union, packed(data))


def record_many(actor: Actor, drafts: Iterable[Draft]) -> int:
    """Make entries for many acts of one actor, some thousand in one statement; answers how many. Raises as `record`.

    The drafts may come from a generator, which may ask the database: they are not held together.
    """
    return _copy(actor, (_act_line(draft) for draft in drafts))


def record_alike(
    actor: Actor, code: str, kind: str, acts: Iterable[tuple[int, int | None, Mapping[str, Any] | None]]
) -> int:
    """As `record_many` for many acts of one code about rows of one model ("people.person"), in half the time.

    Each is (id of the row, id of the union, data). Raises as `record`.
    """
    _act(code)
    same = f"\t{code}\t{Subject(kind, 0).type}\t"
    return _copy(actor, (f"{_null(union)}{same}{key:d}\t{_written(data)}\n" for key, union, data in acts))


def record_anonymously(code: str, subject: Thing) -> None:
    """Make the entry of somebody who holds nothing but a receipt: it has the day, the code and the subject.

    Its id is drawn, so that it does not tell by its neighbours when in the day it was. Raises as `record`.
    """
    _act(code)
    about = subject_of(subject)
    day = datetime.combine(today(), time(), SHANGHAI)
    number = ORDINARY_IDS + secrets.randbelow(ORDINARY_IDS)
    with connection.cursor() as cursor:
        cursor.execute(ANONYMOUS, [number, day, code, about.type, about.key])


def look(
    actor: Actor,
    code: str,
    subject: Thing,
    *,
    reason: str = "",
    union: int | None = None,
    shown: Iterable[Thing] = (),
    data: Mapping[str, Any] | None = None,
) -> int:
    """Make the entry that the actor saw personal data of the subject; answers how many of `shown` it wrote.

    A list or an export is one entry with the list as its subject, and one more for each of the persons in `shown`,
    who find it among the looks at them. `reason` may be empty only where the code's purpose says it.
    Raises UnknownCode, also for a code that is no look, and UnfitData, also for a reason that is missing.
    """
    found = known(code)
    if not found.look:
        raise UnknownCode(f"{code} is no look")
    if not (reason := reason.strip()) and not found.purpose:
        raise UnfitData("a look needs its reason")
    stated = {**(data or {}), "reason": reason} if reason else data
    whole = _insert(actor, code, subject, union, packed(stated))
    return _copy(actor, (_line(code, thing, union, None) for thing in shown), part_of=whole)


def _act(code: str) -> None:
    if known(code).look:
        raise UnknownCode(f"{code} is a look: record it with look()")


def _account(actor: Actor) -> int | None:
    return actor.account_id if actor.kind is Kind.ACCOUNT else None


def _request() -> str | None:
    return None if (found := request_id.get()) == "-" else found


def _insert(actor: Actor, code: str, subject: Thing, union: int | None, data: str | None) -> int:
    about = subject_of(subject)
    values = (now(), ACTORS[actor.kind], _account(actor), union, code, about.type, about.key, _request(), data)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        return int(cursor.fetchone()[0])


def _act_line(draft: Draft) -> str:
    _act(draft.code)
    return _line(draft.code, draft.subject, draft.union, draft.data)


def _line(code: str, subject: Thing, union: int | None, data: Mapping[str, Any] | None) -> str:
    """What differs between the entries of many, as COPY reads it; only data can have signs that it would misread."""
    about = subject_of(subject)
    return f"{_null(union)}\t{code}\t{about.type}\t{about.key}\t{_written(data)}\n"


def _written(data: Mapping[str, Any] | None) -> str:
    text = packed(data)
    return r"\N" if text is None else text.replace("\\", "\\\\")


def _null(value: int | str | None) -> int | str:
    return r"\N" if value is None else value


def _copy(actor: Actor, lines: Iterator[str], *, part_of: int | None = None) -> int:
    """Lot by lot and not as one stream, so that whatever makes the lines may itself ask the database."""
    who = (ACTORS[actor.kind], _null(_account(actor)), _null(_request()), _null(part_of))
    same, count = "\t".join(map(str, who)), 0
    with transaction.atomic(), connection.cursor() as cursor:
        while lot := list(islice(lines, AT_ONCE)):
            # The time of writing: lines may be long in the making, and would seem to be slipped in later.
            head = f"{now().isoformat()}\t{same}\t"
            with cursor.copy(COPY) as copy:
                copy.write("".join(head + line for line in lot))
            count += len(lot)
    return count


def declare_history(actor: Actor, reason: str) -> None:
    """Say, before other entries in the same transaction, that they carry earlier times than now.

    For a demo's invented past, or the journal of a system that was replaced. The proof counts such entries; without
    the declaration it takes them for slipped in. Raises UnfitData.
    """
    record(actor, DECLARED, JOURNAL, data={"reason": reason})
