"""What becomes of our rows when a union goes into another: what it asked for was its own, so nothing may be open.

A request, an election or a certificate is about the union that asked; nobody could finish it for the one that stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines.journal.subjects import subject_of
from niangjia.engines.matters.core.models import State
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.procedures import procedure_of
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.hooks import on_merge
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.terms.models import Delay

from .kinds import Kind
from .models import Change

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.engines.people.unions.hooks import Merging

on_merge.stays("founding.change.other")


@on_merge("founding.change.union")
def refuse_open(merging: Merging) -> int:
    """Moves nothing. Raises NotPossible that names what is open."""
    found = open_of(merging.gone, merging.into)
    if found:
        named = "、".join(f"{procedure_of(one.procedure).title} {one.number}" for one in found)
        told = {"union": merging.gone.name, "matters": named}
        raise NotPossible(
            _("%(union)s has matters under way that can't go along, end them first: %(matters)s.") % told
        )
    return 0


def open_of(gone: Union, into: Union) -> list[Matter]:
    """What the one asked for or has to finish itself, and what others want of it; not the merger itself."""
    elections = Election.objects.filter(union=gone)
    changes = Change.objects.filter(Q(union=gone) | Q(other=gone)).exclude(kind=Kind.MERGE, union=gone, other=into)
    delays = Delay.objects.filter(union=gone)
    ours = Q()
    for rows in (elections, changes, delays):
        ours |= Q(pk__in=rows.exclude(matter=None).values("matter"))
    subjects = [subject_of(one) for one in elections]
    if subjects:
        ours |= Q(subject_type=subjects[0].type, subject_id__in=[one.key for one in subjects])
    return list(Matter.objects.filter(ours, state=State.OPEN).order_by("pk"))
