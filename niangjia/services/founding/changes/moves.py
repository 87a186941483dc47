"""What becomes of our rows when a union goes into another: what it asked for was its own, so nothing may be open.

A request, an election or a certificate is about the union that asked; nobody could finish it for the one that stays.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines.journal.subjects import subject_of
from niangjia.engines.matters.acts.locking import hold_at_once
from niangjia.engines.matters.acts.matters import end_pointless
from niangjia.engines.matters.core.models import State
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.procedures import procedure_of
from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.hooks import on_end, on_merge
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.setting_up.certifying import KEY as CERTIFICATE
from niangjia.services.founding.terms.models import Delay

from .kinds import RESTRUCTURING, Kind
from .models import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.models import Union
    from niangjia.engines.people.unions.hooks import Ending, Merging

on_merge.stays("founding.change.other")
_tried: ContextVar[bool] = ContextVar("founding_tried", default=False)


@contextmanager
def only_tried() -> Iterator[None]:
    """Let a merger in the block not ask what is under way: it is undone, and that is ended before the real one."""
    token = _tried.set(True)
    try:
        yield
    finally:
        _tried.reset(token)


moves_with_person("founding.change", "coming", erased=Fate.KEPT)


@on_merge("founding.change.union")
def refuse_open(merging: Merging) -> int:
    """Moves nothing. Raises NotPossible that names what is open."""
    found = [] if _tried.get() else open_of(merging.gone, merging.into)
    if found:
        named = "、".join(f"{procedure_of(one.procedure).title} {one.number}" for one in found)
        told = {"union": merging.gone.name, "matters": named}
        raise NotPossible(
            _("%(union)s has matters under way that can't go along, end them first: %(matters)s.") % told
        )
    return 0


@on_end("founding.election.union", "founding.delay.union")
def end_open_ones(ending: Ending) -> int:
    """A union is dissolved by hand: its election, certificate, delay and requests have nobody left to finish them.

    What restructures it stays: its answer is still to be carried out, or taken back.
    """
    restructured = Change.objects.filter(kind__in=RESTRUCTURING).values("matter")
    found = [one for one in open_of(ending.union, None) if not restructured.filter(matter=one.pk).exists()]
    hold_at_once([one.pk for one in found])  # the tree is held already: nobody is waited for
    for matter in found:
        end_pointless(ending.actor, matter)
    return len(found)


def open_of(gone: Union, into: Union | None) -> list[Matter]:
    """What the one asked for or has to finish itself, and what others want of it; not the merger itself."""
    elections = Election.objects.filter(union=gone)
    changes = Change.objects.filter(Q(union=gone) | Q(other=gone))
    if into is not None:
        changes = changes.exclude(kind=Kind.MERGE, union=gone, other=into)
    delays = Delay.objects.filter(union=gone)
    ours = Q()
    for rows in (elections, changes, delays):
        ours |= Q(pk__in=rows.exclude(matter=None).values("matter"))
    subjects = [subject_of(one) for one in elections]
    if subjects:
        ours |= Q(subject_type=subjects[0].type, subject_id__in=[one.key for one in subjects])
    ours |= Q(procedure=CERTIFICATE, union=gone)
    return list(Matter.objects.filter(ours, state=State.OPEN).order_by("pk"))
