"""Who is left to do a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.people.models import Deputy, Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.engines.people.models import Union

Narrow = Callable[["Matter", "Task", set[int]], set[int]]
_narrowing: list[Narrow] = []


def narrows(function: Narrow) -> Narrow:
    """Register who can't do a step though the post would allow it: given those who have the right, it gives back who
    may. Also as a decorator. A service that registers one refuses the step itself, too (hooks.before_task_done).
    """
    if function not in _narrowing:
        _narrowing.append(function)
    return function


def holders(union: Union, code: str) -> set[int]:
    """The persons who have the permission by a post right there, or stand in for who has."""
    roles, day = [role for role in Role if code in codes_of(role)], today()
    posts = Post.objects.living(day).filter(union=union, role__in=roles)
    standing = Deputy.objects.filter(post__in=posts, started__lte=day, ends__gte=day)
    return {*posts.values_list("person", flat=True), *standing.values_list("person", flat=True)}


def others_for(matter: Matter, task: Task, union: Union) -> set[int]:
    """The persons at a union who could do the step and do not keep out of the matter."""
    left = without_barred(matter, holders(union, task.permission))
    for narrow in _narrowing:
        left = narrow(matter, task, left)
    return left


def somebody_above(matter: Matter, task: Task) -> Union | None:
    """The first union above the step's where somebody could do it; None where there is none."""
    above = task.union.parent
    while above is not None and not others_for(matter, task, above):
        above = above.parent
    return above
