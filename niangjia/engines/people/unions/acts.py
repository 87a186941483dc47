"""What the verbs on unions share: the day of an act, who may do it, and the union held still meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from niangjia.engines.people.permissions import RESTRUCTURE
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import today

from .models import State, Union, UnionVersion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor

    from .models import Coverage, SecondaryTie

STANDING = (State.PREPARING, State.ACTIVE)


@dataclass(frozen=True)
class Act:
    """What happened to a union: from which day on, of what kind, on what paper."""

    day: date
    reason: UnionVersion.Reason
    paper: str = ""


def act_of(day: date | None, reason: UnionVersion.Reason, paper: str) -> Act:
    """An act of today, or of the earlier day on which it happened on paper. Raises NotPossible for a later one."""
    return Act(past_day(day), reason, paper.strip())


def past_day(day: date | None) -> date:
    """The day, today if None. Raises NotPossible for one that lies in the future."""
    if day and day > today():
        raise NotPossible(_("The day lies in the future: enter it when it has come."))
    return day or today()


def hold(union: Union) -> Union:
    """The union as it is now; others can't change it until the transaction ends."""
    return Union.objects.select_for_update(no_key=True).get(pk=union.pk)


def require_above(actor: Actor, union: Union) -> None:
    """Raises Refused: what becomes of a union in the tree is for those above it; for the root, for itself."""
    actor.require(RESTRUCTURE, at=(union.parent or union).place)


def refuse_ended(union: Union) -> None:
    """Raises NotPossible for a union that was merged or dissolved."""
    if union.state not in STANDING:
        what = {"union": union.name, "state": State(union.state).label}
        raise NotPossible(_("%(union)s can't be changed any more: %(state)s.") % what)


def refuse_unregistered(union: Union, day: date) -> None:
    """Raises NotPossible if the register does not know the union on that day yet."""
    first = union.versions.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is None or day < first:
        since = date_format(first) if first else "–"
        what = {"union": union.name, "day": since}
        raise NotPossible(_("%(union)s is in the register since %(day)s: choose that day or a later one.") % what)


def end(row: Coverage | SecondaryTie, day: date) -> date:
    """Let a dated row end, never before it began; answers the first day on which it does not hold."""
    row.valid_to = ended = max(day, row.valid_from)
    row.save(update_fields=["valid_to"])
    return ended


def refuse_overlap(rows: QuerySet[Coverage] | QuerySet[SecondaryTie], day: date) -> None:
    """Raises NotPossible if one of the rows holds on that day or later."""
    row = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("valid_from").last()
    if row is None:
        return
    if row.valid_to is None:
        raise NotPossible(_("This holds already, since %(day)s.") % {"day": date_format(row.valid_from)})
    raise NotPossible(
        _("This held until %(day)s: choose that day or a later one.") % {"day": date_format(row.valid_to)}
    )


@contextmanager
def once(sentence: str) -> Iterator[None]:
    """Say this sentence if somebody else enters the same at the same moment. Raises NotPossible."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise NotPossible(sentence) from None
        raise
