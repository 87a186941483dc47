"""Views of the worklist that somebody keeps under a name, for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.permissions import WORK
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

from .models import TaskView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor

    from .asking import Asked

MOST = 12  # of an account: they stand above the list


def views_of(actor: Actor) -> QuerySet[TaskView]:
    """The actor's own, in the order in which they were made."""
    return TaskView.objects.filter(account=actor.account_id).order_by("made", "pk")


@transaction.atomic
def keep_view(actor: Actor, name: str, asked: Asked) -> TaskView:
    """Keep what is asked under a name. Raises Refused, NotPossible for a name that is taken, or too many."""
    actor.require(WORK)
    if actor.account_id is None:
        raise Refused(_("Sign in to keep a view."))
    if not (name := " ".join(name.split())):
        raise NotPossible(_("Give the view a name."), "name")
    if TaskView.objects.filter(account=actor.account_id).count() >= MOST:
        raise NotPossible(
            _("You have %(count)s views already: remove one that you don't use.") % {"count": MOST}, "name"
        )
    made = TaskView(account_id=actor.account_id, name=name, asked=asked.kept())
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("You have a view of this name already."), "name") from None
    journal.record(actor, codes.VIEW_KEPT, made)
    return made


@transaction.atomic
def remove_view(actor: Actor, view: TaskView) -> None:
    """Remove one's own view. Raises Refused."""
    actor.require(WORK)
    if view.account_id != actor.account_id:
        raise Refused(_("This view is somebody else's."))
    journal.record(actor, codes.VIEW_REMOVED, view)
    view.delete()
