"""Tags for the pages of signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from niangjia.foundation.access.outside.connecting import ways_outside

if TYPE_CHECKING:
    from niangjia.foundation.access.outside.connecting import WayOutside

register = template.Library()


@register.simple_tag
def outside_ways() -> list[WayOutside]:
    """The outside sign-ins that the settings name."""
    return ways_outside()
