"""Cells of tables as HTML, written by Python: a template takes ten times as long, and a page has hundreds of them.

`SafeString` stands where `mark_safe` would, which asks each time whether a sentence is still to be translated.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from niangjia.foundation.clock import SHANGHAI

from .tables import Kind, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .pieces import State
    from .tables import Cell, Column


@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite, as an ornament; a word that says the same must stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("web/vendor/icons.svg"),
        name,
    )


def state(value: State) -> SafeString:
    """A word about where something stands, with an icon: {% state … %}. value: a pieces.State."""
    text = _safe(value.text)
    return SafeString(f'<span class="state state-{value.tone}">{icon(value.tone.icon)}{text}</span>')


def _here(value: Any) -> Any:
    """A moment as the clock shows it here; anything else as it is."""
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) else value


SHOWN: dict[Kind, Callable[[Any], Any]] = {
    Kind.STATE: state,
    Kind.YUAN: "{:,.2f}".format,
    Kind.NUMBER: "{:,}".format,
    Kind.DAY: lambda value: _here(value).strftime("%Y-%m-%d"),
    Kind.MOMENT: lambda value: _here(value).strftime("%Y-%m-%d %H:%M"),
    Kind.TEXT: lambda value: value if isinstance(value, str) else localize(_here(value)),
}


def shown(cell: Cell) -> SafeString:
    """One value of a table, as a link where it leads somewhere."""
    if cell.value is None or cell.value == "":
        return _nothing(_("none"))
    value = _safe(SHOWN[cell.column.kind](cell.value))
    if cell.url and cell.column.kind is not Kind.STATE:
        return SafeString(f'<a href="{escape(cell.url)}">{value}</a>')
    return value


def _safe(value: object) -> SafeString:
    """As Django escapes, without its detour for sentences that are not yet translated."""
    return SafeString(value.__html__() if hasattr(value, "__html__") else escape(str(value)))


@cache
def _nothing(word: str) -> SafeString:
    return format_html('<span class="soft" aria-label="{}">—</span>', word)


def lines(columns: Sequence[Column], rows: Iterable[object]) -> Iterator[SafeString]:
    """For each row its cells as HTML. Raises VariableDoesNotExist if a row has no such value."""
    opened = [_opened(column) for column in columns]
    for row in cells(columns, rows):
        parts = [f"{start}{shown(cell)}</td>" for start, cell in zip(opened, row, strict=True)]
        yield SafeString("".join(parts))


def _opened(column: Column) -> SafeString:
    place = f" at-{column.key}" if column.key else ""
    return format_html('<td data-title="{}" class="is-{}{}">', column.title, column.kind, place)
