from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.actions import Terms, end_post, fill_post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_of_two_who_fill_the_one_chair_at_once_one_does(committed: str, cast: Cast) -> None:
    officer, union = cast.actor("upper_officer"), cast.union("group")
    with acting(officer):
        end_post(officer, cast.post("group_leader"), cast.post("group_leader").started)
    together, refused = threading.Barrier(4), []

    def fill(key: str) -> None:
        try:
            with acting(officer):
                together.wait()
                fill_post(officer, union, cast.person(key), Terms(Role.GROUP_LEADER, today()))
        except NotPossible:
            refused.append(key)
        finally:
            connection.close()

    hands = [threading.Thread(target=fill, args=(key,)) for key in ("member", "worker", "clerk", "auditor")]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(refused) == 3
    assert Post.objects.living(today()).filter(union=union).count() == 1
