"""What a kind of paper asks for, so that a slip shows when the paper is drafted and a form can be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise


class FieldKind(StrEnum):
    """LINES are paragraphs, one on each line; ROWS are lists of lists of texts, for tables."""

    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"
    ROWS = "rows"


@dataclass(frozen=True)
class Field:
    """One thing that a kind's data say."""

    name: str
    label: str | _StrPromise
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    hint: str | _StrPromise = ""


class BadData(ValueError):
    """The data do not fit the kind: a slip of the code. It names fields, never what stood in them."""


def packed(fields: Iterable[Field], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as JSON holds them. Raises BadData."""
    known = {field.name: field for field in fields}
    if unknown := sorted(set(data) - set(known)):
        raise BadData(f"undeclared: {', '.join(unknown)}")
    lacking = [name for name, field in known.items() if field.required and data.get(name) in (None, "", [], ())]
    if lacking:
        raise BadData(f"missing: {', '.join(lacking)}")
    return {name: _packed(known[name], value) for name, value in data.items()}


def _packed(field: Field, value: Any) -> Any:
    if value is None:
        return None
    match field.kind:
        case FieldKind.DAY:
            return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()
        case FieldKind.NUMBER:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise BadData(f"{field.name} is no number")
            return value
        case FieldKind.LINES:
            lines = value.splitlines() if isinstance(value, str) else value
            return [str(line).strip() for line in lines if str(line).strip()]
        case FieldKind.ROWS:
            return [[str(cell) for cell in row] for row in value]
    return str(value).strip()
