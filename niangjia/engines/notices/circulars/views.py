"""The desk's pages of circulars: what came, what was sent, one of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.notices.loading import load, own_unions
from niangjia.engines.notices.permissions import SEE, WRITE
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending.days import day_of
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.pieces import Item, Tone
from niangjia.foundation.web.pieces import State as Shown
from niangjia.foundation.web.tables import page_of

from . import actions
from .forms import CircularForm, ReplyForm
from .models import Circular, CircularReceipt
from .reading import came_to, origins_of, receipts_of, sent_by

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request

NEWEST = 30


@needs(SEE)
@require_safe
def circulars(request: Request) -> HttpResponse:
    """What came to one's unions, and what they sent."""
    reach, own = request.actor.reach(SEE), own_unions(request.actor, SEE)
    received = page_of(request.GET, came_to(reach).filter(union__in=own))
    context = {
        "page": received,
        "received": [_received(one) for one in received.object_list],
        "sent": [_sent(one) for one in sent_by(reach).filter(union__in=own)[:NEWEST]],
        "may_write": request.actor.may(WRITE),
    }
    return render(request, "notices/circulars.html", context)


def _received(receipt: CircularReceipt) -> Item:
    what = receipt.circular
    return Item(
        what.title,
        url=f"received/{receipt.pk}/",
        text=f"{what.union} · {day_of(what.created)}",
        icon="file-text",
        state=state_of(receipt),
    )


def state_of(receipt: CircularReceipt) -> Shown:
    """Where a receipt stands, as a word."""
    if receipt.received is None:
        return Shown(gettext_lazy("not confirmed"), Tone.WAIT)
    if receipt.replied is not None:
        return Shown(gettext_lazy("replied"), Tone.GOOD)
    if receipt.circular.wants_reply:
        return Shown(gettext_lazy("reply is missing"), Tone.WAIT)
    return Shown(gettext_lazy("received"), Tone.GOOD)


def _sent(circular: Circular) -> Item:
    numbers = {"received": circular.received, "to": circular.to}  # type: ignore[attr-defined]
    return Item(
        circular.title,
        url=f"{circular.pk}/",
        text=f"{circular.union} · {day_of(circular.created)}",
        side=_("%(received)s of %(to)s confirmed") % numbers,
        icon="send",
    )


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request) -> HttpResponse:
    """A circular to the unions right below."""
    own = [union for union in own_unions(request.actor) if union.place_end - union.place > 1]
    if not own:
        return render(request, "notices/write_circular.html", {"nobody": True})
    union = next((one for one in own if str(one.pk) == request.GET.get("union")), own[0])
    form = CircularForm(union, request.POST if request.method == "POST" else None)
    made = _sent_by(request, form, union) if form.is_bound and form.is_valid() else None
    if made:
        messages.success(request, _("The circular was sent."))
        return redirect("notices:circular", made.pk)
    context = {"form": form, "union": union, "others": [one for one in own if one != union]}
    return render(request, "notices/write_circular.html", context, status=422 if form.is_bound else 200)


def _sent_by(request: Request, form: CircularForm, union: Union) -> Circular | None:
    try:
        return actions.send_circular(request.actor, union, list(form.cleaned_data["to"]), form.words())
    except NotPossible as error:
        form.refuse(error)
    return None


@needs(SEE)
@require_safe
def circular(request: Request, circular_id: int) -> HttpResponse:
    """A circular as its sender sees it: who confirmed, replied, passed it on."""
    found = load(request, Circular, circular_id)
    rows = receipts_of(found)
    context = {
        "circular": found,
        "rows": [(row, state_of(row.receipt)) for row in rows],
        "received": sum(row.receipt.received is not None for row in rows),
        "origins": origins_of(found),
    }
    return render(request, "notices/circular.html", context)


@needs(SEE)
@require_safe
def receipt(request: Request, receipt_id: int) -> HttpResponse:
    """A circular as a union that got it sees it."""
    found = load(request, CircularReceipt, receipt_id)
    return _receipt(request, found, ReplyForm(initial={"reply": found.reply}))


def _receipt(request: Request, found: CircularReceipt, form: ReplyForm, status: int = 200) -> HttpResponse:
    what = found.circular
    passed = Circular.objects.filter(passed_from=found).first()
    context = {
        "receipt": found,
        "circular": what,
        "state": state_of(found),
        "origins": origins_of(what),
        "form": form,
        "passed": passed,
        "may_write": request.actor.may(WRITE, at=found.union.place),
        "may_pass": passed is None and found.union.place_end - found.union.place > 1,
    }
    return render(request, "notices/receipt.html", context, status=status)


@needs(WRITE)
@require_POST
def confirm(request: Request, receipt_id: int) -> HttpResponse:
    """Confirms that it has come."""
    found = load(request, CircularReceipt, receipt_id, WRITE)
    actions.confirm_receipt(request.actor, found)
    messages.success(request, _("The sender sees now that it has come."))
    return redirect("notices:receipt", found.pk)


@needs(WRITE)
@require_POST
def reply(request: Request, receipt_id: int) -> HttpResponse:
    """Replies to the sender."""
    found = load(request, CircularReceipt, receipt_id, WRITE)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _receipt(request, found, form, 422)
    actions.reply_to_circular(request.actor, found, form.cleaned_data["reply"])
    messages.success(request, _("Your reply was sent."))
    return redirect("notices:receipt", found.pk)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def pass_it_on(request: Request, receipt_id: int) -> HttpResponse:
    """Passes it on to the unions below, with the same words to begin with."""
    found = load(request, CircularReceipt, receipt_id, WRITE)
    if found.union.place_end - found.union.place == 1:
        raise Http404
    what = found.circular
    initial = {"title": what.title, "body": what.body, "wants_reply": what.wants_reply, "reply_by": what.reply_by}
    form = CircularForm(found.union, request.POST if request.method == "POST" else None, initial=initial)
    made = _passed(request, form, found) if form.is_bound and form.is_valid() else None
    if made:
        messages.success(request, _("It was passed on."))
        return redirect("notices:circular", made.pk)
    context = {"form": form, "union": found.union, "receipt": found}
    return render(request, "notices/write_circular.html", context, status=422 if form.is_bound else 200)


def _passed(request: Request, form: CircularForm, found: CircularReceipt) -> Circular | None:
    try:
        return actions.pass_on(request.actor, found, list(form.cleaned_data["to"]), form.words())
    except NotPossible as error:
        form.refuse(error)
    return None
