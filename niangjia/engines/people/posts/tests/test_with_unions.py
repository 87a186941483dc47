from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Post
from niangjia.engines.people.permissions import SEE
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.hooks import Ending, Merging, on_end, on_merge
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

NAME = "people.post.union"


@pytest.mark.parametrize("what", ["merged", "ended"])
def test_posts_end_the_day_before_their_union_and_what_was_to_come_is_taken_back(cast: Cast, what: str) -> None:
    mine, school = cast.union("mine"), cast.union("school")
    later = Post.objects.create(
        person=cast.person("member"), union=mine, role=Role.CLERK, started=today() + timedelta(days=9)
    )
    if what == "merged":
        count = on_merge.steps[NAME](Merging(PLATFORM, mine, school, today(), ""))
    else:
        count = on_end.steps[NAME](Ending(PLATFORM, mine, today(), ""))
    assert count == 4
    cast.post("clerk").refresh_from_db()
    assert cast.post("clerk").ends == today() - timedelta(days=1)
    assert Post.objects.get(pk=later.pk).was_revoked
    assert not cast.actor("clerk").may(SEE)
    assert cast.actor("other_clerk").may(SEE)
