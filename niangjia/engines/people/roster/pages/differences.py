"""What several rows about one person say differently, so that somebody can tell which of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.people.roster.columns.tables import TABLES
from niangjia.engines.people.roster.staging.previewing import MASKS, parts_with_group, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.roster.models import Roster
    from niangjia.engines.people.roster.staging.rows import Staged

TITLES = {"documents": "document", "phones": "phone"}


def rows_in(roster: Roster, group: int) -> list[Staged]:
    """The rows among which one is to be picked."""
    return [row for _part, rows in parts_with_group(roster, group) for row in rows if abs(row.group) == group]


def differences(rows: Sequence[Staged]) -> list[list[tuple[str, str]]]:
    """For each row the fields that are not the same in all of them: title, and value in words, masked."""
    values: list[dict[str, Any]] = [dict(row.values) for row in rows]
    names = dict.fromkeys(name for several in values for name in several)
    differing = [name for name in names if any(several.get(name) != values[0].get(name) for several in values)]
    return [[(title_of(TITLES.get(name, name)), in_words(name, of.get(name))) for name in differing] for of in values]


def in_words(name: str, value: Any) -> str:
    """A value of a row as people see it."""
    if value in (None, "", ()):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in TABLES and value in TABLES[name]:
        return str(TABLES[name][value][0])
    texts = [one[1] if name == "documents" else str(one) for one in (value if isinstance(value, tuple) else (value,))]
    mask = MASKS.get(TITLES.get(name, name), str)
    return "、".join(mask(text) for text in texts)
