"""Concerns as people bring them, through the pages."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any

from django.test import Client

from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import today
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.pages.tokens import is_worked

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.harness.people import Cast

LIVING = (TaskState.OPEN, TaskState.CLAIMED)
SAID = {
    "kind": "claim",
    "category": "wages",
    "text": "三月至五月的工资没有发。",
    "wants": "补发工资12600元",
    "since": "2026-06-01",
    "place": "二号井",
    "people": "1",
    "employer_name": "顺达劳务公司",
    "speakers": "",
}
ANSWERED = {
    "result": "solved",
    "recovered": "12600",
    "facts": "经核实，三月至五月工资确未发放。",
    "opinion": "公司已于本月补发。",
    "basis": "劳动法第五十条",
}


def bring(client: Client, choice: str = "own", **typed: str) -> HttpResponse:
    return client.post(f"/concerns/new/{choice}/", {**SAID, **typed})  # type: ignore[return-value]


def brought(cast: Cast, choice: str = "own", who: str = "member", **typed: str) -> Matter:
    """The matter of a concern that somebody brought on the phone."""
    _ = cast[who]
    answer = bring(cast.client(who), choice, **typed)
    assert answer.status_code == 302, answer.content.decode()
    number = int(answer["Location"].strip("/").rpartition("/")[2])
    return Matter.objects.select_related("union", "bypassed").get(pk=number)


def task_of(matter: Matter) -> Task:
    """Its only step that waits."""
    return Task.objects.select_related("union", "matter").get(matter=matter, state__in=LIVING)


def done(client: Client, matter: Matter, **typed: Any) -> HttpResponse:
    """Complete the step that waits, at the desk."""
    return client.post(f"/desk/matters/tasks/{task_of(matter).pk}/completion/", typed)  # type: ignore[return-value]


def appoint(cast: Cast, key: str, union: str, role: Role = Role.OFFICER) -> None:
    """One more post."""
    _ = cast[key]
    Post.objects.create(
        union=cast.union(union), person=cast.person(key), role=role, started=today() - timedelta(days=30)
    )


def concern_of(matter: Matter) -> Concern:
    return Concern.objects.get(matter=matter)


def registered(cast: Cast, matter: Matter, who: str = "clerk", outcome: str = "accept", **typed: str) -> None:
    given = {"kind": "claim", "category": "wages", "difficulty": "ordinary", "elsewhere": "", **typed}
    since = concern_of(matter).since
    given.setdefault("since", since.isoformat() if since else "")
    answer = done(cast.client(who), matter, outcome=outcome, **given)
    assert answer.status_code == 302, answer.content.decode()


def handled(cast: Cast, matter: Matter, who: str = "clerk", **typed: str) -> None:
    answer = done(cast.client(who), matter, outcome="handled", **{**ANSWERED, **typed})
    assert answer.status_code == 302, answer.content.decode()


def checked(cast: Cast, matter: Matter, who: str = "chair", outcome: str = "content") -> None:
    answer = done(cast.client(who), matter, outcome=outcome, reached="yes")
    assert answer.status_code == 302, answer.content.decode()


def worked(token: str) -> str:
    """What the sender's machine finds."""
    return next(str(tried) for tried in count() if is_worked(token, str(tried)))


def nameless_form(client: Client, **typed: str) -> dict[str, str]:
    """The form as it is sent: with its own token, and the work done."""
    page = client.get("/concerns/anonymous/").content.decode()
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found, page
    token = unescape(found[1])
    said = {name: SAID[name] for name in ("kind", "category", "text", "wants", "since", "place", "people")}
    return {**said, "unit": "110101", "employer_name": "顺达", "token": token, "work": worked(token), **typed}


def handed_in(cast: Cast, client: Client | None = None, **typed: str) -> str:
    """The receipt of a concern that somebody of the mine handed in without a name."""
    _ = cast.union("mine")
    asked = client or Client()
    page = asked.post("/concerns/anonymous/", nameless_form(asked, **typed)).content.decode()
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page)
    assert found, page
    return found[0]
