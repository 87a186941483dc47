"""Posts that run out, and those that ran out with nobody after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Union

from .models import Post
from .roles import ONE_HOLDER

if TYPE_CHECKING:
    from datetime import date, timedelta

    from niangjia.engines.people.unions.models import UnionQuerySet
    from niangjia.foundation.access.reach import Reach

    from .models import PostQuerySet

BACK = 180  # days: what ran out longer ago is nobody's work of today any more


def running_until(reach: Reach, day: date, ahead: timedelta) -> PostQuerySet:
    """Posts of a reach that are held on that day, end within so long, and are not filled anew for afterwards."""
    ending = Post.objects.living(day).filter(union__in=_standing(reach), ends__lte=day + ahead)
    later = Post.objects.filter(union=OuterRef("union"), role=OuterRef("role"), started__gt=OuterRef("started"))
    later = later.exclude(ends__lte=OuterRef("ends"))
    own = later.filter(person=OuterRef("person"))
    return ending.exclude(Exists(own)).exclude(Exists(later), role__in=ONE_HOLDER)


def left_open(reach: Reach, day: date, back: timedelta) -> PostQuerySet:
    """The last posts of their role in a union that ended within so long before that day; nobody holds one there."""
    held = Post.objects.filter(ends__gte=F("started"))  # not those that were taken back
    ended = held.filter(union__in=_standing(reach), ends__lt=day, ends__gte=day - back)
    beside = Post.objects.filter(union=OuterRef("union"), role=OuterRef("role")).exclude(pk=OuterRef("pk"))
    after = beside.filter(ends__gte=F("started"), ends__gt=OuterRef("ends"))
    endless = beside.filter(ends=None)
    return ended.exclude(Exists(after)).exclude(Exists(endless))


def _standing(reach: Reach) -> UnionQuerySet:
    return Union.objects.within(reach).filter(state__in=STANDING)
