"""Who else may do a task: who holds a post at its union with the step's permission, or stands in for that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.people.models import Deputy, Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Task


def colleagues_of(task: Task) -> list[Account]:
    """Their accounts, by name; three queries. Holders outside the scope and those past
    whose union the matter went are not among them.
    """
    roles = [role for role in Role if task.permission in codes_of(role)]
    day = today()
    posts = Post.objects.living(day).filter(union=task.union_id, role__in=roles)
    standing = Deputy.objects.filter(post__in=posts, started__lte=day, ends__gte=day)
    persons = {*posts.values_list("person", flat=True), *standing.values_list("person", flat=True)}
    persons = without_barred(task.matter, persons)
    accounts = Account.objects.filter(person__in=persons, is_active=True).order_by("name")
    return [one for one in accounts if one.pk != task.claimed_by_id]
