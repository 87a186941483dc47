"""Unions move within the tree; the last act on a union is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import RESTRUCTURE
from niangjia.engines.people.refusals import NotPossible

from . import history, journal_codes
from .acts import act_of, hold, refuse_ended, refuse_unregistered, require_above
from .levels import refuse_below, refuse_level
from .models import SecondaryTie, Union, UnionVersion
from .numbering import lock_tree, renumber

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

    from .acts import Act

Reason = UnionVersion.Reason
MENDABLE = (Reason.RENAMED, Reason.MOVED, Reason.DISSOLVED)


@transaction.atomic
def move_union(actor: Actor, union: Union, to: Union, *, day: date | None = None, paper: str = "") -> Union:
    """The union and all below it stand below another from that day on. Raises Refused, NotPossible, Unfit.

    A move that was on paper earlier than one already entered changes the past only: the later one stands.
    """
    act = act_of(day, Reason.MOVED, paper)
    lock_tree()
    union, to = hold(union), hold(to)
    require_above(actor, union)
    actor.require(RESTRUCTURE, at=to.place)
    refuse_ended(union)
    before = union.parent.name if union.parent else "–"
    if history.version_on(union, act.day).parent_id == to.pk:
        raise NotPossible(_("%(union)s stands below %(above)s already.") % {"union": union.name, "above": to.name})
    stand_below(union, to, act)
    renumber()
    told = {"before": before, "above": to.name, "day": date_format(act.day)}
    journal.record(actor, journal_codes.MOVED, union, union=union.pk, data=told)
    union.refresh_from_db()
    return union


def stand_below(union: Union, to: Union, act: Act) -> None:
    """Let the union stand below another from the day of the act on; the caller holds the tree and numbers it anew.

    Raises NotPossible, Unfit.
    """
    refuse_ended(to)
    refuse_unregistered(to, act.day)
    refuse_level(union.level, to)
    refuse_loop(union, to, act.day)
    _refuse_turned_ties(union, to)
    history.change(union, act, parent_id=to.pk)


def refuse_loop(union: Union, to: Union, day: date) -> None:
    """Raises NotPossible if `to` stands below the union on any day on which the union would stand below it."""
    if history.ever_below(to, union, day, history.stays_until(union, day)):
        what = {"union": union.name, "above": to.name}
        raise NotPossible(_("%(above)s is, or was on one of those days, %(union)s itself or below it.") % what)


def _refuse_turned_ties(union: Union, to: Union) -> None:
    """Raises NotPossible if a union from `to` upwards is tied to one that would stand below it."""
    turned = SecondaryTie.objects.filter(
        upper__place__gte=union.place,
        upper__place__lt=union.place_end,
        union__place__lte=to.place,
        union__place_end__gt=to.place,
        valid_to=None,
    )
    if tie := turned.select_related("union", "upper").first():
        what = {"union": tie.union.name, "upper": tie.upper.name}
        raise NotPossible(
            _("%(union)s is tied to %(upper)s, which would then be below it: end the tie first.") % what
        )


@transaction.atomic
def take_back_act(actor: Actor, union: Union, *, reason: str) -> Union:
    """Undo the latest renaming, move or dissolution of a union, as if it had not been. Raises Refused, NotPossible.

    Ties, covered employers and posts that a dissolution ended are not given back: enter them anew.
    """
    lock_tree()
    union = hold(union)
    require_above(actor, union)
    if not reason.strip():
        raise NotPossible(_("Say why it is taken back."))
    *_earlier, former, last = [None, None, *union.versions.order_by("valid_from")]
    if former is None or last is None or last.reason not in MENDABLE:
        raise NotPossible(_("Only a renaming, a move or a dissolution can be taken back."))
    _restore(actor, union, former, last)
    renumber()
    told = {"act": last.reason, "day": date_format(last.valid_from), "reason": reason.strip()}
    journal.record(actor, journal_codes.TAKEN_BACK, union, union=union.pk, data=told)
    union.refresh_from_db()
    return union


def _restore(actor: Actor, union: Union, former: UnionVersion, last: UnionVersion) -> None:
    """Let the former version hold on; what the last one changed is as it was."""
    if former.parent:
        actor.require(RESTRUCTURE, at=former.parent.place)
        refuse_ended(former.parent)
        refuse_level(former.level, former.parent)
        refuse_loop(union, former.parent, last.valid_from)
        _refuse_turned_ties(union, former.parent)
    refuse_below(former.level, union)
    last.delete()
    former.valid_to = None
    former.save(update_fields=["valid_to"])
    for name in history.DATED:
        setattr(union, name, getattr(former, name))
    union.save(update_fields=list(history.DATED))
