"""What tests of terms and of changes begin from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from django.http import HttpResponse
    from django.test import Client

    from niangjia.engines.papers.models import Paper
    from tests.harness.people import Cast

LIVING = (TaskState.OPEN, TaskState.CLAIMED)


def ahead(days: int) -> date:
    return today() + timedelta(days=days)


def entered(cast: Cast, key: str = "mine", **own: Any) -> Union:
    """The union with these own data."""
    for who in ("clerk", "chair", "upper_officer"):
        _ = cast[who]
    Union.objects.filter(pk=cast.union(key).pk).update(**own)
    return Union.objects.get(pk=cast.union(key).pk)


def task_of(matter: Matter) -> Task:
    """Its only step that waits."""
    return Task.objects.select_related("union", "matter").get(matter=matter, state__in=LIVING)


def done(client: Client, matter: Matter, outcome: str, **typed: Any) -> HttpResponse:
    """Do the step that waits, through the page."""
    url = f"/desk/matters/tasks/{task_of(matter).pk}/completion/"
    answer: HttpResponse = client.post(url, {"outcome": outcome, **typed})  # type: ignore[assignment]
    return answer


def well_done(client: Client, matter: Matter, outcome: str, **typed: Any) -> Matter:
    """The same; it must work."""
    answer = done(client, matter, outcome, **typed)
    assert answer.status_code == 302, said(answer)
    matter.refresh_from_db()
    return matter


def said(answer: Any) -> str:
    """What the page says, without its frame."""
    return " ".join(strip_tags(answer.content.decode().partition("<main")[2]).split())[:3000]


def printed(cast: Cast, who: str, paper: Paper) -> str:
    """The page to print."""
    answer = cast.client(who).get(f"/desk/papers/{paper.pk}/print/")
    assert answer.status_code == 200
    return answer.content.decode()


def on_file(matter: Matter) -> list[str]:
    """The kinds of its papers, in their order."""
    return [paper.kind for paper in papers_about(matter).order_by("pk")]


def all_of_it() -> AbstractContextManager[object]:
    return everywhere(PLATFORM, "a test")
