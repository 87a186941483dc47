from __future__ import annotations

from typing import Any

from django import template

from niangjia.foundation.attachments.showing import shown

register = template.Library()


@register.inclusion_tag("attachments/fragments/files.html", takes_context=True)
def files(context: dict[str, Any], thing: Any, slot: str | None = None) -> dict[str, Any]:
    """The files of something with the form to add some: {% files matter %}, {% files matter slot="scan" %}."""
    request = context["request"]
    return shown(request.actor, thing, slot=slot) | {"request": request, "csrf_token": context.get("csrf_token")}
