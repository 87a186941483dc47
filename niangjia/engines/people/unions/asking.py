"""What a page's query asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 2**63 - 1


def number_asked(query: Mapping[str, object], name: str) -> int | None:
    """The id of that name in a query, None without one. Raises Http404 for what can be no id."""
    asked = str(query.get(name, ""))
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and int(asked) <= LARGEST):
        raise Http404
    return int(asked)
