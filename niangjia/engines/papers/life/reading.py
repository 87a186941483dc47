"""Papers as lists ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.journal.subjects import subject_of
from niangjia.engines.people.models import Union

from .hiding import shown_to
from .models import Paper

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from niangjia.engines.journal import Subject
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.reach import Reach


def papers_about(subject: Model | Subject) -> QuerySet[Paper]:
    """The papers of a matter or whatever they belong to, in their order; whether the actor may see them is asked by
    the page that shows them.
    """
    about = subject_of(subject)
    return Paper.objects.filter(about_type=about.type, about_id=about.key).select_related("union").order_by("pk")


def papers_within(actor: Actor, reach: Reach) -> QuerySet[Paper]:
    """The papers of the unions of a reach that the actor may know of, the newest first; drafts that were thrown away
    are left out.
    """
    rows = Paper.objects.filter(union__in=Union.objects.within(reach)).exclude(state="discarded")
    rows = shown_to(actor, rows)
    return rows.select_related("union").defer("data", "content", "seal_proof").order_by("-drafted", "-pk")
