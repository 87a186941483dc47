"""What the journal puts at the foot of pages; whoever may see the page may see this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from niangjia.engines.journal.timeline import look_steps, steps

if TYPE_CHECKING:
    from niangjia.engines.journal.writing import Thing

register = template.Library()


@register.inclusion_tag("journal/fragments/history.html")
def history(*things: Thing) -> dict[str, Any]:
    """{% history person %}: what happened to it."""
    return {"steps": steps(*things)}


@register.inclusion_tag("journal/fragments/looks.html")
def looks(*things: Thing) -> dict[str, Any]:
    """{% looks person %}: who looked at its data."""
    return {"steps": look_steps(*things)}
