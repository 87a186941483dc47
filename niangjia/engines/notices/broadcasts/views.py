"""The desk's pages of messages to many: write, look at it first, let it go, confirm, card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.notices.loading import load, sender_over
from niangjia.engines.notices.permissions import LEGAL, SEE, WRITE
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending.reading import reasons_of, tallies_of
from niangjia.foundation.access.guards import needs

from . import actions
from .audience import unpacked
from .card import card_svg, code_png, short_link
from .forms import BroadcastForm
from .models import Broadcast, State
from .preview import preview_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

OPEN = (State.DRAFT, State.PROPOSED)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request) -> HttpResponse:
    """The first step: words and people."""
    form = BroadcastForm(request.actor, request.POST if request.method == "POST" else None)
    made = _written(request, form) if form.is_bound and form.is_valid() else None
    if made:
        return redirect("notices:broadcast", made.pk)
    return render(request, "notices/write.html", {"form": form}, status=422 if form.is_bound else 200)


def _written(request: Request, form: BroadcastForm) -> Broadcast | None:
    try:
        audience = form.audience()
        union = sender_over(request.actor, audience.union)
        if name := form.cleaned_data["save_as"]:
            actions.save_audience(request.actor, union, name, audience)
        return actions.write_broadcast(request.actor, union, audience, form.words())
    except NotPossible as error:
        form.refuse(error)
    return None


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, broadcast_id: int) -> HttpResponse:
    """Words and people again, before it has gone out."""
    found = load(request, Broadcast, broadcast_id, WRITE)
    form = BroadcastForm(request.actor, request.POST if request.method == "POST" else None, found)
    if form.is_bound and form.is_valid() and _changed(request, form, found):
        return redirect("notices:broadcast", found.pk)
    context = {"form": form, "broadcast": found}
    return render(request, "notices/write.html", context, status=422 if form.is_bound else 200)


def _changed(request: Request, form: BroadcastForm, broadcast: Broadcast) -> bool:
    try:
        actions.change_broadcast(request.actor, broadcast, form.audience(), form.words())
    except NotPossible as error:
        form.refuse(error)
    return form.is_valid()


@needs(SEE)
@require_safe
def broadcast(request: Request, broadcast_id: int) -> HttpResponse:
    """The second step: what it would do. Afterwards: how far it is, how it came through, the card."""
    found = load(request, Broadcast, broadcast_id)
    context: dict[str, Any] = {
        "broadcast": found,
        "audience": unpacked(found.audience).sentence(),
        "may_write": request.actor.may(WRITE, at=found.union.place)
        and (not found.legal or request.actor.may(LEGAL, at=found.union.place)),
        "is_writer": found.account_id == request.actor.account_id,
        "link": short_link(found),
    }
    if found.state in OPEN:
        context["preview"] = preview_of(found)
    elif found.notice:
        job = actions.sending_job(found)
        context |= {"tallies": tallies_of(found.notice), "reasons": reasons_of(found.notice), "job": job}
    return render(request, "notices/broadcast.html", context)


def _acting(code: str, act: Callable[[Actor, Broadcast], object], said: Callable[[Broadcast], str]) -> Any:
    """A view that does one thing to a message and comes back to its page."""

    @needs(code)
    @require_POST
    def view(request: Request, broadcast_id: int) -> HttpResponse:
        found = load(request, Broadcast, broadcast_id, code)
        try:
            act(request.actor, found)
        except NotPossible as refusal:
            messages.warning(request, str(refusal))
        else:
            found.refresh_from_db()
            messages.success(request, said(found))
        return redirect("notices:broadcast", found.pk)

    return view


def _said_of_release(broadcast: Broadcast) -> str:
    if broadcast.state == State.PROPOSED:
        return _("A second person has to confirm it now; it has not gone out yet.")
    return _("It is going out.")


release = _acting(WRITE, actions.release_broadcast, _said_of_release)
confirm = _acting(WRITE, actions.confirm_broadcast, lambda found: _("It is going out."))
withdraw = _acting(WRITE, actions.withdraw_broadcast, lambda found: _("It was withdrawn; nobody has got it."))
resume = _acting(WRITE, actions.resume_broadcast, lambda found: _("The rest is going out."))


@needs(SEE)
@require_safe
def card(request: Request, broadcast_id: int) -> HttpResponse:
    """The card as a picture."""
    found = load(request, Broadcast, broadcast_id)
    return _file(card_svg(found).encode(), "image/svg+xml", f"{found.code}.svg")


@needs(SEE)
@require_safe
def code(request: Request, broadcast_id: int) -> HttpResponse:
    """The QR code alone."""
    found = load(request, Broadcast, broadcast_id)
    return _file(code_png(found), "image/png", f"{found.code}.png")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
