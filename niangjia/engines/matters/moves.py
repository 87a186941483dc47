"""What becomes of matters when two records become one, one is erased, or a union goes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, held_before_persons, moves_with_person
from niangjia.engines.people.unions.hooks import held_before_tree, on_merge

from .acts.locking import hold_at_once, hold_matters
from .core.models import LIVING, Matter, State, Task, TextModule
from .drafts import drafts_go_along
from .worklist.models import TaskView

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.people.unions.hooks import Merging

# Like messages, matters stay as acts of the union; who it was about is gone with the record.
moves_with_person("matters.matter", "person", erased=Fate.UNLINKED)
on_merge.stays("matters.event.union", "matters.matter.bypassed")


@held_before_persons
def of_persons(ids: Collection[int]) -> None:
    """A step holds its matter and then turns to its person: so does whoever merges or erases persons."""
    hold_matters(Matter.objects.filter(person__in=ids).values_list("pk", flat=True))


@held_before_tree
def under_way_at(union_id: int) -> None:
    """A step holds its matter and may then turn to the tree, to unions or to persons: so does a merger."""
    hold_matters(_under_way(union_id))


def _under_way(union_id: int) -> set[int]:
    """Ids of the matters that the union has, and of those of which a step waits there."""
    steps_there = Matter.objects.filter(tasks__union=union_id, tasks__state__in=LIVING)
    there = Matter.objects.filter(union=union_id, state=State.OPEN)
    return {*steps_there.values_list("pk", flat=True), *there.values_list("pk", flat=True)}


@on_merge("matters.matter.union")
def matters(merging: Merging) -> int:
    """What is under way goes along; what is closed was the act of the union that was.

    All but what was begun a moment ago is held already; for that nobody is waited for.
    """
    hold_at_once(_under_way(merging.gone.pk))
    there = Matter.objects.filter(union=merging.gone, state=State.OPEN)
    drafts_go_along(merging.actor, there.only("subject_type", "subject_id"), merging.gone, merging.into)
    return there.update(union=merging.into)


@on_merge("matters.task.union")
def tasks(merging: Merging) -> int:
    return Task.objects.filter(union=merging.gone, state__in=LIVING).update(union=merging.into)


@on_merge("matters.taskview.union")
def shared_views(merging: Merging) -> int:
    """Of two with one name, that of the union which stays is kept."""
    names = TaskView.objects.filter(union=merging.into).values("name")
    TaskView.objects.filter(union=merging.gone, name__in=names).delete()
    return TaskView.objects.filter(union=merging.gone).update(union=merging.into)


@on_merge("matters.textmodule.union")
def text_modules(merging: Merging) -> int:
    """Of two with one name, that of the union which stays is kept."""
    theirs = TextModule.objects.filter(union=merging.into).values_list("procedure", "title")
    known = set(theirs)
    moved = 0
    for row in TextModule.objects.filter(union=merging.gone):
        if (row.procedure, row.title) in known:
            row.delete()
        else:
            moved += TextModule.objects.filter(pk=row.pk).update(union=merging.into)
    return moved
