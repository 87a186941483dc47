"""Whom the rows of a part are about, and so what would become of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.naming import LONGEST_KEY
from niangjia.foundation.chinese import sort_key

from . import reasons
from .differing import changes_of
from .listed import say_the_same
from .marks import is_mobile
from .records import known_documents, marks_of, records_of
from .rows import Change, Outcome, Staged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .ground import Ground
    from .records import Known, Record

BATCH = 500  # names looked for at once


def match_rows(rows: Iterable[Staged], ground: Ground, *, ignoring: frozenset[int] = frozenset()) -> dict[int, bytes]:
    """Set outcome, reason, person and changes of rows without errors; answers the digests of their documents.

    By their name alone nobody of `ignoring` is found: whom the same list has entered already.

    What was picked by hand stays picked (`group` is negative): a differing name, or a namesake, holds it no more.
    """
    matching = Matching(ground, ignoring)
    matching.match([row for row in rows if not row.errors])
    return matching.marks


class Matching:
    """Matches rows against the register, a part at a time."""

    def __init__(self, ground: Ground, ignoring: frozenset[int]) -> None:
        self._ground, self._ignoring = ground, ignoring
        self.marks: dict[int, bytes] = {}  # row number -> digest of the first document

    def match(self, rows: Sequence[Staged]) -> None:
        for row in rows:
            row.person, row.reason, row.changes = None, "", []
        bare = [row for row in rows if not row.values.get("documents")]
        unknown = self._by_documents([row for row in rows if row.values.get("documents")])
        unsure = [row for row in unknown if row.values["name"] in self._ground.unsure]
        if bare or unsure:
            self._by_name(bare, unsure)

    def _by_documents(self, rows: Sequence[Staged]) -> list[Staged]:
        """Those about whom nobody has the document are new, and given back."""
        documents = [(document[0], document[1]) for row in rows for document in row.values["documents"]]
        marks = marks_of(documents)
        known = iter(known_documents(documents, marks))
        first = iter(marks)
        for row in rows:
            own = [next(first) for _ in row.values["documents"]]
            self.marks[row.number] = own[0][0].digest
        holders = [[one for _ in row.values["documents"] for one in next(known)] for row in rows]
        same = say_the_same(self._perhaps_the_same(rows, holders))
        records = records_of(
            one.person
            for row, several in zip(rows, holders, strict=True)
            if row.number not in same
            for one in several
            if one.person
        )
        unknown = []
        for row, several in zip(rows, holders, strict=True):
            if row.number in same:
                row.person, row.outcome = several[0].person, Outcome.UNCHANGED
            elif several:
                self._about(row, several, records)
            else:
                row.outcome = Outcome.NEW
                unknown.append(row)
        return unknown

    def _perhaps_the_same(
        self, rows: Sequence[Staged], holders: Sequence[Sequence[Known]]
    ) -> Iterator[tuple[Staged, int, bytes]]:
        """Rows about one member of the scope, of whom is known what a list said at the entry."""
        places = self._ground.places
        for row, several in zip(rows, holders, strict=True):
            if len(several) == 1:
                one = several[0]
                if one.listed and one.person and one.union == row.union and one.home in places:
                    yield row, one.person, one.listed

    def _about(self, row: Staged, holders: Sequence[Known], records: dict[int, Record]) -> None:
        if len({holder.person for holder in holders}) > 1:
            _hold(row, reasons.TWO_PERSONS)
        elif holders[0].person is None or (record := records.get(holders[0].person)) is None:
            row.outcome, row.reason = Outcome.MOVED, _elsewhere(member=holders[0].member)
        else:
            self._compare(row, record)

    def _compare(self, row: Staged, record: Record) -> None:
        """The row is about somebody in the scope."""
        row.person = record.id
        if record.died:
            _hold(row, reasons.DIED)
        elif record.membership and record.union != row.union:
            row.outcome, row.reason = Outcome.MOVED, reasons.ELSEWHERE
        elif record.home not in self._ground.places:
            row.outcome, row.reason = Outcome.MOVED, _elsewhere(member=record.membership is not None)
        elif record.name != row.values["name"] and row.group >= 0:
            _hold(row, reasons.OTHER_NAME)
        else:
            _settle(row, record)

    def _by_name(self, bare: Sequence[Staged], unsure: Sequence[Staged]) -> None:
        """Rows without a document, and rows whose document nobody has: perhaps somebody's who is here without one."""
        named = self._here(_ids_of({row.values["name"] for row in bare}))
        for row in bare:
            self._without(row, named.get(row.values["name"], ()))
        # Of a common name thousands may be in the register; but few lack a document and may be of that age.
        lacking = {row.number: self._lacking(row) for row in unsure}
        named = self._here(person for several in lacking.values() for person in several)
        for row in unsure:
            if some := lacking[row.number]:
                namesakes = [one for one in named.get(row.values["name"], ()) if one.id in some]
                self._with(row, [one for one in namesakes if one.documents is None and one.state not in OVER])

    def _here(self, ids: Iterable[int]) -> dict[str, list[Record]]:
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in records_of(ids).values():
            if record.home in self._ground.places and record.id not in self._ignoring:
                found[record.name].append(record)
        return found

    def _lacking(self, row: Staged) -> set[int]:
        """The incomplete of the row's name whose birth date, as far as known, is the row's."""
        born, exact = row.values.get("born"), ("born", "no_day") not in row.warnings
        return {
            one.person
            for one in self._ground.unsure[row.values["name"]]
            if not (born and one.born) or _agree(born, one.born, exact=exact)
        }

    def _with(self, row: Staged, namesakes: Sequence[Record]) -> None:
        sure = [record for record in namesakes if _same(row, record)]
        if len(sure) == 1:
            self._compare(row, sure[0])
        elif sure and row.group >= 0:
            _hold(row, reasons.SEVERAL_KNOWN)

    def _without(self, row: Staged, namesakes: Sequence[Record]) -> None:
        here = [record for record in namesakes if record.home == row.union and _may_be(row, record)]
        sure = [record for record in namesakes if _same(row, record)]
        alike = [record for record in here if record.documents is None and not changes_of(row.values, record, None)]
        lacking = [record for record in here if record.documents is None]
        # It came before; it is the same by more than the name; it is the only one there who lacks a document too.
        if found := next((few for few in (alike, sure, lacking) if len(few) == 1), None):
            self._compare(row, found[0])
        elif row.group < 0 or not (sure or here):
            row.outcome, row.reason = Outcome.INCOMPLETE, reasons.NO_DOCUMENT
        else:
            _hold(row, reasons.SEVERAL_KNOWN if sure or lacking else reasons.MAYBE_KNOWN)


def _elsewhere(*, member: bool) -> str:
    return reasons.MEMBER_ELSEWHERE if member else reasons.REGISTERED_ELSEWHERE


def _hold(row: Staged, reason: str) -> None:
    row.outcome, row.reason, row.group = Outcome.HELD, reason, row.group or row.number


def _settle(row: Staged, record: Record) -> None:
    row.changes = changes_of(row.values, record, row.employer)
    if record.name != row.values["name"]:
        row.changes.insert(0, Change("name", record.name, row.values["name"]))
    if record.membership is None:
        row.changes.insert(0, Change("membership", "", str(row.union)))
        row.reason = reasons.JOINS
    # The document first: then the membership counts from its beginning.
    if record.documents is None and (documents := row.values.get("documents")):
        row.changes.insert(0, Change("document", "", documents[0][1]))
        row.reason = row.reason or reasons.COMPLETES
    row.outcome = Outcome.CHANGED if row.changes else Outcome.UNCHANGED


def _ids_of(names: set[str]) -> Iterator[int]:
    """Whoever bears one of these names, inside the scope."""
    wanted, living = sorted(names), Person.objects.exclude(state__in=OVER)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        keys = [sort_key(name)[:LONGEST_KEY] for name in some]
        yield from living.filter(name_key__in=keys, name__in=some).values_list("pk", flat=True)


def _same(row: Staged, record: Record) -> bool:
    """The same name, and the same mobile, or in one union the same birth date; nothing that speaks against it.

    Among half a million some share name and birthday by chance.
    """
    if not _may_be(row, record):
        return False
    born = row.values.get("born") if ("born", "no_day") not in row.warnings else None
    known = set(record.phones())
    return bool(born and record.born and record.home == row.union) or any(
        phone in known and is_mobile(phone) for phone in row.values.get("phones", ())
    )


def _may_be(row: Staged, record: Record) -> bool:
    """The same name, and nothing that speaks against it."""
    born, phones = row.values.get("born"), row.values.get("phones") or ()
    if born and record.born and not _agree(born, record.born, exact=("born", "no_day") not in row.warnings):
        return False
    known = record.phones()
    return not (phones and known and not set(phones) & set(known))


def _agree(said: date, known: date, *, exact: bool) -> bool:
    """A date of which no day was said, and perhaps no month, is the first of it."""
    if exact or said == known:
        return said == known
    return said.year == known.year and said.month in (known.month, 1)
