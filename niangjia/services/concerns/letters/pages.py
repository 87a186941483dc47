"""The desk's list of letters, writing one, one with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.rights import not_past
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.here import load_concern, open_concern, own_unions
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.said import plain
from niangjia.services.concerns.unread import unread

from .acts import Came, Draft, enter_answer, require_reader, send_letter
from .forms import AnswerForm, LetterForm
from .models import UNDONE, Letter, LetterKind
from .said import Wrote

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.request import Request

VIEWS = ("", "late", "answered")


def _seen(request: Request) -> QuerySet[Letter]:
    """Those of the unions in reach, without those of concerns of which the reader reads no word."""
    unions = Union.objects.within(request.actor.reach(HANDLE))
    clear = Q(matter=None) | not_past(request.actor, "matter__")
    return Letter.objects.select_related("union", "matter__bypassed", "follows").filter(
        clear & ~unread(request.actor), union__in=unions
    )


@needs(HANDLE)
@require_safe
def letters(request: Request) -> HttpResponse:
    """What waits for an answer, the oldest first; what is late; what was answered."""
    view = request.GET.get("view", "")
    rows = _seen(request).filter(answered__isnull=view != "answered")
    if view == "late":
        rows = rows.filter(due__lt=today())
    order = ("-answered", "pk") if view == "answered" else ("due", "pk")
    page = page_of(request.GET, rows.order_by(*order))
    context = {
        "items": [item_of(row) for row in page.object_list],
        "page": page,
        "view": view,
        "kinds": LetterKind.choices if own_unions(request.actor) else (),
    }
    return render(request, "concerns/letters.html", context)


def item_of(row: Letter) -> Item:
    """A letter as a line."""
    state = State(row.get_reply_display(), Tone.GOOD if row.reply == "done" else Tone.PLAIN)
    if row.answered is None:
        state = State(_("overdue"), Tone.BAD) if row.is_late else State(_("waits for an answer"), Tone.WAIT)
    return Item(
        f"{row.addressee} · {row.number}",
        url=reverse("concerns:letter", args=[row.pk]),
        text=f"{row.get_kind_display()} · {row.union.name}",
        side=date_format(row.answered or row.due, "MONTH_DAY_FORMAT"),
        icon="file-text",
        state=state,
    )


@needs(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, kind: str) -> HttpResponse:
    """Writes one: on its own, about a concern (?matter=), or after another letter (?after=)."""
    if kind not in LetterKind.values:
        raise Http404
    matter, before = _matter(request), _before(request)
    unions = [matter.union] if matter else [before.union] if before else own_unions(request.actor)
    form = LetterForm(
        LetterKind(kind), unions, request.POST if request.method == "POST" else None, initial=_initial(matter, before)
    )
    made: list[Letter] = []

    def act(given: dict[str, Any]) -> str:
        draft = Draft(form.kind, form.addressee(), form.wrote(), given["employer"], matter, before, given["key"])
        made.append(send_letter(request.actor, given["union"], draft))
        return _("The letter has its number. Print it, have it sealed, and send it.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("concerns:letter", made[0].pk)
    context = {"form": form, "kind": LetterKind(kind).label, "matter": matter, "before": before}
    return render(request, "concerns/letter_new.html", context, status=422 if form.errors else 200)


def _matter(request: Request) -> Matter | None:
    """Of the address; whoever has it not in hand is refused before anything is written."""
    given = request.GET.get("matter", "")
    if not given.isdecimal():
        return None
    matter = load_concern(request, int(given))
    open_concern(request.actor, matter)
    return matter


def _before(request: Request) -> Letter | None:
    given = request.GET.get("after", "")
    if not given:
        return None
    rows = _seen(request).filter(Q(answered=None) | Q(reply__in=UNDONE))
    found = next((row for row in rows if str(row.pk) == given), None)
    if found is None:
        raise Http404
    require_reader(request.actor, found)
    return found


def _initial(matter: Matter | None, before: Letter | None) -> dict[str, Any]:
    if before is not None:
        wrote = Wrote.read(before.said.reveal())
        return {"employer": before.employer_id, "asks": wrote.asks, "basis": wrote.basis}
    if matter is None:
        return {}
    from niangjia.services.concerns.reading import find_concern

    concern = find_concern(matter)
    return {"employer": concern.employer_id if concern else None}


@needs(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Request, key: UUID) -> HttpResponse:
    """One with its answer; entering that."""
    row = _seen(request).filter(pk=key).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()

    def act(given: dict[str, Any]) -> str:
        scan = given["scan"]
        came = Came(given["day"], given["reply"], given["text"], scan.read(), scan.name)
        enter_answer(request.actor, row, came)
        return _("The answer is entered.")

    if request.method == "POST":
        require_reader(request.actor, row)
        if attempt(form, act, lambda said: messages.success(request, said)):
            return redirect("concerns:letter", row.pk)
    return render(request, "concerns/letter.html", _context(request, row, form), status=422 if form.errors else 200)


def _context(request: Request, row: Letter, form: AnswerForm) -> dict[str, Any]:
    own = row.union in own_unions(request.actor)
    follows = row.may_be_followed and not Letter.objects.filter(follows=row).exists()
    return {
        "row": row,
        "own": own,
        "wrote": Wrote.read(row.said.reveal()),
        "answer": plain(row.answer),
        "form": form if own and row.answered is None else None,
        "kinds": LetterKind.choices if own and follows else (),
    }
