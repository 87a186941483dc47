"""What matters put on the hand-over list of a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.handover import OpenMatter, handed_over
from niangjia.engines.people.posts.models import Post, Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.foundation.clock import today

from .core.models import LIVING, Matter, Task, TaskState
from .recusing.models import matters_without

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


@handed_over
def open_tasks(post: Post) -> Iterable[OpenMatter]:
    """The tasks that wait at the post's union for its role, and those that its holder took over."""
    rows = Task.objects.filter(union=post.union_id, state__in=LIVING, permission__in=codes_of(Role(post.role)))
    rows = rows.exclude(matter__in=_past(post.person_id)).exclude(matter__in=matters_without([post.person_id]))
    held = rows.filter(state=TaskState.CLAIMED, claimed_by__person=post.person_id)
    return [
        OpenMatter("matters.waiting", _("Tasks that wait at the union"), rows.count()),
        OpenMatter("matters.held", _("Tasks that the holder took over"), held.count()),
    ]


def _past(person: int) -> QuerySet[Matter]:
    """What went past a union in which the holder has another post: it is not counted for them either."""
    posts = Post.objects.living(today()).filter(person=person)
    inside = posts.filter(
        union__place__gte=OuterRef("bypassed__place"), union__place__lt=OuterRef("bypassed__place_end")
    )
    return Matter.objects.filter(Exists(inside), bypassed__isnull=False)
