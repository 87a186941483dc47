"""The desk's outbox: what a union sent, how it came through, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from niangjia.engines.notices.broadcasts.models import Broadcast
from niangjia.engines.notices.broadcasts.models import State as BroadcastState
from niangjia.engines.notices.kinds import Channel, UnknownKind, known
from niangjia.engines.notices.loading import load
from niangjia.engines.notices.permissions import SEE, WRITE
from niangjia.engines.people.models import Person, Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.pieces import Item, Tone
from niangjia.foundation.web.pieces import State as Shown
from niangjia.foundation.web.tables import Column, Kind, page_of

from .days import day_of
from .hiding import shown_to
from .models import Notice, State
from .reading import failures_of, reasons_of, tallies_of
from .reasons import sentence_of
from .rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from django.core.paginator import Page
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

    from .models import Message

MOST_FAILURES = 50
COLUMNS = [
    Column(gettext_lazy("Sent"), "sent", Kind.MOMENT),
    Column(gettext_lazy("Message"), "title", link="url"),
    Column(gettext_lazy("Kind"), "kind"),
    Column(gettext_lazy("Union"), "union"),
    Column(gettext_lazy("People"), "people", Kind.NUMBER),
]


@dataclass(frozen=True)
class Line:
    """A notice in the outbox."""

    sent: datetime
    title: str
    kind: str
    union: Union | None
    people: int
    url: str


@needs(SEE)
@require_safe
def outbox(request: Request) -> HttpResponse:
    """What one's unions and those below sent, the newest first; above it what waits for somebody."""
    unions = Union.objects.within(request.actor.reach(SEE))
    rows = shown_to(request.actor, Notice.objects.filter(union__in=unions))
    found = rows.select_related("union", "broadcast").order_by("-created")
    page: Page[Any] = page_of(request.GET, found)
    page.object_list = [_line(notice) for notice in page.object_list]
    open_ones = Broadcast.objects.filter(union__in=unions, state__in=(BroadcastState.DRAFT, BroadcastState.PROPOSED))
    context = {
        "page": page,
        "columns": COLUMNS,
        "open": [_open(one) for one in open_ones.select_related("union").order_by("-created")[:20]],
        "may_write": request.actor.may(WRITE),
    }
    return render(request, "notices/outbox.html", context)


def _line(notice: Notice) -> Line:
    broadcast: Broadcast | None = getattr(notice, "broadcast", None)
    url = f"broadcasts/{broadcast.pk}/" if broadcast else f"sent/{notice.pk}/"
    title, people = rendered(notice).title, notice.people
    if broadcast and broadcast.state == BroadcastState.SENDING:
        people = broadcast.counted or 0
    return Line(notice.created, title, title_of(notice.kind), notice.union, people, url)


def title_of(kind: str) -> str:
    """What a kind is called; of one that this version lacks, its key."""
    try:
        return str(known(kind).title)
    except UnknownKind:
        return kind


def _open(broadcast: Broadcast) -> Item:
    tone = Tone.WAIT if broadcast.state == BroadcastState.PROPOSED else Tone.PLAIN
    state = Shown(broadcast.get_state_display(), tone)
    text = f"{broadcast.union} · {day_of(broadcast.created)}"
    return Item(broadcast.title, url=f"broadcasts/{broadcast.pk}/", text=text, icon="pencil", state=state)


@needs(SEE)
@require_safe
def notice(request: Request, notice_id: int) -> HttpResponse:
    """One notice: states by channel, reasons, and who was not reached."""
    found = load(request, Notice, notice_id)
    if not shown_to(request.actor, Notice.objects.filter(pk=found.pk)).exists():
        raise Http404
    context = {
        "notice": found,
        "kind": title_of(found.kind),
        "tallies": tallies_of(found),
        "reasons": reasons_of(found),
        "failures": failure_items(failures_of(found, MOST_FAILURES)),
        "most": MOST_FAILURES,
    }
    return render(request, "notices/notice.html", context)


def failure_items(messages: Iterable[Message]) -> list[Item]:
    """Who was not reached: names of those only whom the actor may see."""
    rows = list(messages)
    names = dict(Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "name"))
    return [_failure(row, names.get(row.person_id, "")) for row in rows]


def _failure(row: Message, name: str) -> Item:
    again = row.state == State.FAILED
    state = Shown(row.get_state_display(), Tone.WAIT if again else Tone.BAD)
    text = f"{Channel(row.channel).label}：{sentence_of(row.reason)}"
    return Item(name or _("somebody outside your reach"), text=text, icon="user", state=state)
