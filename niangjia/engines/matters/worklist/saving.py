"""Views of the worklist that are kept under a name: for oneself, or for the staff of a union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.permissions import TEXTS, WORK
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import own_places
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.access.actor import Refused

from .models import TaskView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor

    from .asking import Asked

MOST = 12  # of an account, and of a union: they stand above the list


def views_of(actor: Actor) -> QuerySet[TaskView]:
    """The actor's own, and those of the unions where it has a post, in the order in which they were made."""
    shared = Q(union__place__in=list(own_places(actor)))
    rows = TaskView.objects.filter(Q(account=actor.account_id, union=None) | shared)
    return rows.select_related("union").order_by("made", "pk")


def sharing_unions(actor: Actor) -> list[Union]:
    """The unions for whose staff the actor may keep views; one query."""
    places = [place for place, codes in own_places(actor).items() if TEXTS in codes]
    return list(Union.objects.filter(place__in=places).order_by("place")) if places else []


def may_remove(actor: Actor, view: TaskView) -> bool:
    """Whether it is the actor's own, or of a union for which the actor keeps views."""
    if view.union is not None:
        return holds_at(actor, TEXTS, view.union)
    return view.account_id == actor.account_id


@transaction.atomic
def keep_view(actor: Actor, name: str, asked: Asked, union: Union | None = None) -> TaskView:
    """Keep what is asked under a name, for oneself or for the staff of a union.

    Raises Refused, NotPossible for a name that is taken, or too many.
    """
    actor.require(WORK)
    if union is not None and not holds_at(actor, TEXTS, union):
        raise Refused(_("Views for a union's staff are kept by who keeps its text modules."))
    if actor.account_id is None:
        raise Refused(_("Sign in to keep a view."))
    if not (name := " ".join(name.split())):
        raise NotPossible(_("Give the view a name."), "name")
    own = {} if union else {"account": actor.account_id}
    if TaskView.objects.filter(union=union, **own).count() >= MOST:
        raise NotPossible(
            _("There are %(count)s views already: remove one that is not used.") % {"count": MOST}, "name"
        )
    made = TaskView(account_id=actor.account_id, union=union, name=name, asked=asked.kept())
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("There is a view of this name already."), "name") from None
    journal.record(actor, codes.VIEW_KEPT, made, union=union.pk if union else None)
    return made


@transaction.atomic
def remove_view(actor: Actor, view: TaskView) -> None:
    """Remove one's own view, or one of a union for which one keeps them. Raises Refused."""
    actor.require(WORK)
    if not may_remove(actor, view):
        raise Refused(_("This view is somebody else's."))
    journal.record(actor, codes.VIEW_REMOVED, view, union=view.union_id)
    view.delete()
