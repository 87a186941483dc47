"""Who can't do a step of a concern, though the post would allow it: whose own it is, and who had a part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Task, TaskState
from niangjia.engines.matters.recusing.finding import narrows
from niangjia.foundation.secrets.house import vault
from niangjia.services.concerns.models import Confidential
from niangjia.services.concerns.reading import OURS, find_concern

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.services.concerns.models import Concern

WHOSE = "concerns.whose"  # the kind of the digests
AFTER = ("check", "review")  # what is done by who had no part in it (条例 第二十八条)


def digests(person: int) -> list[bytes]:
    """By what whoever has a sealed name finds the own concerns, the newest key first."""
    return [one.digest for one in vault().digests(WHOSE, str(person))]


def had_part(concern: Concern) -> set[int]:
    """The persons who handled it in any round, or reviewed it before."""
    matters = [concern.matter_id, *concern.reviews.values_list("matter", flat=True)]
    steps = Task.objects.filter(matter__in=matters, key__in=("handle", "review"), state=TaskState.DONE)
    last = type(concern).objects.filter(pk=concern.pk).values_list("handled_by__person", flat=True)
    return {person for person in (*last, *steps.values_list("done_by__person", flat=True)) if person is not None}


def without_own(matter: Matter, concern: Concern, persons: set[int]) -> set[int]:
    """Of these persons, those whose own concern it is not, with a name or a sealed one."""
    left = persons - {matter.person_id}
    row = Confidential.objects.filter(concern=concern, whose__isnull=False).only("whose").first()
    if row is None:
        return left
    return {person for person in left if bytes(row.whose or b"") not in digests(person)}


@narrows
def who_may(matter: Matter, task: Task, persons: set[int]) -> set[int]:
    """Of those who have the right to a step, who may do it."""
    concern = find_concern(matter) if matter.procedure in OURS else None
    if concern is None:
        return persons
    left = without_own(matter, concern, persons)
    return left - had_part(concern) if task.key in AFTER else left
