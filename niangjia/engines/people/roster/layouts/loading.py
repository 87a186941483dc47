"""Layouts from files: checked, with every mistake named in plain words."""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.people.roster.columns.fields import FIELDS
from niangjia.engines.people.roster.columns.tables import TABLES

from .formats import FORMS
from .layout import Column, Layout, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {"key", "title", "standing", "columns", "above", "below", "words"}
COLUMN_KEYS = {"header", "field", "form", "group", "width"}
KEY = re.compile("[a-z][a-z0-9_]{1,31}")
LARGEST_FILE, MOST_COLUMNS, LONGEST, LONGEST_LINE = 200_000, 200, 60, 500
WIDTHS = range(2, 101)


class BadLayout(Exception):
    """The file describes no layout; `problems` are sentences for people."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def load(text: str) -> Layout:
    """The layout that a file describes (JSON). Raises BadLayout with all that is wrong."""
    if len(text) > LARGEST_FILE:
        raise BadLayout([_("The file is too large for a layout.")])
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise BadLayout([_("Line %(line)s: this is no JSON.") % {"line": line}]) from None
    if problems := list(_problems(told)):
        raise BadLayout(problems)
    return Layout(
        key=told["key"],
        title=told["title"],
        standing=Standing(told.get("standing", Standing.SAMPLE)),
        columns=tuple(Column(**column) for column in told["columns"]),
        above=tuple(told.get("above", ())),
        below=tuple(told.get("below", ())),
        words=told.get("words", {}),
    )


def _problems(told: Any) -> Iterator[str]:
    if not isinstance(told, dict):
        yield _("A layout is an object with key, title and columns.")
        return
    yield from _unknown(told, KEYS, _("The layout"))
    if not isinstance(told.get("key"), str) or not KEY.fullmatch(told["key"]):
        yield _("“key” is needed: small letters, figures and _, at most 32.")
    if not _is_text(told.get("title"), LONGEST):
        yield _("“title” is needed: at most 60 signs.")
    if told.get("standing", Standing.SAMPLE) not in Standing.values:
        yield _("“standing” is one of: %(known)s.") % {"known": ", ".join(Standing.values)}
    for name in ("above", "below"):
        lines = told.get(name, [])
        if not isinstance(lines, list) or not all(_is_text(line, LONGEST_LINE) for line in lines):
            yield _("“%(name)s” is a list of lines.") % {"name": name}
    yield from _in_columns(told.get("columns"))
    yield from _in_words(told.get("words", {}))


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= longest


def _unknown(told: dict[str, Any], known: set[str], where: str) -> Iterator[str]:
    for name in sorted(map(str, told.keys() - known)):
        yield _("%(where)s: “%(name)s” means nothing. Known: %(known)s.") % {
            "where": where, "name": name, "known": ", ".join(sorted(known)),
        }  # fmt: skip


def _in_columns(columns: Any) -> Iterator[str]:
    if not isinstance(columns, list) or not 0 < len(columns) <= MOST_COLUMNS:
        yield _("“columns” is needed: a list of 1 to 200 columns.")
        return
    seen: set[str] = set()
    fields: set[str] = set()
    for number, column in enumerate(columns, start=1):
        where = _("Column %(number)s") % {"number": number}
        if not isinstance(column, dict):
            yield _("%(where)s: a column is an object with header and field.") % {"where": where}
            continue
        yield from _in_column(column, where)
        title, field = f"{column.get('group', '')} {column.get('header', '')}", str(column.get("field"))
        if title in seen:
            yield _("%(where)s: another column has the same header.") % {"where": where}
        if field in fields and field in FIELDS and not FIELDS[field].repeats:
            yield _("%(where)s: another column has the same field.") % {"where": where}
        seen.add(title)
        fields.add(field)
    if "name" not in fields:
        yield _("A column with the field “name” is needed.")


def _in_column(column: dict[str, Any], where: str) -> Iterator[str]:
    yield from _unknown(column, COLUMN_KEYS, where)
    if not _is_text(column.get("header"), LONGEST):
        yield _("%(where)s: “header” is needed, at most 60 signs.") % {"where": where}
    if "group" in column and not _is_text(column["group"], LONGEST):
        yield _("%(where)s: “group” is a text of at most 60 signs.") % {"where": where}
    if "width" in column and column["width"] not in WIDTHS:
        yield _("%(where)s: “width” is a figure from 2 to 100.") % {"where": where}
    field = column.get("field")
    if not isinstance(field, str) or field not in FIELDS:
        near = difflib.get_close_matches(str(field), FIELDS, n=1)
        hint = _("Perhaps “%(near)s”?") % {"near": near[0]} if near else ", ".join(FIELDS)
        yield _("%(where)s: there is no field “%(field)s”. %(hint)s") % {"where": where, "field": field, "hint": hint}
    elif column.get("form", "") not in ("", *FORMS.get(field, ())):
        known = ", ".join(FORMS.get(field, ())) or "—"
        yield _("%(where)s: “form” is one of: %(known)s.") % {"where": where, "known": known}


def _in_words(words: Any) -> Iterator[str]:
    if not isinstance(words, dict):
        yield _("“words” is an object: field, then code, then word.")
        return
    for field, table in words.items():
        if field not in TABLES or not isinstance(table, dict):
            yield _("“words”: “%(field)s” has no codes. Known: %(known)s.") % {
                "field": field, "known": ", ".join(TABLES),
            }  # fmt: skip
            continue
        for code, word in table.items():
            if code not in TABLES[field] or not _is_text(word, LONGEST):
                yield _("“words”: “%(field)s” has no code “%(code)s”, or it has no word.") % {
                    "field": field, "code": code,
                }  # fmt: skip
        if len(set(map(str, table.values()))) < len(table):
            yield _("“words”: in “%(field)s” two codes have the same word.") % {"field": field}
