"""The panel of filters as HTML: twenty fields take longer to write than the list itself, and are mostly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from .choosing import UnionChoice

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from django.utils.safestring import SafeString

    from .forms import FilterForm
    from .looking import Looked

TEMPLATE = "people/fragments/filters_fields.html"
MOST = 300  # panels remembered by a process
_panels: dict[Hashable, SafeString] = {}


def panel(look: Looked, orders: Sequence[tuple[str, Any, bool]]) -> SafeString:
    """The fields and the order. What is written in it is in the key, so that no old panel is ever shown."""
    if look.filters.errors:
        return _written(look, orders)
    key = (
        get_language(),
        _asked(look.filters),
        _unions(look.filters),
        tuple((value, so) for value, _words, so in orders),
    )
    if key not in _panels:
        if len(_panels) >= MOST:
            _panels.clear()
        _panels[key] = _written(look, orders)
    return _panels[key]


def _written(look: Looked, orders: Sequence[tuple[str, Any, bool]]) -> SafeString:
    return render_to_string(TEMPLATE, {"filters": look.filters, "orders": orders})


def _asked(filters: FilterForm) -> Hashable:
    return tuple((name, value) for name in filters.fields if (value := filters.data.get(name)))


def _unions(filters: FilterForm) -> Hashable:
    field = filters.fields["union"]
    return tuple(field.shown) if isinstance(field, UnionChoice) else ()
