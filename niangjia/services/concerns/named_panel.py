"""Of whom a concern complains, and keeping out of it, on the matter's page at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.pages.panels import Panel, Place, add_panel
from niangjia.engines.matters.rights import may_act

from .acts.naming import names_of
from .more_forms import AsideForm, NameForm
from .panel import reads
from .reading import ANONYMOUS, CONCERN, OURS, find_concern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def named_of(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """The names for who reads the words; the forms for who has a step. Nothing where there is neither."""
    concern = find_concern(matter) if matter.procedure in OURS else None
    if concern is None or (matter.procedure == ANONYMOUS and not reads(request.actor, matter, living)):
        return None
    acts = any(may_act(request.actor, task, matter) and not task.for_applicant for task in living)
    names = names_of(concern)
    if not acts and not names:
        return None
    return {
        "names": names,
        "form": bound(request, "named", NameForm) if acts else None,
        "aside": bound(request, "aside", AsideForm) if acts and request.actor.person_id else None,
    }


def own_named(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """What the worker said of that oneself."""
    concern = find_concern(matter) if matter.procedure == CONCERN else None
    names = [name for name, _known in names_of(concern)] if concern else []
    return {"names": names} if names else None


add_panel(Panel("concerns.named.own", 6, "concerns/named_own_panel.html", own_named, Place.PORTAL))
add_panel(Panel("concerns.named", 6, "concerns/named.html", named_of))
