from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from .menu import desk_menu, portal_tabs

if TYPE_CHECKING:
    from django.http import HttpRequest

SMALL = "small_union"  # in the session of whoever looks after a small union; the desk's first page sets it


def is_small(request: HttpRequest) -> bool:
    """Whether the reader has the short menu of a small union."""
    return SMALL in getattr(request, "session", ())


def menus(request: HttpRequest) -> dict[str, Any]:
    """`menu` for the desk's frame and `tabs` for the portal's, worked out when a frame asks."""
    actor = getattr(request, "actor", None)
    if actor is None:  # an error before the actor was known
        return {"menu": [], "tabs": []}
    return {
        "menu": SimpleLazyObject(lambda: desk_menu(actor, request.path, small=is_small(request))),
        "tabs": SimpleLazyObject(lambda: portal_tabs(actor, request.path)),
    }
