"""What can be done with many persons at once: offered below every list, to whoever may.

A part that has such an act registers it where it is imported at the start:

    register_batch("transfer", title=_("Transfer"), permission=MOVE, begin=leads_to("people:transfer_many"))

The list fixes whom it is about, as a Selection, and leads on to that page, which loads it with `load_selection`. An
act that keeps the ids itself gives its own `begin`; one that takes the chosen by POST on a page of its own, an `url`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.registry import known
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import periodic

from .models import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

    Begin = Callable[[Actor, list[int]], str]

MOST = 100_000  # persons at once
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Batch:
    """An act on many persons. `begin` takes who acts and the ids, in their order, and answers where it goes on;
    it may raise NotPossible. Without it, `url` takes the chosen by POST, as `person`, and is not for all that fit.
    """

    key: str
    title: str | _StrPromise
    permission: str
    begin: Begin | None = None
    url: str | _StrPromise = ""
    icon: str = "list-check"


_known: dict[str, Batch] = {}


def register_batch(
    key: str,
    *,
    title: str | _StrPromise,
    permission: str,
    begin: Begin | None = None,
    url: str | _StrPromise = "",
    icon: str = "list-check",
) -> Batch:
    """Offer an act below the lists, after those registered before. Raises ValueError for a key that is taken, or
    where it is not clear what begins it; UnknownPermission.
    """
    made = Batch(key, title, known(permission).code, begin, url, icon)
    if key in _known or bool(begin) is bool(url):
        raise ValueError(f"batch {key!r}: register it once, with a begin or with an address")
    _known[key] = made
    return made


def offered(actor: Actor) -> list[Batch]:
    """What the actor may do with many persons somewhere."""
    return [batch for batch in _known.values() if actor.may(batch.permission)]


def asked_batch(actor: Actor, key: str) -> Batch:
    """The act of that key that has a begin. Raises Http404 if there is none, Refused without its permission."""
    found = _known.get(key)
    if found is None or found.begin is None:
        raise Http404
    actor.require(found.permission)
    return found


def within(actor: Actor, ids: Sequence[int], code: str) -> list[int]:
    """Of these persons those where the actor has the permission, in their order."""
    reach = actor.reach(code)
    # Not asked for with the unions: of tens of thousands the planner looks through all unions for each.
    places = dict(Person.objects.filter(pk__in=ids).values_list("pk", "home__place"))
    return [pk for pk in ids if pk in places and places[pk] in reach]


def begin_batch(actor: Actor, batch: Batch, ids: Sequence[int]) -> str:
    """Begin the act for those of the persons where the actor has its permission; answers where it goes on.

    Raises Refused, NotPossible.
    """
    actor.require(batch.permission)
    if batch.begin is None:
        raise ValueError(f"batch {batch.key!r} begins at its own address")
    if not ids:
        raise NotPossible(_("Choose at least one person."))
    if len(ids) > MOST:
        raise NotPossible(_("At most %(count)s persons at once: narrow it down.") % {"count": f"{MOST:,}"})
    allowed = within(actor, ids, batch.permission)
    if not allowed:
        raise NotPossible(_("With none of the chosen persons you may do this."))
    return batch.begin(actor, allowed)


def leads_to(route: str) -> Begin:
    """A `begin` that holds a Selection and goes on at a route that takes its id."""

    def begin(actor: Actor, ids: list[int]) -> str:
        if actor.account_id is None:
            raise ValueError("a selection is an account's")
        held = Selection.objects.create(account_id=actor.account_id, person_ids=ids)
        return reverse(route, args=[held.pk])

    return begin


def load_selection(request: Request, selection_id: UUID) -> Selection:
    """A selection of whoever asks, for a day. Its ids were within the permission when it was made: ask again.

    Raises Http404, for somebody else's too.
    """
    return get_object_or_404(Selection, pk=selection_id, account=request.actor.account_id)


@periodic("43 * * * *")
def sweep_selections() -> None:
    """Delete selections after a day: nobody comes back to them."""
    Selection.objects.filter(made__lt=now() - KEPT).delete()
