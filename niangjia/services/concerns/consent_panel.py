"""On the worker's own page: whether the union may tell what the concern has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.pages.panels import Panel, Place, add_panel

from .acts.telling_back import may_consent
from .models import Consent
from .reading import CONCERN, find_concern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def consent_of(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Once it is closed, where something could be told of it at all."""
    concern = find_concern(matter) if matter.procedure == CONCERN and not matter.is_open else None
    if concern is None or not may_consent(concern):
        return None
    given = Consent.objects.filter(concern=concern).first()
    return {"given": given.given_on if given else None}


add_panel(Panel("concerns.consent", 9, "concerns/changed/consent.html", consent_of, Place.PORTAL))
