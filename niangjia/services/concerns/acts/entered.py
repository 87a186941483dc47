"""Whether what staff send over a form that was sent already is the same once more, or somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from niangjia.foundation.clock import now
from niangjia.services.concerns.choices import Choice, Way
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.said import Said

from .confiding import SEALED

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union

KEPT = timedelta(days=3)  # longer than the keys of forms that were sent (anonymous.erase_old)
LOOKED_AT = 50  # of the newest


def entered_before(union: Union, said: Said) -> bool:
    """Whether the same words were entered at the union in these days, of the same name or of one that is sealed."""
    rows = Concern.objects.filter(matter__union=union, matter__opened__gte=now() - KEPT, said__isnull=False)
    rows = rows.exclude(way=Way.PORTAL).exclude(choice=Choice.ANONYMOUS).order_by("-matter")[:LOOKED_AT]
    found = [Said.read(row.said.reveal()) for row in rows]
    return any(one.name in (said.name, SEALED) and _words(one) == _words(said) for one in found)


def _words(said: Said) -> Said:
    return replace(said, name="", phone="")
