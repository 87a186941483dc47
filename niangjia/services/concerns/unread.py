"""Of which concerns somebody reads no word although their union lies in reach: rows beside the matter, and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.rights import actable, own_places
from niangjia.engines.papers.life.hiding import hides_papers
from niangjia.engines.papers.models import Paper

from .choices import Choice
from .finding import covering_own
from .models import Review
from .permissions import ANONYMOUS as MAY
from .reading import ANONYMOUS, OURS, REVIEW

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor


def unread(actor: Actor) -> Q:
    """Rows with a `matter` and a `union` that are none of the actor's business, as on the matter's page.

    What came without a name is for who reads such at the matter's union or at the row's, and for who has a step of
    it. Who works for the employer past whose union it went reads nothing.
    """
    own = Q(union__place__in=_places(actor))
    return of_employer(actor) | (Q(matter__in=_not_read(actor)) & ~own)


def of_employer(actor: Actor) -> Q:
    """Rows with a `matter` that went past the union of whom the actor works for."""
    return Q(matter__in=_of_own_employer(actor))


def _places(actor: Actor) -> list[int]:
    return sorted(place for place, codes in own_places(actor).items() if MAY in codes)


def _not_read(actor: Actor) -> QuerySet[Matter]:
    """What came without a name, and its reviews, without those that the actor reads."""
    reviews = Review.objects.filter(concern__choice=Choice.ANONYMOUS, matter__isnull=False).values("matter")
    rows = Matter.objects.filter(Q(procedure=ANONYMOUS) | Q(procedure=REVIEW, pk__in=reviews))
    steps = Task.objects.filter(actable(actor), procedure__in=OURS).values("matter")
    return rows.exclude(union__place__in=_places(actor)).exclude(pk__in=steps)


def _of_own_employer(actor: Actor) -> QuerySet[Matter]:
    """What went past the union of whom the actor works for (acts.anonymous.is_past)."""
    rows = Matter.objects.filter(procedure__in=OURS, bypassed__isnull=False)
    if actor.person_id is None:
        return rows.none()
    inside = {"union__place__gte": OuterRef("bypassed__place"), "union__place__lt": OuterRef("bypassed__place_end")}
    return rows.filter(Exists(covering_own(actor.person_id).filter(**inside)))


def _about(rows: QuerySet[Matter]) -> QuerySet[Paper]:
    keys = rows.values(key=Cast("pk", CharField()))
    return Paper.objects.filter(about_type="matters.matter", about_id__in=keys)


@hides_papers
def of_nameless(actor: Actor) -> QuerySet[Paper]:
    """Opinions, notices, letters, reports about what came without a name."""
    return _about(_not_read(actor)).exclude(union__place__in=_places(actor))


@hides_papers
def of_own_employer(actor: Actor) -> QuerySet[Paper]:
    """The same about what went past the own employer's union."""
    return _about(_of_own_employer(actor))
