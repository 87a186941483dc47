"""What becomes of posts when their union goes into another or ends: they end the day before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Greatest

from niangjia.engines.people.unions.hooks import Ending, Merging, on_end, on_merge, on_split

from .models import Post

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.unions.models import Union


@on_merge("people.post.union")
def of_who_went_into_another(merging: Merging) -> int:
    """Nobody gets a post in the other union by this: such posts are filled anew."""
    return _end_all(merging.gone, merging.day)


@on_end("people.post.union")
def of_who_is_no_more(ending: Ending) -> int:
    return _end_all(ending.union, ending.day)


def _end_all(union: Union, first_without: date) -> int:
    # What was to begin later is taken back: it ends before it begins.
    last = Greatest(F("started"), first_without) - timedelta(days=1)
    return Post.objects.lasting(first_without).filter(union=union).update(ends=last)


on_split.stays("people.post.union")
