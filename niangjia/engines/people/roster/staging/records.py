"""What the register has of persons, as a list is compared with it: many at once, by functions of the database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from niangjia.engines.people.persons.identifying import document_mark
from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.house import vault

from .arrays import asked, bytes_array, plain_array, text_array

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from niangjia.foundation.secrets.digests import Digest

KNOWN = "SELECT n, person, member, home, of_union, listed FROM people_roster_known(%s::text[], %s::bytea[])"
RECORDS = "SELECT * FROM people_roster_records(%s::bigint[])"
DETAILS = "people_sealeddetail"


class Known(NamedTuple):
    """Somebody has the document: `person` and what follows from it are None outside the scope.

    `union` is that of the living membership; `listed` is what `listed.py` compares a row with.
    """

    person: int | None
    member: bool
    home: int | None = None
    union: int | None = None
    listed: bytes | None = None


class Record(NamedTuple):
    """A person of the scope, with the living membership; sealed values sealed."""

    id: int
    home: int
    state: str
    name: str
    sex: str
    born: date | None
    ethnicity: str
    native_place: str
    education: str
    political: str
    household: str
    household_region: str
    is_migrant: bool
    work_state: str
    skill: str
    new_form: str
    platform: str
    died: date | None
    membership: int | None
    union: int | None
    standing: str | None
    joined: date | None
    member_number: str | None
    documents: str | None
    phone: bytes | None
    second_phone: bytes | None
    address: bytes | None
    bank_card: bytes | None
    employers: list[int] | None

    def phones(self) -> list[str]:
        """The first phones, opened: for comparing."""
        return [self.opened(sealed) for sealed in (self.phone, self.second_phone) if sealed]

    def opened(self, sealed: bytes | None) -> str:
        """The plain value of a detail of this person; "" for none."""
        return vault().open(Place(DETAILS, "value", self.id), sealed) if sealed else ""


def marks_of(documents: Sequence[tuple[str, str]]) -> list[tuple[Digest, ...]]:
    """For each (kind, number) its digests of every live key, the current one first."""
    found: list[tuple[Digest, ...]] = [()] * len(documents)
    for kind, places in _by_kind(documents).items():
        made = vault().digest_all(document_mark(kind), (documents[at][1] for at in places))
        for at, digests in zip(places, made, strict=True):
            found[at] = digests
    return found


def _by_kind(documents: Sequence[tuple[str, str]]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, (kind, _number) in enumerate(documents):
        places[kind].append(at)
    return places


def known_documents(documents: Sequence[tuple[str, str]], marks: Sequence[tuple[Digest, ...]]) -> list[list[Known]]:
    """For each (kind, number), given with its digests, who has it: mostly nobody, else one."""
    found: list[list[Known]] = [[] for _ in documents]
    places = [at for at, digests in enumerate(marks) for _ in digests]
    if not places:
        return found
    kinds = [document_mark(documents[at][0]) for at in places]
    digests = [digest.digest for several in marks for digest in several]
    for number, *told in asked(KNOWN, [text_array(kinds), bytes_array(digests)]):
        known, several = Known(*told), found[places[number - 1]]
        if known not in several:
            several.append(known)
    return found


def records_of(ids: Iterable[int]) -> dict[int, Record]:
    """The records of these persons, of those inside the scope."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row[0]: Record(*row) for row in asked(RECORDS, [plain_array(wanted)])}
