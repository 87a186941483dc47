"""What becomes of matters when two records become one, one is erased, or a union goes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.engines.people.unions.hooks import on_merge

from .acts.locking import hold_matters
from .core.models import LIVING, Matter, State, Task, TextModule

if TYPE_CHECKING:
    from niangjia.engines.people.unions.hooks import Merging

# Like messages, matters stay as acts of the union; who it was about is gone with the record.
moves_with_person("matters.matter", "person", erased=Fate.UNLINKED)
on_merge.stays("matters.event.union", "matters.matter.bypassed")


@on_merge("matters.matter.union")
def matters(merging: Merging) -> int:
    """What is under way goes along; what is closed was the act of the union that was."""
    steps_there = Matter.objects.filter(tasks__union=merging.gone, tasks__state__in=LIVING)
    under_way = Matter.objects.filter(union=merging.gone, state=State.OPEN)
    hold_matters([*steps_there.values_list("pk", flat=True), *under_way.values_list("pk", flat=True)])
    return under_way.update(union=merging.into)


@on_merge("matters.task.union")
def tasks(merging: Merging) -> int:
    return Task.objects.filter(union=merging.gone, state__in=LIVING).update(union=merging.into)


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
