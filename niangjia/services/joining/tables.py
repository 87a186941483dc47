"""Tables of people as employers give them: pasted, or as a file; read by the roster's own reader."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.roster.columns import find_heading, guess
from niangjia.engines.people.roster.columns.tidy import text_of
from niangjia.engines.people.roster.layouts import shipped
from niangjia.engines.people.roster.reading import Unreadable, begin_look, rows_of
from niangjia.engines.people.roster.staging.plain import plain_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from niangjia.engines.people.roster.shapes import Heading, Raw

    Line = tuple[str, str, str, str]  # name, document, telephone, job, as they stand there

MOST, LARGEST = 6000, 20 << 20  # people on a list; bytes of a file
LONGEST = 128  # letters of a cell
APART = re.compile(r"[\t,，;；]")
FIELDS = ("name", "document_number", "phone", "job")


def lines_of_text(text: str) -> list[Line]:
    """A pasted table, with headings or without: then name, document, telephone, job. Raises NotPossible."""
    rows = [[cell.strip() for cell in APART.split(line)] for line in text.splitlines() if line.strip()]
    heading = find_heading(rows[:10])
    return _counted(_picked(rows[heading.last :], heading) if heading else (_line(row) for row in rows))


def lines_of_file(file: IO[bytes], name: str) -> list[Line]:
    """The first sheet of a workbook or text file that has a heading. Raises NotPossible."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise NotPossible(_("The file is too large: at most %(count)s MB.") % {"count": LARGEST >> 20}, "file")
    with plain_file(name) as copy:
        copy.write(content)
        copy.flush()
        try:
            return _counted(_of_book(Path(copy.name)))
        except Unreadable as error:
            raise NotPossible(error.sentence, "file") from None


def _of_book(path: Path) -> Iterator[Line]:
    with closing(begin_look(path)) as looking:
        book = next(looking)
    for sheet in book.sheets:
        heading = None if sheet.hidden else find_heading(sheet.head, sheet.merged)
        if heading is None:
            continue
        for batch in rows_of(path, sheet.name, after=heading.last):
            yield from _picked((row.cells for row in batch), heading)
        return
    raise NotPossible(_("The file has no table whose heading names name and document or telephone."), "file")


def _picked(rows: Iterable[Sequence[Raw]], heading: Heading) -> Iterator[Line]:
    found = guess(heading.titles, shipped()["ours"].pairs)
    at = {field: column for column, field in reversed(found.items())}  # of two telephones the first
    for row in rows:
        cells = [row[at[field]] if field in at and at[field] < len(row) else None for field in FIELDS]
        if any(cells):
            yield _line([text_of(cell) for cell in cells])


def _line(cells: Sequence[str]) -> Line:
    name, number, phone, title = [*(cell[:LONGEST] for cell in cells), "", "", "", ""][:4]
    return name, number, phone, title


def _counted(lines: Iterable[Line]) -> list[Line]:
    found = []
    for line in lines:
        found.append(line)
        if len(found) > MOST:
            break
    if not found or len(found) > MOST:
        raise NotPossible(_("A list has from one to %(count)s people.") % {"count": MOST}, "lines")
    return found
