"""Who may do what beside the steps of a concern: who handles it right there, and nobody whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant, is_barred, own_places, require_at
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.access.actor import Refused

from .acts.alerting import officers
from .acts.anonymous import is_past
from .acts.answering import code_of
from .acts.confiding import is_own_sealed
from .panel import reads
from .permissions import HANDLE
from .reading import ANONYMOUS, BROUGHT, concern_of, find_concern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

    from .models import Concern


def handles(actor: Actor, matter: Matter) -> bool:
    """Whether the actor has the concern in hand by a post in that very union, and is not concerned by it."""
    return (
        matter.procedure in BROUGHT
        and holds_at(actor, code_of(matter), matter.union)
        and not is_barred(actor, matter)
        and not is_past(actor, matter.bypassed)
        and not is_applicant(actor, matter)
        and not _is_sealed_own(actor, matter)
    )


def _is_sealed_own(actor: Actor, matter: Matter) -> bool:
    """Whether it is the actor's own with a sealed name. Without a person alone does it cost a question."""
    if matter.person_id is not None:
        return False
    found = find_concern(matter)
    return found is not None and is_own_sealed(actor, found)


def open_concern(actor: Actor, matter: Matter) -> Concern:
    """The concern, for whoever has it in hand. Raises Refused, NotPossible once it is over."""
    if matter.procedure not in BROUGHT:
        raise NotPossible(_("This is no concern."))
    require_at(actor, code_of(matter), matter.union)
    if is_barred(actor, matter) or is_past(actor, matter.bypassed):
        raise Refused(_("This is for others."))
    if is_applicant(actor, matter) or _is_sealed_own(actor, matter):
        raise NotPossible(_("It is your own concern: somebody else handles it."))
    if not matter.is_open:
        raise NotPossible(_("It is over."))
    return concern_of(matter)


def told_at(union: Union | None, matter: Matter) -> set[int]:
    """Who handles concerns in that union and may hear of this one: nobody who must not know of it or keeps out."""
    return without_barred(matter, officers(union, matter.bypassed)) if union is not None else set()


def load_concern(request: Request, matter_id: int) -> Matter:
    """A concern's matter that the actor sees. Raises Http404, Refused."""
    matter, living = load_matter(request, matter_id)
    if shown_concern(request, matter, living) is None:
        raise Http404
    return matter


def shown_concern(request: Request, matter: Matter, living: Sequence[Task]) -> Concern | None:
    """The concern of a matter's page; None for other matters, and for who may not read what has no name."""
    if matter.procedure not in BROUGHT or is_past(request.actor, matter.bypassed):
        return None
    if matter.procedure == ANONYMOUS and not reads(request.actor, matter, living):
        return None
    return find_concern(matter)


def own_unions(actor: Actor) -> list[Union]:
    """Where the actor handles concerns, by posts right there; one query."""
    places = [place for place, codes in own_places(actor).items() if HANDLE in codes]
    return list(Union.objects.filter(place__in=places).order_by("place"))
