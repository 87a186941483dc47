"""`/api/v1/matters/…`: tasks and matters for programs, within the token's scope, by the same verbs as the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest
from ninja import Query, Router

from .acts import tasks as verbs
from .api_shapes import Completion, Id, Listed, MatterOut, SendingBack, TaskOut
from .core.models import Task
from .limits import api as limits
from .loading import load_matter, load_task, note_look
from .meetings import api as meetings
from .permissions import WORK
from .public_notices import api as notices
from .ratings import api as ratings
from .worklist.reading import View, tasks_in

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request

    from .core.models import Matter

router = Router()
for part in (limits.router, meetings.router, notices.router, ratings.router):
    router.add_router("", part)


@router.get("/tasks", response=list[TaskOut], url_name="matters_tasks", summary="Tasks that wait")
def tasks(request: HttpRequest, asked: Query[Listed]) -> list[Task]:
    """What is due first on top. 404 for a view that there is not."""
    actor = cast("Request", request).actor
    actor.require(WORK)
    if asked.view not in set(View):
        raise Http404
    return list(tasks_in(actor, View(asked.view), procedure=asked.procedure)[: asked.limit])


@router.get("/{int:matter_id}", response=MatterOut, url_name="matters_matter", summary="One matter")
def matter(request: HttpRequest, matter_id: Id) -> dict[str, Any]:
    """404 outside the scope, and for one that was sent past one's union."""
    acting = cast("Request", request)
    acting.actor.require(WORK)
    found, _living = load_matter(acting, matter_id)
    note_look(acting, found)
    return _shown(found)


@router.post("/tasks/{task_id}/claim", response=TaskOut, url_name="matters_claim", summary="Take a task over")
def claim(request: HttpRequest, task_id: Id) -> Task:
    """409 with the sentence where somebody was quicker."""
    acting, task = _task(request, task_id)
    return verbs.claim_task(acting.actor, task)


@router.post("/tasks/{task_id}/completion", response=MatterOut, url_name="matters_complete", summary="Do a step")
def complete(request: HttpRequest, task_id: Id, given: Completion) -> dict[str, Any]:
    """409 with the sentence where somebody was quicker, or where an answer does not fit."""
    acting, task = _task(request, task_id)
    return _shown(verbs.complete_task(acting.actor, task, given.outcome, data=given.data))


@router.post(
    "/tasks/{task_id}/sending-back", response=MatterOut, url_name="matters_send_back", summary="Send a matter back"
)
def send_back(request: HttpRequest, task_id: Id, given: SendingBack) -> dict[str, Any]:
    """409 with the sentence for a way that is not drawn, or without a reason."""
    acting, task = _task(request, task_id)
    return _shown(verbs.send_back_task(acting.actor, task, given.way, given.reason))


def _task(request: HttpRequest, task_id: int) -> tuple[Request, Task]:
    """Whoever works at no union is refused before anything is looked for."""
    acting = cast("Request", request)
    acting.actor.require(WORK)
    return acting, load_task(acting, task_id)[0]


def _shown(found: Matter) -> dict[str, Any]:
    names = ("id", "number", "procedure", "state", "phase", "opened", "closed")
    shown = {name: getattr(found, name) for name in names}
    tasks = list(Task.objects.filter(matter=found).order_by("pk"))
    return {**shown, "version": found.version.number, "union": found.union_id, "tasks": tasks}
