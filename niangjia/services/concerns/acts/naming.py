"""Of whom a concern complains: they are sealed, and whoever bears the name in the register keeps out of it.

Two people may have one name: both keep out, for nobody here can tell which of them is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.acts.notes import living_of
from niangjia.engines.matters.recusing.acts import keep_out, pass_up
from niangjia.engines.matters.recusing.finding import holders
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import may_act
from niangjia.engines.people.models import Deputy, Person, Post
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today
from niangjia.services.concerns.journal_codes import NAMED
from niangjia.services.concerns.models import Concern, Named
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import OURS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

MOST = 5
WHY = gettext_noop("find who is complained of, so that they keep out of the concern")


def bearers(names: Collection[str], unit: Union) -> set[int]:
    """The records of that name at the unit and below, and of whoever holds a post or stands in for one, anywhere."""
    if not names:
        return set()
    with everywhere(PLATFORM, WHY):
        day = today()
        posts = Post.objects.living(day)
        standing = Deputy.objects.filter(started__lte=day, ends__gte=day)
        officers = Q(pk__in=posts.values("person")) | Q(pk__in=standing.values("person"))
        inside = Q(home__place__gte=unit.place, home__place__lt=unit.place_end)
        rows = Person.objects.filter(inside | officers, name__in=names, merged_into=None)
        return set(rows.values_list("pk", flat=True))


def left_at(union: Union, out: Collection[int]) -> bool:
    """Whether somebody at the union could handle it, or nobody could anyhow."""
    there = holders(union, HANDLE)
    return not there or bool(there - set(out))


@transaction.atomic
def keep_names(actor: Actor, matter: Matter, concern: Concern, names: Iterable[str]) -> None:
    """Keep of whom it complains; they keep out of the matter. Whether the actor may is for the caller to ask."""
    unit = matter.bypassed or matter.union
    for name in names:
        found = bearers([name], unit) - {matter.person_id}
        Named(concern=concern, said=name, known=len(found)).save(force_insert=True)
        keep_out(PLATFORM, matter, {one for one in found if one is not None})
    journal.record(actor, NAMED, matter, union=matter.union_id)


@transaction.atomic
def name_at_desk(actor: Actor, matter: Matter, concern: Concern, name: str) -> None:
    """Whoever handles it adds of whom it complains. Raises Refused, NotPossible.

    Where nobody who is left could handle it, the union above has it from then on.
    """
    held = locked_open(matter.pk)
    if matter.procedure not in OURS or not any(may_act(actor, task, held) for task in living_of(held)):
        raise Refused(_("This step is for others: who does it follows from a post in that very union."))
    if concern.named.count() >= MOST:
        raise NotPossible(_("At most %(count)s are named.") % {"count": MOST}, "name")
    keep_names(actor, held, concern, [name])
    pass_up(PLATFORM, held)


def names_of(concern: Concern) -> list[tuple[str, int]]:
    """Of whom it complains, and how many records of that name keep out."""
    return [(row.said.reveal(), row.known) for row in concern.named.order_by("pk")]
