"""Verbs on returns: begin, fill in, fill from the register again, hand in, correct, drop."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.life.drafting import fit_reason
from niangjia.engines.papers.permissions import REPORT
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.clock import now, today

from .checking import empty_cells, failing
from .figures import counted
from .layouts import period_with, shipped
from .models import Cell, Return, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .layouts import Layout


class Signers(TypedDict):
    """Who stands at the foot of a return."""

    head: str
    checker: str
    preparer: str
    phone: str


@transaction.atomic
def begin_return(actor: Actor, key: str, union: Union, last: date) -> Return:
    """Begin a union's return for the period that ends on a day, filled from the register.

    Raises Refused, KeyError for an unknown layout, NotPossible for a wrong day, or where there is one already.
    """
    actor.require(REPORT, at=union.place)
    layout = shipped()[key]
    period = period_with(layout, last)
    if period is None or last >= today():
        raise NotPossible(_("Choose the last day of a period that is over."), "last")
    if Return.objects.filter(union=union, layout=key, last=last).exists():
        raise NotPossible(_("There is a return for this period already; correct that one."), "last")
    made = Return(layout=key, layout_data=layout.as_data(), union=union, unit=union.name, first=period[0], last=last)
    _begin(actor, made)
    _count(made)
    journal.record(actor, codes.RETURN_BEGUN, made, union=union.pk)
    return made


def _begin(actor: Actor, made: Return) -> None:
    made.begun_by_id = actor.account_id
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("Somebody has begun this return already.")) from None
    layout: Layout = made.form
    Cell.objects.bulk_create([Cell(sheet=made, code=code) for code in layout.codes()])


@transaction.atomic
def prefill_return(actor: Actor, found: Return) -> int:
    """Count anew; what somebody changed by hand stays. Answers how many changed. Raises Refused, NotPossible."""
    held = _open(actor, found)
    changed = _count(held)
    journal.record(actor, codes.RETURN_PREFILLED, held, union=held.union_id)
    return changed


def _count(held: Return) -> int:
    """Fill the cells that the register knows: value, what it gave, and of which unions below it is made up."""
    sources = {code: key for code, key in held.form.codes().items() if key}
    below = list(held.union.children.filter(state__in=STANDING).order_by("place"))
    found = counted(set(sources.values()), [held.union, *below], held.first, held.last)
    changed = 0
    cells = list(held.cells.filter(code__in=sources))
    for cell in cells:
        figures = found[sources[cell.code]]
        value, untouched = Decimal(figures[held.union_id]), cell.value == cell.given
        changed += cell.given != value
        cell.value = value if untouched else cell.value
        cell.given, cell.parts = value, [[union.pk, union.name, _plain(figures[union.pk])] for union in below]
    Cell.objects.bulk_update(cells, ["value", "given", "parts"])
    Return.objects.filter(pk=held.pk).update(counted=now())
    return changed


def _plain(figure: int | Decimal) -> int | str:
    """As JSON keeps it: money stays exact."""
    return str(figure) if isinstance(figure, Decimal) else figure


@transaction.atomic
def fill_return(actor: Actor, found: Return, values: Mapping[str, Decimal | None]) -> int:
    """Set figures by hand; answers how many changed. Raises Refused, NotPossible."""
    held = _open(actor, found)
    cells = [cell for cell in held.cells.filter(code__in=list(values)) if cell.value != values[cell.code]]
    for cell in cells:
        cell.value = values[cell.code]
    Cell.objects.bulk_update(cells, ["value"])
    if cells:
        journal.record(actor, codes.RETURN_FILLED, held, union=held.union_id, data={"count": len(cells)})
    return len(cells)


@transaction.atomic
def hand_in_return(actor: Actor, found: Return, signers: Signers) -> None:
    """Freeze it: from now on it says what it says; a version that it corrects is replaced.

    Raises Refused, NotPossible where a figure is missing or a check that must hold does not.
    """
    held = _open(actor, found)
    if empty := empty_cells(held):
        raise NotPossible(_("%(count)s figures are missing; write 0 where there is nothing.") % {"count": len(empty)})
    if wrong := [one.check.words for one in failing(held) if one.check.hard]:
        raise NotPossible(_("These checks fail: %(checks)s") % {"checks": "；".join(wrong)})
    if held.corrects_id:
        Return.objects.filter(pk=held.corrects_id).update(state=State.REPLACED)
    held.signers = json.dumps(signers, ensure_ascii=False)
    held.state, held.handed_in, held.handed_in_by_id = State.HANDED_IN, now(), actor.account_id
    held.digest = digest_of(held)
    held.save(update_fields=["signers", "state", "handed_in", "handed_in_by", "digest"])
    journal.record(actor, codes.RETURN_HANDED_IN, held, union=held.union_id)
    found.refresh_from_db()


def digest_of(held: Return) -> str:
    """SHA-256 over unit, period, layout and every figure."""
    cells = [[code, str(value)] for code, value in held.cells.order_by("code").values_list("code", "value")]
    told = [str(held.uid), held.unit, str(held.first), str(held.last), held.version, held.layout_data, cells]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def correct_return(actor: Actor, found: Return, reason: str) -> Return:
    """Begin the next version of a return that was handed in, with its figures. Raises Refused, NotPossible."""
    held = _locked(actor, found)
    if held.state != State.HANDED_IN:
        raise NotPossible(_("Only a return that was handed in is corrected by a new version."))
    made = Return(
        layout=held.layout, layout_data=held.layout_data, union=held.union, unit=held.union.name, first=held.first,
        last=held.last, version=held.version + 1, corrects=held, reason=fit_reason(reason), counted=held.counted,
    )  # fmt: skip
    _begin(actor, made)
    old = {cell.code: cell for cell in held.cells.all()}
    cells = list(made.cells.all())
    for cell in cells:
        cell.value, cell.given, cell.parts = old[cell.code].value, old[cell.code].given, old[cell.code].parts
    Cell.objects.bulk_update(cells, ["value", "given", "parts"])
    journal.record(actor, codes.RETURN_CORRECTED, made, union=made.union_id)
    return made


@transaction.atomic
def drop_return(actor: Actor, found: Return) -> None:
    """Throw away one that was not handed in. Raises Refused, NotPossible."""
    held = _open(actor, found)
    journal.record(actor, codes.RETURN_DROPPED, held, union=held.union_id)
    held.delete()


def _locked(actor: Actor, found: Return) -> Return:
    held = Return.objects.select_for_update(of=("self",)).select_related("union").get(pk=found.pk)
    actor.require(REPORT, at=held.union.place)
    return held


def _open(actor: Actor, found: Return) -> Return:
    held = _locked(actor, found)
    if held.state != State.OPEN:
        raise NotPossible(_("This return was handed in; correct it by a new version."))
    return held
