"""The page of what is due: posts that run out, elections, certificates, terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from niangjia.engines.people.loading import load_union
from niangjia.engines.people.permissions import SEE_UNIONS
from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.due import Matter, due_soon
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import State, Tone
from niangjia.foundation.web.tables import Column, Kind, page_of

from .forms import DueForm
from .models import Role
from .running import BACK, left_open, running_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.http import HttpResponse

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

MOST = 1000
USUAL = 90
POST = "post"
COLUMNS = [
    Column(gettext_lazy("Union"), "union", link="union_url"),
    Column(gettext_lazy("What is due"), "what", link="url"),
    Column(gettext_lazy("Who"), "who"),
    Column(gettext_lazy("Day"), "day", Kind.DAY),
    Column(gettext_lazy("State"), "state", Kind.STATE),
]


@dataclass(frozen=True)
class Line:
    """Something that is due in a union on a day."""

    union: str
    union_url: str
    what: str
    day: date
    state: State
    who: str = ""
    url: str = ""


@needs(SEE_UNIONS)
@require_safe
def due(request: Request) -> HttpResponse:
    """What is due in the unions of the actor, or in one and below it (`?at=`)."""
    asked = number_asked(request.GET, "at")
    union = load_union(request, asked, SEE_UNIONS) if asked is not None else None
    form = DueForm({"what": request.GET.get("what", ""), "within": request.GET.get("within", "") or str(USUAL)})
    said = form.cleaned_data if form.is_valid() else {}
    reach = union.subtree if union else request.actor.reach(SEE_UNIONS)
    lines = due_lines(reach, said.get("what", ""), said.get("within", ""))
    context = {
        "union": union,
        "form": form,
        "page": page_of(request.GET, lines),
        "columns": COLUMNS,
        "most": MOST if len(lines) >= MOST else 0,
    }
    return render(request, "people/posts/due.html", context)


def due_lines(reach: Reach, what: str, within: str, *, most: int = MOST) -> list[Line]:
    """At most so many, the earliest first. `what`: "post", a Matter, "" for all; `within`: days or "overdue"."""
    late = within == "overdue"
    ahead = timedelta(days=-1 if late else int(within or USUAL))
    found = [*_posts(reach, ahead, most, late=late)] if what in {"", POST} else []
    if what != POST:
        found += _matters(reach, ahead, what, most)
    return sorted(found, key=lambda line: (line.day, line.union))[:most]


def _posts(reach: Reach, ahead: timedelta, most: int, *, late: bool) -> Iterator[Line]:
    gone = State(_("nobody since"), Tone.BAD)
    rows = left_open(reach, today(), timedelta(days=BACK)).select_related("union").with_holders()
    states = [(row, gone) for row in rows.order_by("ends")[:most]]
    if not late:
        soon = running_until(reach, today(), ahead).select_related("union").with_holders()
        states += [(row, State(_("runs out soon"), Tone.WAIT)) for row in soon.order_by("ends")[:most]]
    for row, state in states:
        if row.ends is not None:
            url = reverse("people:post", args=[row.pk])
            role = str(Role(row.role).label)
            yield Line(row.union.name, _at(row.union_id), role, row.ends, state, row.holder, url)


def _matters(reach: Reach, ahead: timedelta, what: str, most: int) -> Iterator[Line]:
    for row in due_soon(reach, ahead=ahead, most=most):
        if what in {"", row.matter}:
            state = State(_("overdue"), Tone.BAD) if row.overdue else State(_("due soon"), Tone.WAIT)
            yield Line(row.union.name, _at(row.union.pk), str(Matter(row.matter).label), row.day, state)


def _at(union_id: int) -> str:
    return reverse("people:union", args=[union_id])
