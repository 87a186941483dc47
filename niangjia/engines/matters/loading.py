"""Load and authorise in one call: a matter outside one's scope, or sent past one's union, is not there (404)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from niangjia.engines import journal
from niangjia.engines.papers.life.hiding import OWN_LOOKS

from .acts.notes import living_of
from .core.models import Matter, Task
from .journal_codes import LOOKED
from .rights import is_applicant, is_barred, may_see, see_code

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request


def load_matter(request: Request, matter_id: int) -> tuple[Matter, list[Task]]:
    """The matter and what of it waits. Raises Http404 outside the scope, Refused inside it without the permission."""
    rows = Matter.objects.select_related("union", "bypassed").defer("engine")
    matter = rows.filter(pk=matter_id).first()
    if matter is None:
        raise Http404
    living = living_of(matter)
    if may_see(request.actor, matter, living):
        return matter, living
    if is_barred(request.actor, matter) or matter.union.place not in request.actor.reach():
        raise Http404
    request.actor.require(see_code(matter), at=matter.union.place)
    raise Http404  # the state shows it to other lanes only


def note_look(request: Request, matter: Matter) -> None:
    """Opening a sensitive matter is a look at whom it is about; of others the journal keeps no looks.

    Of one that went past a union only the person itself reads it: its record is open to that union's desk.
    """
    if matter.sensitive:
        kind = "people.person" if matter.bypassed_id is None else OWN_LOOKS
        about = [journal.Subject(kind, matter.person_id)] if matter.person_id else []
        journal.look(request.actor, LOOKED, matter, union=matter.union_id, shown=about)


def load_task(request: Request, task_id: int) -> tuple[Task, list[Task]]:
    """A task of a matter that one may see, over or not, and what of the matter waits. Raises as load_matter."""
    found = Task.objects.filter(pk=task_id).select_related("union").first()
    if found is None:
        raise Http404
    found.matter, living = load_matter(request, found.matter_id)
    return found, living


def load_own(request: Request, matter_id: int) -> tuple[Matter, list[Task]]:
    """One's own matter. Raises Http404 for another's."""
    rows = Matter.objects.select_related("union", "bypassed").defer("engine")
    matter = rows.filter(pk=matter_id).first()
    if matter is None or not is_applicant(request.actor, matter):
        raise Http404
    return matter, living_of(matter)
