"""The list of something's files, as the fragment shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .about import About
from .guards import guard_of
from .keeping import attachments_of
from .kinds import ACCEPT

if TYPE_CHECKING:
    from datetime import datetime

    from niangjia.foundation.access.actor import Actor

    from .guards import Each
    from .models import Attachment

KILO = 1024


@dataclass(frozen=True)
class Line:
    """A file in the list; `remove` is empty for who may not, `slot` the words for what it is for.

    Small pictures of sealed files are not shown by themselves: each look at one is noted.
    """

    name: str
    size: str
    icon: str
    added: datetime
    sealed: bool
    url: str
    preview: str
    remove: str
    slot: str = ""


def shown(actor: Actor, thing: Any, *, slot: str | None = None) -> dict[str, Any]:
    """What the fragment needs, for whoever may see the files; the form only for whoever may change them."""
    about = About.of(thing)
    each, changes = guard_of(about).each(actor, about.id), _may_change(actor, about)
    files = [one for one in attachments_of(about, slot=slot) if each.shows(one)]
    return {
        "lines": [_line(one, each, changes=changes) for one in files],
        "add": reverse("attachments:add", args=[about.type, about.id]) if changes else "",
        "slot": slot or "",
        "slots": [] if slot else list(each.slots.items()),
        "accept": ACCEPT,
        "target": f"files-{about.type.replace('.', '-')}-{about.id}-{slot or 'all'}",
        "megabytes": guard_of(about).limits.largest >> 20,
    }


def _may_change(actor: Actor, about: About) -> bool:
    try:
        guard_of(about).change(actor, about.id)
    except (Http404, PermissionDenied):
        return False
    return True


def _line(one: Attachment, each: Each, *, changes: bool) -> Line:
    preview = reverse("attachments:preview", args=[one.pk]) if one.has_preview and not one.sealed else ""
    url = reverse("attachments:content", args=[one.pk])
    remove = reverse("attachments:remove", args=[one.pk]) if changes and each.removes(one) else ""
    slot = str(each.slots.get(one.slot, ""))
    traits = one.file_kind.traits
    return Line(
        one.name.reveal(), written_size(one.size), traits.icon, one.added, one.sealed, url, preview, remove, slot
    )


def written_size(size: int) -> str:
    """A size as people read it: 820 KB, 1.4 MB."""
    if size < KILO * KILO:
        return _("%(size)s KB") % {"size": max(1, size // KILO)}
    return _("%(size)s MB") % {"size": number_format(size / KILO / KILO, 1)}
