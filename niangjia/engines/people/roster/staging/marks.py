"""Whom rows of a file are about, as digests: the same person twice is found without opening the rows again.

A mark is a row's number and a digest of whom it is about: the record where the row was found to be somebody's; else
the document, as the register has it; else the name and what tells namesakes apart. Marks are sealed with their part.
"""

from __future__ import annotations

import re
import struct
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from .rows import packed_values
from .sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from niangjia.engines.people.roster.models import RosterPart

    from .rows import Staged

SIZE = 16  # bytes of a digest
MOBILE = re.compile(r"\+861[3-9][0-9]{9}")
FORM = struct.Struct(f"<I{SIZE}s")


class Mark(NamedTuple):
    number: int
    person: bytes


def put_marks(part: RosterPart, rows: Iterable[Staged], documents: Mapping[int, bytes]) -> None:
    """Set, not save, the marks of a part's rows; `documents` are the digests of those that have one."""
    pack = FORM.pack
    content = b"".join([
        pack(row.number, _known(row.person) if row.person else documents.get(row.number) or _bare(row))
        for row in rows
        if not row.errors
    ])  # fmt: skip
    part.marks = seal(f"marks {part.round}", part.roster_id, content, number=part.number, pack=False)


def _known(person: int) -> bytes:
    """By the record: rows may name one person by two documents, or by none and differing phones."""
    return person.to_bytes(SIZE, "big")


def _bare(row: Staged) -> bytes:
    """By name and what tells namesakes apart; without that only rows that say the same are taken for one person's."""
    if second := next(telling(row), ""):
        return blake2b(f"{row.values['name']} {second}".encode(), digest_size=SIZE).digest()
    return blake2b(packed_values(row.values), digest_size=SIZE).digest()


def telling(row: Staged) -> Iterator[str]:
    """What tells a person from others of the name: a mobile that comes first, a birth date said to the day.

    Telephones of offices, and second numbers, are often those of many.
    """
    phones, born = row.values.get("phones"), row.values.get("born")
    if phones and is_mobile(phones[0]):
        yield phones[0]
    if born and ("born", "no_day") not in row.warnings:
        yield born.isoformat()


def is_mobile(phone: str) -> bool:
    return MOBILE.fullmatch(phone) is not None


def marks_in(part: RosterPart) -> list[Mark]:
    """The marks of a part."""
    content = unseal(f"marks {part.round}", part.roster_id, part.marks, number=part.number, pack=False)
    return [Mark(*found) for found in FORM.iter_unpack(content)]


def bare_marks(rows: Sequence[Staged]) -> Iterator[tuple[str, int]]:
    """By what a row with a document may be the same person's as one without: (name and what tells, row number)."""
    for row in rows:
        if not row.errors:
            for second in telling(row):
                yield f"{row.values['name']} {second}", row.number
