"""Tables: described by columns, filled from a page of rows, sorted and turned by links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.template import Variable
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.core.paginator import _SupportsPagination
    from django.forms import BoundField
    from django.http import QueryDict

    from .pieces import Words

T = TypeVar("T")
PER_PAGE = 25


class Kind(StrEnum):
    """How a column's values are shown. YUAN takes decimals in yuan."""

    TEXT = "text"
    NUMBER = "number"
    YUAN = "yuan"
    DAY = "day"
    MOMENT = "moment"
    STATE = "state"


@dataclass(frozen=True)
class Column:
    """A column. `value` and `link` are dotted paths from a row, as in a template (methods are called);
    `sort` is the model field that the column sorts by, "" if it does not; `key` names it for the page's own styles.
    """

    title: Words
    value: str
    kind: Kind = Kind.TEXT
    link: str = ""
    sort: str = ""
    key: str = ""


@dataclass(frozen=True)
class Header:
    """A column's head: `url` sorts by it, `direction` is ascending, descending or "" (for aria-sort)."""

    column: Column
    url: str
    direction: str

    @property
    def icon(self) -> str:
        return {"ascending": "sort-ascending", "descending": "sort-descending"}.get(self.direction, "arrows-sort")


@dataclass(frozen=True)
class Cell:
    """A value in its column; `url` may be ""."""

    column: Column
    value: Any
    url: str


@dataclass(frozen=True)
class PageLink:
    """A link to a page of a list; without `url` it is a gap."""

    number: int | None
    url: str
    current: bool


def sorting(query: Mapping[str, Any], columns: Iterable[Column], usual: str) -> str:
    """What to give to `order_by`: the asked sort if a column offers it, else `usual`. A "-" means descending."""
    asked = str(query.get("sort", ""))
    return asked if asked.removeprefix("-") in {column.sort for column in columns if column.sort} else usual


def page_of(query: Mapping[str, Any], rows: _SupportsPagination[T], per_page: int = PER_PAGE) -> Page[T]:
    """The asked page of the rows (`?page=`), the nearest one if there is no such page."""
    return Paginator(rows, per_page).get_page(query.get("page"))


def headers(columns: Iterable[Column], sort: str, query: QueryDict) -> list[Header]:
    """The heads of the columns, given what the rows are sorted by."""
    return [_header(column, sort, query) for column in columns]


def _header(column: Column, sort: str, query: QueryDict) -> Header:
    if not column.sort:
        return Header(column, "", "")
    directions = {column.sort: "ascending", f"-{column.sort}": "descending"}
    turned = f"-{column.sort}" if sort == column.sort else column.sort
    return Header(column, with_query(query, sort=turned, page=None), directions.get(sort, ""))


def cells(columns: Sequence[Column], rows: Iterable[object]) -> Iterator[list[Cell]]:
    """For each row its cells. Raises VariableDoesNotExist if a row has no such value."""
    readers = [(column, _reader(column.value), _reader(column.link) if column.link else None) for column in columns]
    for row in rows:
        yield [Cell(column, value(row), link(row) if link else "") for column, value, link in readers]


def _reader(path: str) -> Callable[[object], Any]:
    """A function that reads a dotted path from a row as a template does; plain attributes without its detours."""
    variable, straight = Variable(f"row.{path}"), attrgetter(path)

    def read(row: Any) -> Any:
        try:
            value = straight(row)
        except AttributeError:  # a key, an index, or nothing at all
            return variable.resolve({"row": row})
        return variable.resolve({"row": row}) if callable(value) else value

    return read


def page_links(page: Page[Any], query: QueryDict) -> list[PageLink]:
    """The first, the last and the pages around this one, with gaps between."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        PageLink(number, with_query(query, page=number), number == page.number)
        if isinstance(number, int)
        else PageLink(None, "", False)
        for number in numbers
    ]


def kept(query: QueryDict, filters: Iterable[BoundField] | None) -> list[tuple[str, str]]:
    """What a filter form sends along so that filtering loses nothing else; the page starts anew."""
    own = {field.html_name for field in filters or ()} | {"page"}
    return [(name, value) for name, values in query.lists() if name not in own for value in values]


def with_query(query: QueryDict, **changes: object) -> str:
    """The query string with changes; None takes a name out."""
    given = {name: [str(value)] for name, value in changes.items() if value is not None}
    kept = {name: given.pop(name, []) if name in changes else values for name, values in query.lists()}
    return f"?{urlencode({**kept, **given}, doseq=True)}"


def counted(page: Page[Any]) -> str:
    """How many there are and where one is, as a sentence."""
    return _("%(count)s in all, page %(number)s of %(pages)s") % {
        "count": f"{page.paginator.count:,}",
        "number": f"{page.number:,}",
        "pages": f"{page.paginator.num_pages:,}",
    }
