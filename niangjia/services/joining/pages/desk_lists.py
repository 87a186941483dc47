"""The desk's pages of a list of invitations: made, sent, printed, signed, scanned back, entered, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.identity import mask_document, mask_phone
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.web.tables import page_of
from niangjia.services.joining.acts.inviting import close_list, ends_on, invite, tell_invited
from niangjia.services.joining.acts.resuming import go_on, left_undone, take_back
from niangjia.services.joining.acts.rolls import draft_rolls, enter_signed
from niangjia.services.joining.forms import ListForm
from niangjia.services.joining.models import InvitationList, Invited, Roll
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.said import Said

from .desk import code_of, load_here, load_own

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

State = Invited.State
SHOWN = 50


@needs(DECIDE)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, union_id: int) -> HttpResponse:
    """Takes a list."""
    union = load_here(request, union_id)
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(*bound)
    if form.is_valid():
        row = invite(request.actor, union, form.instance, form.table)
        messages.success(request, _("The list is being taken in. Then pass the code on, or print rolls to sign."))
        return redirect("joining:list", row.pk)
    context = {"union": union, "form": form}
    return render(request, "joining/list_new.html", context, status=422 if form.errors else 200)


def _load(request: Request, list_id: int) -> InvitationList:
    row = InvitationList.objects.select_related("union").filter(pk=list_id).first()
    if row is None:
        raise Http404
    load_own(request, row.union_id)
    return row


def _load_roll(request: Request, list_id: int, number: int) -> Roll:
    row = _load(request, list_id)
    found = Roll.objects.select_related("paper").filter(list=row, number=number).first()
    if found is None:
        raise Http404
    found.list = row
    return found


@needs(DECIDE)
@require_safe
def one(request: Request, list_id: int) -> HttpResponse:
    """A list: what became of each line; the code; the rolls."""
    row = _load(request, list_id)
    states = dict(row.rows.values_list("state").annotate(count=Count("pk")).order_by())
    wanted = request.GET.get("state", "")
    rows = row.rows.select_related("application")
    rows = rows.filter(state=wanted) if wanted in State.values else rows
    page = page_of(request.GET, rows.order_by("position"), SHOWN)
    done = Count("rows", filter=Q(rows__state=State.CONFIRMED))
    job = Job.objects.filter(pk=row.job).first() if row.job else None
    context = {
        "list": row,
        "page": page,
        "lines": [_line(each) for each in page.object_list],
        "states": [(state, state.label, states[state]) for state in State if state in states],
        "wanted": wanted,
        "taken": sum(states.values()),
        "unsent": row.rows.filter(state=State.INVITED).exclude(unsent=None).count(),
        "confirmed": states.get(State.CONFIRMED, 0),
        "rolls": row.rolls.annotate(people=Count("rows"), done=done).order_by("number"),
        "ends": None if row.closed else ends_on(row),
        "job": job,
        "left": "" if row.closed or (job and job.live) else left_undone(row)[0],
        **code_of("joining:invitation", row.token),
    }
    return render(request, "joining/list.html", context)


def _line(row: Invited) -> dict[str, object]:
    kept = row.said or (row.application and row.application.said)  # who has confirmed stands in the request alone
    said = Said.read(kept.reveal()) if kept else Said(name="—")
    return {
        "row": row,
        "name": said.name,
        "number": mask_document(said.number) if said.number else "",
        "phone": mask_phone(said.phone) if said.phone else "",
        "waits": row.state == State.INVITED,
    }


def _tried(request: Request, row: InvitationList, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("joining:list", row.pk)


@needs(DECIDE)
@require_POST
def tell(request: Request, list_id: int) -> HttpResponse:
    """Sends the invitations by text message."""
    row = _load(request, list_id)
    return _tried(request, row, lambda: tell_invited(request.actor, row), _("The messages are on their way."))


@needs(DECIDE)
@require_POST
def rolls(request: Request, list_id: int) -> HttpResponse:
    """Makes the rolls to be signed."""
    row = _load(request, list_id)
    return _tried(request, row, lambda: draft_rolls(request.actor, row), _("Print each roll and let it be signed."))


@needs(DECIDE)
@require_safe
def roll(request: Request, list_id: int, number: int) -> HttpResponse:
    """A roll: once its scan is back, whoever signed it is to be ticked; nobody is beforehand."""
    found = _load_roll(request, list_id, number)
    lines = [_line(each) for each in found.rows.select_related("application").order_by("position")]
    context = {
        "list": found.list,
        "roll": found,
        "lines": lines,
        "scanned": found.paper.leaves.exists(),
        "ticked": request.GET.get("ticked") == "all",
    }
    return render(request, "joining/roll.html", context)


@needs(DECIDE)
@require_POST
def signed(request: Request, list_id: int, number: int) -> HttpResponse:
    """Enters who signed it."""
    found = _load_roll(request, list_id, number)
    try:
        count = enter_signed(request.actor, found, request.POST.getlist("row"))
        if not count:
            raise NotPossible(_("Tick who has signed."))
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("joining:roll", list_id, number)
    said = ngettext("%(count)s request is being entered.", "%(count)s requests are being entered.", count)
    messages.success(request, said % {"count": count})
    return redirect("joining:list", list_id)


@needs(DECIDE)
@require_POST
def go_on_with(request: Request, list_id: int) -> HttpResponse:
    """Goes on with what is left of a list, or takes back who signed."""
    row = _load(request, list_id)
    if "back" in request.POST:
        return _tried(request, row, lambda: take_back(request.actor, row), _("Taken back: nobody was entered."))
    return _tried(request, row, lambda: go_on(request.actor, row), _("It goes on."))


@needs(DECIDE)
@require_POST
def close(request: Request, list_id: int) -> HttpResponse:
    """Ends it and deletes what it says of those who did not confirm."""
    row = _load(request, list_id)
    said = _("The list is closed; what it said of people is deleted.")
    return _tried(request, row, lambda: close_list(request.actor, row), said)
