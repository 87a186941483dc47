"""Load a post and authorise in one call. Who holds a post is public where its union may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from niangjia.engines.people.permissions import SEE_UNIONS

from .actions import may_fill
from .models import Post, Role

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from niangjia.foundation.access.request import Request

    from .models import Holder


def load_post(request: Request, post_id: int) -> WithAnnotations[Post, Holder]:
    """The post with its holder's name. Raises Http404 where the actor has no right, Refused where it has others."""
    found = Post.objects.with_holders().select_related("union__parent").filter(pk=post_id).first()
    if found is None or found.union.place not in request.actor.reach():
        raise Http404
    request.actor.require(SEE_UNIONS, at=found.union.place)
    return found


def load_post_to_fill(request: Request, post_id: int) -> WithAnnotations[Post, Holder]:
    """As load_post; Refused also for who may not give or take such a post."""
    found = load_post(request, post_id)
    may_fill(request.actor, found.union, Role(found.role))
    return found
