from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from .menu import desk_menu, portal_tabs

if TYPE_CHECKING:
    from django.http import HttpRequest


def menus(request: HttpRequest) -> dict[str, Any]:
    """`menu` for the desk's frame and `tabs` for the portal's, worked out when a frame asks."""
    actor = getattr(request, "actor", None)
    if actor is None:  # an error before the actor was known
        return {"menu": [], "tabs": []}
    return {
        "menu": SimpleLazyObject(lambda: desk_menu(actor, request.path)),
        "tabs": SimpleLazyObject(lambda: portal_tabs(actor, request.path)),
    }
