"""Drafts of papers go along with their matter: to the union that it is transferred to, or into which its own goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from niangjia.engines.papers.life.drafting import take_drafts_along
from niangjia.engines.papers.life.models import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .core.models import Matter


def drafts_go_along(actor: Actor, matters: Iterable[Matter], origin: Union, union: Union) -> int:
    """Those that the former union had about the matters or their services' rows; others' drafts stay with them."""
    keys: dict[str, list[str]] = {}
    for matter in matters:
        keys.setdefault("matters.matter", []).append(str(matter.pk))
        if matter.subject_type:
            keys.setdefault(matter.subject_type, []).append(matter.subject_id)
    about = Q(pk__in=())
    for kind, ids in keys.items():
        about |= Q(about_type=kind, about_id__in=ids)
    return take_drafts_along(actor, Paper.objects.filter(about, union=origin), union)
