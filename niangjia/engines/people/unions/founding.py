"""Unions come into the register: founded, or entered because they are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import RESTRUCTURE
from niangjia.engines.people.refusals import NotPossible

from . import history, journal_codes
from .acts import act_of, hold, once, refuse_ended, refuse_unregistered, require_above
from .levels import refuse_level
from .models import State, Union, UnionVersion
from .numbering import lock_tree, renumber
from .refusals import Unfit

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

    from .acts import Act
    from .fields import Draft

Reason = UnionVersion.Reason


@transaction.atomic
def found_union(
    actor: Actor, parent: Union | None, draft: Draft, *, day: date | None = None, paper: str = ""
) -> Union:
    """Enter a union that was founded on that day below another; without one, the root of an empty register.

    Raises Refused, NotPossible, Unfit.
    """
    act = act_of(day, Reason.FOUNDED, paper)
    union = enter(actor, parent, draft, act)
    if union.founded is None:
        union.founded = act.day
        union.save(update_fields=["founded"])
    told = {"above": parent.name if parent else "–", "day": date_format(act.day)}
    journal.record(actor, journal_codes.FOUNDED, union, union=union.pk, data=told)
    return union


@transaction.atomic
def record_union(
    actor: Actor, parent: Union | None, draft: Draft, *, since: date | None = None, paper: str = ""
) -> Union:
    """Enter a union that was there before the register; its history begins with `since`. Raises as found_union."""
    act = act_of(since, Reason.RECORDED, paper)
    union = enter(actor, parent, draft, act)
    told = {"above": parent.name if parent else "–"}
    journal.record(actor, journal_codes.RECORDED, union, union=union.pk, data=told)
    return union


@transaction.atomic
def confirm_union(actor: Actor, union: Union, *, day: date | None = None, paper: str = "") -> Union:
    """A union that was being founded is at work. Raises Refused, NotPossible."""
    act = act_of(day, Reason.FOUNDED, paper)
    union = hold(union)
    require_above(actor, union)
    if union.state != State.PREPARING:
        raise NotPossible(_("%(union)s is not being founded.") % {"union": union.name})
    history.change(union, act, state=State.ACTIVE)
    union.founded = act.day
    union.approval_paper = act.paper or union.approval_paper
    union.save(update_fields=["founded", "approval_paper"])
    journal.record(actor, journal_codes.CONFIRMED, union, union=union.pk, data={"day": date_format(act.day)})
    return union


def enter(actor: Actor, parent: Union | None, draft: Draft, act: Act) -> Union:
    """The new union in its place, its history begun; the verb that calls this makes the journal's entry."""
    lock_tree()
    upper = hold(parent) if parent else None
    actor.require(RESTRUCTURE, at=upper.place if upper else 0)
    values = draft.cleaned()
    if upper:
        refuse_ended(upper)
        refuse_unregistered(upper, act.day)
        refuse_level(values["level"], upper)
    elif Union.objects.exists():
        raise NotPossible(_("Say below which union it stands: the register has its root already."))
    refuse_taken(values)
    union = Union(parent=upper, place=-1, place_end=0, depth=0, **values)
    with once(_("Somebody has just entered a union with this code.")):
        union.save(force_insert=True)
    history.begin(union, act)
    renumber()
    union.refresh_from_db()
    return union


def refuse_taken(values: dict[str, object], union: Union | None = None) -> None:
    """Raises Unfit for a code, or a social credit code, that another union has."""
    for name in ("code", "uscc"):
        others = Union.objects.filter(**{name: values.get(name)}).exclude(pk=union.pk if union else 0)
        if values.get(name) and (other := others.first()):
            raise Unfit(name, _("%(union)s has this code.") % {"union": other.name})
