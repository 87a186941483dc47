"""Reading the journal: what happened to a subject, who looked at it, and everything in order for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.foundation.access.models import Account

from .codes import known, look_codes
from .models import Entry
from .subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .models import Entries
    from .writing import Thing

NEWEST = 50
STREAM = """
    SELECT * FROM journal_entry
    WHERE (position, id) > (%s, %s) AND position < journal_position(pg_snapshot_xmin(pg_current_snapshot()))
    ORDER BY position, id LIMIT %s
"""


@dataclass(frozen=True)
class Act:
    """An entry with the name of who acted: of an account only, and "" when that is gone."""

    entry: Entry
    who: str


@dataclass(frozen=True)
class Look:
    """A look at a subject's data: when, who (an account's name, and its id; None is the platform), what, why."""

    time: datetime
    who: str
    sentence: str
    reason: str
    account_id: int | None = None


def history(*things: Thing, limit: int = NEWEST, before: datetime | None = None) -> list[Act]:
    """What happened to the subject, newest first, without looks; two queries.

    Entries stay where they were made: of merged records, name those that went into this one, too.
    """
    found = _newest(Entry.objects.about(*map(subject_of, things)).exclude(code__in=look_codes()), limit, before)
    names = _names(found)
    return [Act(entry, names.get(entry.account_id, "")) for entry in found]


def looks_at(*things: Thing, limit: int = NEWEST, before: datetime | None = None) -> list[Look]:
    """Who saw personal data of the subject, newest first; three queries. Of lists and exports, with their reason."""
    found = _newest(Entry.objects.about(*map(subject_of, things)).filter(code__in=look_codes()), limit, before)
    names, wholes = _names(found), _wholes(found)
    return [
        Look(
            entry.time,
            names.get(entry.account_id, ""),
            entry.sentence,
            _reason(wholes.get(entry.part_of, entry)),
            entry.account_id,
        )
        for entry in found
    ]


@dataclass(frozen=True)
class Batch:
    """Some entries in order, and the place to go on after; the same place when there is nothing new."""

    entries: list[Entry]
    after: str


def stream(after: str = "", *, limit: int = 1000) -> Batch:
    """Entries after a place that an earlier batch gave, each exactly once, whatever commits meanwhile.

    An entry is in it when no running transaction can come before it any more. Raises ValueError for another place.
    """
    position, _, number = (after or "-1.0").partition(".")
    found = list(Entry.objects.raw(STREAM, [int(position), int(number), limit]))
    return Batch(found, f"{found[-1].position}.{found[-1].id}" if found else after)


def _newest(entries: Entries, limit: int, before: datetime | None) -> list[Entry]:
    earlier = entries if before is None else entries.filter(time__lt=before)
    return list(earlier.order_by("-time", "-id")[:limit])


def _names(entries: Iterable[Entry]) -> dict[int | None, str]:
    wanted = {entry.account_id for entry in entries if entry.account_id is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _wholes(entries: Iterable[Entry]) -> dict[int | None, Entry]:
    """The lists and exports that entries are part of, by their ids: written in the same transactions."""
    parts = [entry for entry in entries if entry.part_of is not None]
    if not parts:
        return {}
    places = {"position__in": {part.position for part in parts}, "id__in": {part.part_of for part in parts}}
    return {entry.id: entry for entry in Entry.objects.filter(**places)}


def _reason(entry: Entry) -> str:
    given = (entry.data or {}).get("reason")
    return str(given or known(entry.code).purpose)
