"""A file comes in: kept sealed in pieces, and looked into."""

from __future__ import annotations

import hashlib
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.registering import refuse_closed
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster import reading
from niangjia.engines.people.roster.models import Roster, RosterPiece
from niangjia.engines.people.roster.shapes import Book, Sheet
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import periodic
from niangjia.foundation.secrets.house import vault

from . import journal_codes as codes
from .arrays import asked
from .loading import store
from .mapping import propose_columns
from .parts import in_turn
from .plain import plain_file
from .rows import cells_as_read, kept_cells
from .sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

MB = 1 << 20
LARGEST = 200 * MB
PIECE = MB
LONGEST_NAME = 160
SAME_FILE = "roster file"  # kind of digest
# As bytes: written into the statement's text, as Django does, a megabyte is two, and read sign by sign.
PIECES = "INSERT INTO people_rosterpiece (roster_id, number, content) VALUES (%s, %s, %b) RETURNING number"


@transaction.atomic
def start_upload(
    actor: Actor, union: Union, file: IO[bytes], name: str, *, purpose: str = Roster.Purpose.MEMBERS, layout: str = ""
) -> Roster:
    """Take a list for a union and all below it, see what sheets it has, and propose what its columns hold.

    A file that can't be read is kept as such, with the reason. Raises Refused; NotPossible for one that is too large
    or a union that is no more.
    """
    actor.require(EDIT, at=union.place)
    refuse_closed(union)
    roster = Roster(union=union, account_id=actor.account_id, purpose=purpose, layout=layout, size=0, digest=b"")
    roster.file_name = Path(name).name[-LONGEST_NAME:]
    roster.save(force_insert=True)
    with plain_file(name) as copy:
        _copy(roster, file, copy)
        # A large file takes a second to be looked through, and another to be kept: both at once.
        with closing(reading.begin_look(Path(copy.name))) as looking:
            _keep(roster, copy)
            _look(roster, looking)
    data = {"rows": max((sheet.rows for sheet in book_of(roster).sheets), default=0)}
    journal.record(actor, codes.UPLOADED, roster, union=union.pk, data=data)
    return roster


def _copy(roster: Roster, file: IO[bytes], copy: IO[bytes]) -> None:
    """A plain copy of the file for as long as it is looked at. Raises NotPossible."""
    while piece := file.read(PIECE):
        roster.size += len(piece)
        if roster.size > LARGEST:
            raise NotPossible(_("The file is too large: at most %(count)s MB.") % {"count": LARGEST // MB})
        copy.write(piece)
    copy.flush()
    copy.seek(0)


def _keep(roster: Roster, copy: IO[bytes]) -> None:
    """Store the file piece by piece."""
    whole = hashlib.sha256()
    for number, piece in enumerate(iter(lambda: copy.read(PIECE), b"")):
        whole.update(piece)
        asked(PIECES, [roster.pk, number, seal("file", roster.pk, piece, number=number, pack=False)])
    roster.digest = vault().digests(SAME_FILE, whole.hexdigest())[0].digest
    store(roster, ["size", "digest"])


def _look(roster: Roster, looking: Iterator[Book]) -> None:
    try:
        book = next(looking)
    except reading.Unreadable as error:
        roster.state, roster.reason = Roster.State.UNREADABLE, error.code[:40]
        store(roster, ["state", "reason"])
        return
    roster.book = seal("book", roster.pk, _packed(book))
    store(roster, ["book"])
    propose_columns(roster, book)


def _packed(book: Book) -> bytes:
    sheets = [
        (sheet.name, sheet.rows, sheet.columns, [kept_cells(row) for row in sheet.head], sheet.merged,
         sheet.explanation, sheet.hidden)
        for sheet in book.sheets
    ]  # fmt: skip
    return msgspec.msgpack.encode((book.kind, sheets, book.notes))


def book_of(roster: Roster) -> Book:
    """The sheets of the file with their first lines, as they were read; none of a file that can't be read."""
    if roster.book is None:
        return Book("", ())
    kind, sheets, notes = msgspec.msgpack.decode(unseal("book", roster.pk, roster.book))
    return Book(kind, tuple(_sheet(*told) for told in sheets), tuple(notes))


def _sheet(
    name: str, rows: int, columns: int, head: list[list[object]], merged: list[list[int]], *rest: bool
) -> Sheet:
    cells = tuple(cells_as_read(row) for row in head)
    return Sheet(name, rows, columns, cells, tuple((a, b, c, d) for a, b, c, d in merged), *rest)


@contextmanager
def file_of(roster: Roster) -> Iterator[Path]:
    """The uploaded file as a plain one, for as long as the block lasts; only this process's user may open it."""
    with plain_file(roster.file_name) as copy:
        write_file(roster, copy)
        yield Path(copy.name)


def write_file(roster: Roster, target: IO[bytes]) -> None:
    """Write the uploaded file, opened, into another."""
    for piece in in_turn(RosterPiece.objects.filter(roster=roster).order_by("number")):
        target.write(unseal("file", roster.pk, piece.content, number=piece.number, pack=False))
    target.flush()


def uploaded_before(roster: Roster) -> Roster | None:
    """The last list of the same union that came from the very same file; None if this is the first."""
    others = Roster.objects.filter(union=roster.union_id, digest=roster.digest, made__lt=roster.made)
    return others.exclude(pk=roster.pk).order_by("-made").first()


@periodic("29 4 * * *")
def sweep_rosters() -> None:
    """Delete what is left of lists that can't be undone any more; the journal keeps that there were such."""
    from niangjia.engines.people.scope import everywhere
    from niangjia.foundation.access.actor import PLATFORM

    with everywhere(PLATFORM, "delete uploaded lists after their time"):
        Roster.objects.filter(kept_until__lt=now()).exclude(
            state__in=(Roster.State.COMMITTING, Roster.State.UNDOING)
        ).delete()
