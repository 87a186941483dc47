from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_who_holds_a_post_is_public_also_of_persons_outside_the_scope(cast: Cast) -> None:
    Post.objects.create(
        union=cast.union("mine"), person=cast.person("other_clerk"), role=Role.ORGANISER, started=today()
    )
    with acting(cast.actor("member")):
        posts = Post.objects.living(today()).filter(union=cast.union("mine")).with_holders()
        assert sorted(post.holder for post in posts) == sorted(["刘芳", "陈建国", "孙立", "赵文"])
