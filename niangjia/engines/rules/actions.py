"""Verbs: a place sets its figures and its calendar. Rows are only added; each verb is in the journal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal

from . import codes
from .defaults import known
from .figures import in_force
from .models import OwnDay, OwnYear, Setting, Withdrawal
from .periods import Period
from .permissions import SET_OWN, SET_RULES
from .refusals import AlreadyWithdrawn, Overlapping, Unfit
from .units import Days, fits, written

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .defaults import Parameter
    from .units import Unit, Value

LONGEST_RUN = 31  # days that are entered at once
# Who adds rows here waits for whoever is adding: else two could overlap, or a later row be seen before an earlier.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('niangjia.rules'))"


@transaction.atomic
def set_parameter(
    actor: Actor,
    key: str,
    value: Value,
    *,
    basis: str,
    valid_from: date,
    valid_to: date | None = None,
    union: int | None = None,
    place: int | None = None,
) -> Setting:
    """Set a figure for the city (union None) or for a union and those below it; `place` is the union's in the tree.

    One without end holds until the next begins; so a new one ends it. Days may be set in either kind.
    Raises UnknownParameter, Refused, Unfit, Overlapping.
    """
    _may_set(actor, place if union is not None else None)
    parameter = known(key)
    setting = Setting(
        account_id=actor.account_id,
        key=key,
        value=written(value),
        unit=_unit(parameter, value),
        union=union,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=_said(basis, _("Say on what it rests: document, number, article.")),
    )
    _lock()
    _refuse_overlap(setting)
    setting.save(force_insert=True)
    what = {"key": key, "value": setting.value, "unit": setting.unit, "from": valid_from.isoformat()}
    journal.record(actor, codes.PARAMETER_SET, setting, union=union, data=what)
    return setting


@transaction.atomic
def withdraw_parameter(actor: Actor, setting: Setting, *, reason: str, place: int | None = None) -> Withdrawal:
    """Take a figure back, as if it had never been set; `place` is its union's in the tree.

    Raises Refused, Unfit, AlreadyWithdrawn.
    """
    _may_set(actor, place if setting.union is not None else None)
    given = _said(reason, _("Say why it is taken back."))
    _lock()
    if Withdrawal.objects.filter(setting=setting).exists():
        raise AlreadyWithdrawn(_("This figure was taken back before."))
    withdrawal = Withdrawal(account_id=actor.account_id, setting=setting, reason=given)
    withdrawal.save(force_insert=True)
    what = {"key": setting.key, "value": setting.value, "unit": setting.unit}
    journal.record(actor, codes.PARAMETER_WITHDRAWN, setting, union=setting.union, data=what)
    return withdrawal


@transaction.atomic
def set_days(
    actor: Actor, first: date, last: date, *, is_workday: bool | None, basis: str, name: str = ""
) -> list[OwnDay]:
    """Say of the days from `first` to `last` that they are worked or free; None gives them back to the state.

    Raises Refused, Unfit.
    """
    actor.require(SET_RULES)
    count = (last - first).days + 1
    if not 0 < count <= LONGEST_RUN:
        raise Unfit(
            _("The last day must not lie before the first, nor more than %(count)s days on.") % {"count": LONGEST_RUN}
        )
    given = _said(basis, _("Say on what it rests: document, number, article."))
    _lock()
    days = [
        OwnDay(
            account_id=actor.account_id,
            day=first + timedelta(days=step),
            is_workday=is_workday,
            name=name,
            basis=given,
        )
        for step in range(count)
    ]
    for day in days:
        day.save(force_insert=True)
        journal.record(actor, codes.DAY_SET, day, data={"day": day.day.isoformat(), "is_workday": is_workday})
    return days


@transaction.atomic
def complete_year(actor: Actor, year: int, *, complete: bool, basis: str) -> OwnYear:
    """Say that all special days of a year that the platform does not know have been entered, or that they have not.

    Raises Refused, Unfit.
    """
    actor.require(SET_RULES)
    given = _said(basis, _("Say on what it rests: document, number, article."))
    _lock()
    row = OwnYear(account_id=actor.account_id, year=year, complete=complete, basis=given)
    row.save(force_insert=True)
    journal.record(actor, codes.YEAR_COMPLETED, row, data={"year": year, "complete": complete})
    return row


def _may_set(actor: Actor, place: int | None) -> None:
    """Raises Refused. Who may set for the city may set for every union."""
    if place is None or not actor.may(SET_OWN, at=place):
        actor.require(SET_RULES)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def _unit(parameter: Parameter, value: Value) -> Unit:
    unit = value.unit if isinstance(value, Days) and parameter.unit.in_days else parameter.unit
    if not fits(value, unit):
        raise Unfit(_("This value does not fit: the figure is in %(unit)s.") % {"unit": unit.label})
    return unit


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Unfit(otherwise)
    return text.strip()


def _refuse_overlap(setting: Setting) -> None:
    if setting.valid_to and setting.valid_to < setting.valid_from:
        raise Unfit(_("It must not end before it begins."))
    wanted = Period(setting.valid_from, setting.valid_to)
    others = Setting.objects.live().filter(key=setting.key, union=setting.union)
    for other, period in in_force(others):
        ended_by_it = other.valid_to is None and period.last is None and other.valid_from < setting.valid_from
        if period.overlaps(wanted) and not ended_by_it:
            raise Overlapping(_overlap(other, period))


def _overlap(setting: Setting, period: Period) -> str:
    first = date_format(setting.valid_from)
    if period.last is None:
        return _("From %(first)s on %(value)s holds already. Choose other days, or take that figure back.") % {
            "first": first,
            "value": setting.text,
        }
    return _("From %(first)s to %(last)s %(value)s holds already. Choose other days, or take that figure back.") % {
        "first": first,
        "last": date_format(period.last),
        "value": setting.text,
    }
