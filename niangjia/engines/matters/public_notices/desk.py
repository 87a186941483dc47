"""Public notices at the desk: what is to be hung out, what hangs, what is over, and objections to answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from niangjia.engines.matters.bpmn.drawing import BadDrawing
from niangjia.engines.matters.core.models import LIVING, Task
from niangjia.engines.matters.core.versions import drawing_of
from niangjia.engines.matters.procedures import all_procedures
from niangjia.engines.matters.rights import not_past, seen_by, within
from niangjia.engines.matters.titles import procedure_title, step_title
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of

from .models import Objection, PublicNotice
from .permissions import HANG

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

TONES = {
    PublicNotice.State.HANGING: Tone.NOW,
    PublicNotice.State.OVER: Tone.GOOD,
    PublicNotice.State.TAKEN_DOWN: Tone.PLAIN,
}


class Tab(StrEnum):
    """What the page shows."""

    HANGING = "hanging"
    OBJECTIONS = "objections"
    WAITING = "waiting"
    OVER = "over"

    @property
    def label(self) -> _StrPromise:
        return TITLES[self]


TITLES = {
    Tab.HANGING: gettext_lazy("Hanging"),
    Tab.OBJECTIONS: gettext_lazy("Objections to answer"),
    Tab.WAITING: gettext_lazy("To be hung out"),
    Tab.OVER: gettext_lazy("Over"),
}
NONE = {
    Tab.HANGING: gettext_lazy("Nothing hangs now"),
    Tab.OBJECTIONS: gettext_lazy("No objection waits for an answer"),
    Tab.WAITING: gettext_lazy("Nothing waits to be hung out"),
    Tab.OVER: gettext_lazy("Nothing has hung here yet"),
}


@dataclass(frozen=True)
class ShownTab:
    """A tab, and how many it has; None where that is not counted."""

    tab: Tab
    count: int | None
    current: bool


@needs(HANG)
@require_safe
def notices(request: Request) -> HttpResponse:
    """One of the four lists, of the unions where the actor keeps public notices."""
    asked = str(request.GET.get("show", ""))
    tab = Tab(asked) if asked in set(Tab) else Tab.HANGING
    rows = _rows(request.actor)
    page: Any = page_of(request.GET, rows[tab])
    items = [_item(tab, row) for row in page.object_list]
    counts = {one: rows[one].count() for one in (Tab.HANGING, Tab.OBJECTIONS, Tab.WAITING)}
    context = {
        "page": page,
        "items": items,
        "none": NONE[tab],
        "tabs": [ShownTab(one, counts.get(one), one is tab) for one in Tab],
    }
    return render(request, "matters/public_notices/desk.html", context)


def _rows(actor: Actor) -> dict[Tab, QuerySet[Any]]:
    kept = kept_by(actor)
    open_ones = Count("objections", filter=Q(objections__state=Objection.State.OPEN))
    hung = PublicNotice.objects.filter(kept).select_related("union", "matter").defer("matter__engine")
    hung = hung.annotate(waiting=open_ones)
    objections = Objection.objects.filter(_through_notice(actor), state=Objection.State.OPEN)
    hanging = PublicNotice.State.HANGING
    return {
        Tab.HANGING: hung.filter(state=hanging).order_by("ends", "pk"),
        Tab.OBJECTIONS: objections.select_related("notice__union", "notice__matter").order_by("received", "pk"),
        Tab.WAITING: to_hang(actor),
        Tab.OVER: hung.exclude(state=hanging).order_by("-ends", "-pk"),
    }


def kept_by(actor: Actor, path: str = "") -> Q:
    """Notices of the unions where the actor keeps them, about matters that it may know of."""
    return within(actor.reach(HANG), f"{path}matter__union") & not_past(actor, f"{path}matter__")


def _through_notice(actor: Actor) -> Q:
    return kept_by(actor, "notice__")


def to_hang(actor: Actor) -> QuerySet[Task]:
    """Steps that wait for a public notice which does not hang yet, and has not hung since the step came."""
    steps = Q(pk__in=())
    for key, step in _steps_with_notice():
        steps |= Q(procedure=key, key=step)
    hung = PublicNotice.objects.filter(matter=OuterRef("matter"), hung__gte=OuterRef("opened"))
    hung = hung.exclude(state=PublicNotice.State.TAKEN_DOWN)  # it has to hang again
    rows = Task.objects.filter(steps, ~Exists(hung), kept_by(actor), seen_by(actor, "matter__"), state__in=LIVING)
    return rows.select_related("matter", "union").defer("matter__engine").order_by("opened", "pk")


def _steps_with_notice() -> list[tuple[str, str]]:
    """Procedure and step, as they are drawn today."""
    found = []
    for key, procedure in all_procedures().items():
        try:
            steps = drawing_of(procedure).steps
        except BadDrawing:
            continue
        found += [(key, step) for step, node in steps.items() if node.properties.get("notice")]
    return found


def _item(tab: Tab, row: Any) -> Item:
    if tab is Tab.WAITING:
        return _waiting(row)
    return _objection(row) if tab is Tab.OBJECTIONS else _notice(row)


def _notice(row: Any) -> Item:
    """`waiting` was annotated: objections without an answer."""
    days = f"{date_format(row.starts)} – {date_format(row.ends)}"
    state = State(PublicNotice.State(row.state).label, TONES[PublicNotice.State(row.state)])
    if row.waiting:
        words = ngettext("%(count)s objection", "%(count)s objections", row.waiting) % {"count": row.waiting}
        state = State(words, Tone.BAD)
    return Item(
        f"{row.title} · {row.matter.number}", _matter(row.matter_id), f"{row.union} · {days}", "", "news", state
    )


def _objection(row: Objection) -> Item:
    notice = row.notice
    came = _("came on %(day)s") % {"day": date_format(row.received.astimezone(SHANGHAI))}
    return Item(
        f"{notice.title} · {notice.matter.number}",
        _matter(notice.matter_id),
        f"{notice.union} · {came}",
        icon="message-circle",
        state=State(Objection.State(row.state).label, Tone.BAD),
    )


def _waiting(task: Task) -> Item:
    title = f"{step_title(task.matter, task.key)} · {task.matter.number}"
    return Item(title, _matter(task.matter_id), f"{procedure_title(task.procedure)} · {task.union}", icon="news")


def _matter(matter_id: int) -> str:
    return f"{reverse('matters:matter', args=[matter_id])}#panel-public_notices"
