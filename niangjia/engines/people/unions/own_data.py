"""A union's own data are corrected; it is renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT_UNIONS
from niangjia.engines.people.refusals import NotPossible

from . import history, journal_codes
from .acts import act_of, hold, once, refuse_ended, require_above
from .fields import cleaned, cleaned_own
from .founding import refuse_taken
from .levels import refuse_below, refuse_level
from .models import Union, UnionVersion
from .numbering import lock_tree, renumber

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.foundation.access.actor import Actor

    from .acts import Act


@transaction.atomic
def correct_union(actor: Actor, union: Union, values: Mapping[str, Any]) -> Union:
    """Set own data (fields.OWN) to what they are; a field that is not named stays.

    The code sorts the tree: it is for those above, as the tree is. Raises Refused, NotPossible, Unfit.
    """
    if "code" in values:
        lock_tree()
    union = hold(union)
    actor.require(EDIT_UNIONS, at=union.place)
    refuse_ended(union)
    changed = {name: value for name, value in cleaned_own(values).items() if value != getattr(union, name)}
    if not changed:
        return union
    if "code" in changed:
        require_above(actor, union)
    refuse_taken(changed, union)
    _write(union, changed)
    if "code" in changed:
        renumber()
    told = {"fields": ", ".join(sorted(changed))}
    journal.record(actor, journal_codes.CORRECTED, union, union=union.pk, data=told)
    union.refresh_from_db()
    return union


def _write(union: Union, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(union, name, value)
    with once(_("Somebody has just entered a union with this code.")):
        union.save(update_fields=list(changed))


@transaction.atomic
def rename_union(
    actor: Actor,
    union: Union,
    *,
    name: str = "",
    short_name: str | None = None,
    kind: str = "",
    level: str = "",
    day: date | None = None,
    paper: str = "",
) -> Union:
    """The union has another name from that day on, or is of another kind or level; what is not given stays.

    With its first day in the register, this corrects how it was entered. Level and kind are for those above.
    Raises Refused, NotPossible, Unfit.
    """
    act = act_of(day, UnionVersion.Reason.RENAMED, paper)
    if level:
        lock_tree()
    union = hold(union)
    actor.require(EDIT_UNIONS, at=union.place)
    refuse_ended(union)
    dated = _dated(union, act, name=name, kind=kind, level=level)
    short = cleaned({"short_name": union.short_name if short_name is None else short_name})
    if not dated and short["short_name"] == union.short_name:
        raise NotPossible(_("It is called so already."))
    if dated.keys() & {"kind", "level"}:
        require_above(actor, union)
    before = union.name
    if dated:
        history.change(union, act, **dated)
    _write(union, short)
    if "level" in dated:
        renumber()
    told = {"before": before, "day": date_format(act.day)}
    journal.record(actor, journal_codes.RENAMED, union, union=union.pk, data=told)
    union.refresh_from_db()
    return union


def _dated(union: Union, act: Act, **given: str) -> dict[str, Any]:
    """What would become different on that day."""
    values = cleaned({name: value for name, value in given.items() if value})
    if level := values.get("level"):
        if union.parent:
            refuse_level(level, union.parent)
        refuse_below(level, union)
    then = history.version_on(union, act.day)
    return {name: value for name, value in values.items() if value != getattr(then, name)}
