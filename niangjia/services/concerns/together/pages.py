"""The desk's pages of parts, and what panels post: asking, doing without, reminding, answering a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.acts.notes import living_of
from niangjia.engines.matters.pages.answering import answer, attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.here import load_concern, own_unions
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import concern_of
from niangjia.services.concerns.said import plain

from .acts import answer_part, answer_press, ask_part, drop_part, legal_day, press, presses_from
from .forms import PartForm, TextForm
from .models import Part, Press
from .reading import asked_of
from .suggesting import suggested

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

FOUND = gettext_lazy("What you found")


@needs(HANDLE)
@require_safe
def parts(request: Request) -> HttpResponse:
    """What other unions ask mine for: what waits first, then what was answered."""
    over = request.GET.get("view") == "over"
    rows = asked_of(request.actor)
    waiting = rows.filter(answered=None, dropped=None).order_by("due", "pk")
    page = page_of(
        request.GET, rows.exclude(answered=None, dropped=None).order_by("-asked", "pk") if over else waiting
    )
    items = [_item(row) for row in page.object_list]
    return render(request, "concerns/parts.html", {"items": items, "page": page, "over": over})


def _item(row: Part) -> Item:
    late = row.waits and row.due < today()
    state = State(_("overdue"), Tone.BAD) if late else State(_("waits for you"), Tone.WAIT)
    if not row.waits:
        state = State(_("answered"), Tone.GOOD) if row.answered else State(_("not needed any more"), Tone.PLAIN)
    return Item(
        row.matter.number,
        url=reverse("concerns:part", args=[row.pk]),
        text=f"{row.matter.union.name} → {row.union.name}",
        side=date_format(row.due, "MONTH_DAY_FORMAT"),
        icon="users",
        state=state,
    )


@needs(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: Request, key: UUID) -> HttpResponse:
    """What is asked, and the answer."""
    row = asked_of(request.actor).filter(pk=key).first()
    if row is None:
        raise Http404
    form = TextForm(FOUND, request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        answer_part(request.actor, row, given["text"])
        return _("It is answered. Who leads the handling joins it with the others.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("concerns:part", row.pk)
    context = {
        "row": row,
        "asks": plain(row.asks),
        "answer": plain(row.answer),
        "form": form if row.waits else None,
    }
    return render(request, "concerns/part.html", context, status=422 if form.errors else 200)


@needs(HANDLE)
@require_POST
def ask(request: Request, matter_id: int) -> HttpResponse:
    """Asks another union for its part."""
    matter = load_concern(request, matter_id)
    before = suggested(request.actor, matter, concern_of(matter))
    form = PartForm(before, legal_day(living_of(matter)), request.POST)

    def act(given: dict[str, Any]) -> str:
        made = ask_part(request.actor, matter, given["union"], given["asks"], given["due"])
        return _("%(union)s is asked.") % {"union": made.union.name}

    return answer(request, matter.pk, "part", form, act)


@needs(HANDLE)
@require_POST
def drop(request: Request, key: UUID) -> HttpResponse:
    """Does without a part."""
    row = get_object_or_404(Part.objects.select_related("matter"), pk=key)
    matter = load_concern(request, row.matter_id)
    row.matter = matter
    try:
        drop_part(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("matters:matter", matter.pk)


@needs(HANDLE)
@require_POST
def remind(request: Request, matter_id: int) -> HttpResponse:
    """Reminds who handles it."""
    matter = load_concern(request, matter_id)
    union = presses_from(request.actor, matter, own_unions(request.actor))
    if union is None:
        raise Http404

    def act(given: dict[str, Any]) -> str:
        press(request.actor, matter, union, given["text"], given["key"])
        return _("They are told, and answer here.")

    return answer(request, matter.pk, "press", TextForm(None, request.POST, auto_id="id_press_%s"), act)


@needs(HANDLE)
@require_POST
def reply(request: Request, key: UUID) -> HttpResponse:
    """Answers a reminder."""
    row = get_object_or_404(Press.objects.select_related("matter"), pk=key)
    matter = load_concern(request, row.matter_id)
    row.matter = matter

    def act(given: dict[str, Any]) -> str:
        answer_press(request.actor, row, given["text"])
        return _("It is answered.")

    form = TextForm(None, request.POST, auto_id=f"id_r{row.pk.hex}_%s")
    return answer(request, matter.pk, f"reply_{row.pk}", form, act)
