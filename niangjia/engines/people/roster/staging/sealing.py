"""What is kept of a list is sealed for its row: file, first lines, parts, and what a commit left behind."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from niangjia.engines.people.persons.rotating import keys_of
from niangjia.engines.people.roster.models import RosterPart
from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.house import vault

from .rows import packed_rows, unpacked_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from .rows import Staged

QUICK = 1  # level of compression
# Lists go after their time; until then the keys that they are sealed with must stay.
keys_of(
    "SELECT get_byte(book, 1) FROM people_roster WHERE book IS NOT NULL",
    "SELECT get_byte(content, 1) FROM people_rosterpiece",
    "SELECT get_byte(content, 1) FROM people_rosterpart",
    "SELECT get_byte(marks, 1) FROM people_rosterpart",
    "SELECT get_byte(done, 1) FROM people_rosterpart WHERE done IS NOT NULL",
)


def seal(what: str, roster_id: UUID, content: bytes, *, number: int = 0, pack: bool = True) -> bytes:
    """Sealed for that list, that kind of content and that number of it."""
    return vault().seal_bytes(_place(what, roster_id, number), zlib.compress(content, QUICK) if pack else content)


def unseal(what: str, roster_id: UUID, sealed: bytes | memoryview, *, number: int = 0, pack: bool = True) -> bytes:
    """What was sealed. Raises SecretError."""
    content = vault().open_bytes(_place(what, roster_id, number), bytes(sealed))
    return zlib.decompress(content) if pack else content


def _place(what: str, roster_id: UUID, number: int) -> Place:
    return Place("people_roster", what, f"{roster_id}:{number}")


def rows_of_part(part: RosterPart) -> list[Staged]:
    """The rows of a part, in their order."""
    return unpacked_rows(unseal(f"rows {part.round}", part.roster_id, part.content, number=part.number))


def put_rows(part: RosterPart, rows: Sequence[Staged]) -> None:
    """Set, not save, the rows of a part."""
    part.content = seal(f"rows {part.round}", part.roster_id, packed_rows(rows), number=part.number)
