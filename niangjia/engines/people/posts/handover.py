"""The hand-over list: what is open when a post passes from one to the next. Later engines add to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.totals.facets import ALL, INCOMPLETE
from niangjia.engines.people.totals.reading import totals_of
from niangjia.engines.people.unions.due import due_soon
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.clock import today

from .models import Post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.reach import Reach

    from .models import PostQuerySet

SOON = timedelta(days=90)


@dataclass(frozen=True)
class OpenMatter:
    """Something that the next one takes over: `key` as `area.what`, a title for people, and how many."""

    key: str
    title: str | _StrPromise
    count: int


_sources: list[Callable[[Post], Iterable[OpenMatter]]] = []


def handed_over(source: Callable[[Post], Iterable[OpenMatter]]) -> Callable[[Post], Iterable[OpenMatter]]:
    """Register what belongs on the list: a function from a post to what is open in it."""
    if source not in _sources:
        _sources.append(source)
    return source


def handover(post: Post) -> list[OpenMatter]:
    """What is open today where the post reaches; what is not open is left out. Totals and unions, so no scope."""
    return [matter for source in _sources for matter in source(post) if matter.count]


@handed_over
def _records(post: Post) -> list[OpenMatter]:
    count = totals_of(post.reach, [INCOMPLETE]).get(INCOMPLETE, {}).get(ALL, 0)
    return [OpenMatter("people.incomplete", _("records that lack something"), count)]


@handed_over
def _posts(post: Post) -> list[OpenMatter]:
    count = running_out(post.reach).exclude(pk=post.pk).count()
    return [OpenMatter("people.posts", _("posts that run out within 90 days"), count)]


@handed_over
def _due(post: Post) -> list[OpenMatter]:
    """At most as many as `due_soon` looks at."""
    counts = Counter(due.matter for due in due_soon(post.reach, ahead=SOON))
    return [OpenMatter(f"people.{matter}", matter.label, count) for matter, count in sorted(counts.items())]


def running_out(reach: Reach) -> PostQuerySet:
    """Posts of a reach that are held today and end within 90 days."""
    unions = Union.objects.within(reach)
    return Post.objects.living(today()).filter(union__in=unions, ends__lte=today() + SOON)
