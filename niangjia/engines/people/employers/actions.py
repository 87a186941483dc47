"""Employers come into the register; their data are corrected. Which unions cover them: unions/covering.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT, EDIT_UNIONS
from niangjia.engines.people.unions.acts import once
from niangjia.engines.people.unions.fields import clean, employers_code, industry, region
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.clock import today

from . import journal_codes
from .models import Employer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.foundation.access.actor import Actor

FIELDS = frozenset({"name", "uscc", "nature", "industry", "region", "headcount", "dispatches"})
SPECIAL = {"uscc": employers_code, "industry": industry, "region": region}


@transaction.atomic
def record_employer(actor: Actor, values: Mapping[str, Any]) -> Employer:
    """Enter an employer (FIELDS; the name is needed); for whoever enrols people or keeps a union's data, anywhere.

    Raises Refused, NotPossible, Unfit.
    """
    if not actor.may(EDIT):
        actor.require(EDIT_UNIONS)
    ready = _cleaned({"name": "", **values})
    _refuse_taken(ready)
    employer = Employer(**ready)
    with once(_("Somebody has just entered an employer with this code.")):
        employer.save(force_insert=True)
    journal.record(actor, journal_codes.RECORDED, employer)
    return employer


@transaction.atomic
def correct_employer(actor: Actor, employer: Employer, values: Mapping[str, Any]) -> Employer:
    """Set data of an employer to what they are; a field that is not named stays.

    It is for those who keep the data of a union that covers it; of one that none covers, for whoever may enter one.
    Raises Refused, NotPossible, Unfit.
    """
    employer = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    union = _covering(actor, employer)
    changed = {name: value for name, value in _cleaned(values).items() if value != getattr(employer, name)}
    if not changed:
        return employer
    _refuse_taken(changed, employer)
    for name, value in changed.items():
        setattr(employer, name, value)
    with once(_("Somebody has just entered an employer with this code.")):
        employer.save(update_fields=list(changed))
    told = {"fields": ", ".join(sorted(changed))}
    journal.record(actor, journal_codes.CORRECTED, employer, union=union.pk if union else None, data=told)
    return employer


def may_correct(actor: Actor, employer: Employer) -> None:
    """Ask whether the actor may correct it. Raises Refused."""
    _covering(actor, employer)


def _covering(actor: Actor, employer: Employer) -> Union | None:
    """The union by whose data the actor may correct it. Raises Refused."""
    holding = employer.coverages.filter(Q(valid_to=None) | Q(valid_to__gt=today())).select_related("union")
    unions = [row.union for row in holding.order_by("union__place")]
    mine = next((union for union in unions if actor.may(EDIT_UNIONS, at=union.place)), None)
    if mine is None and unions:
        actor.require(EDIT_UNIONS, at=unions[0].place)
    elif mine is None and not actor.may(EDIT):
        actor.require(EDIT_UNIONS)
    return mine


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    if strange := values.keys() - FIELDS:
        raise ValueError(f"no data of an employer: {', '.join(sorted(strange))}")
    return {name: clean(Employer, name, value, SPECIAL) for name, value in values.items()}


def _refuse_taken(values: Mapping[str, Any], employer: Employer | None = None) -> None:
    """Raises Unfit for a social credit code that another employer has."""
    others = Employer.objects.filter(uscc=values.get("uscc")).exclude(pk=employer.pk if employer else 0)
    if values.get("uscc") and (other := others.first()):
        raise Unfit("uscc", _("%(employer)s has this code.") % {"employer": other.name})
