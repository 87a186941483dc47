"""Steps for several members at once, and taking in somebody whom another union released."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from niangjia.engines.people.memberships.in_batch import MOST, retain_in_batch, transfer_in_batch
from niangjia.engines.people.memberships.transferring import receive_membership
from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.persons.finding import living_persons
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import ask, asks, page_of
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs

from .acts import BY_KEY
from .forms import SUGGESTED, BatchForm, ReceiveForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.memberships.in_batch import Outcome
    from niangjia.foundation.access.request import Request

NAMED = 60  # persons named on the page that asks
STEPS = ("transfer", "retain")
ID = re.compile(r"[0-9]{1,18}")


@needs(MOVE)
@never_cache
@require_POST
def batch(request: Request, act: str) -> HttpResponse:
    """The chosen come by POST from the list; the same address asks, acts, and says who was refused."""
    if act not in STEPS:
        raise Http404
    ids = {int(text) for text in request.POST.getlist("person") if ID.fullmatch(text)}
    persons = living_persons().filter(pk__in=list(ids)[: MOST + 1]).select_related("home").order_by("name_key", "pk")
    if not persons or len(ids) > MOST:
        said = _("At most %(count)s persons at once.") % {"count": MOST} if ids else _("Choose persons first.")
        messages.warning(request, said)
        return redirect("people:registry")
    sent = "confirmed" in request.POST
    reach = request.actor.reach(MOVE) if act == "transfer" else None
    form = BatchForm(request.POST if sent else None, reach=reach, reason_needed=act == "retain")
    if act == "retain":
        form.fields["reason"].widget.attrs["list"] = SUGGESTED
    if form.is_valid():
        try:
            outcome = _run(request, act, [person.pk for person in persons], form.cleaned_data)
        except (NotPossible, Refused) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _told(request, act, outcome)
    context = {
        "form": form,
        "persons": persons[:NAMED],
        "more": max(0, len(persons) - NAMED),
        "ids": [person.pk for person in persons],
        **_words(act, len(persons)),
    }
    return render(request, "people/memberships/batch.html", context, status=422 if sent else 200)


def _run(request: Request, act: str, ids: list[int], given: dict[str, Any]) -> Outcome:
    day, reason = given["day"], given["reason"]
    if act == "transfer":
        return transfer_in_batch(request.actor, ids, given["union"], day=day, reason=reason)
    return retain_in_batch(request.actor, ids, day=day, reason=reason)


def _words(act: str, count: int) -> dict[str, Any]:
    if act == "transfer":
        title = ngettext("Transfer %(count)s person", "Transfer %(count)s persons", count)
        says = [_("Each membership ends where it is and goes on in the new union; the day of joining stays.")]
    else:
        title = ngettext("Retain %(count)s membership", "Retain %(count)s memberships", count)
        says = [str(sentence) for sentence in BY_KEY["retain"].says]
    last = _("Whom it does not fit stays as before and is named with the reason.")
    return {
        "title": title % {"count": count},
        "action": _("Transfer") if act == "transfer" else BY_KEY["retain"].title,
        "says": [*says, last],
        "suggestions": [] if act == "transfer" else [(SUGGESTED, BY_KEY["retain"].suggestions)],
    }


def _told(request: Request, act: str, outcome: Outcome) -> HttpResponse:
    """Back to the list if all went well; else who was refused."""
    if act == "transfer":
        said = ngettext("%(count)s person transferred.", "%(count)s persons transferred.", len(outcome.done))
    else:
        said = ngettext("%(count)s membership retained.", "%(count)s memberships retained.", len(outcome.done))
    said %= {"count": len(outcome.done)}
    if not outcome.refused:
        messages.success(request, said)
        return redirect("people:registry")
    return render(request, "people/memberships/outcome.html", {"said": said, "outcome": outcome})


@needs(MOVE)
@never_cache
@sensitive_post_parameters("document_number")
@asks
def receive(request: Request) -> HttpResponse:
    """Somebody whom another union released, by the document."""
    form = ReceiveForm(request.POST if request.method == "POST" else None, request.actor.reach(MOVE))

    def run() -> str:
        given = form.cleaned_data
        taken = receive_membership(
            request.actor, given["union"], form.entered(), day=given["day"], reason=given["reason"]
        )
        messages.success(request, _("%(name)s is a member now.") % {"name": taken.person.name})
        return page_of(taken.person)

    return ask(
        request,
        form,
        run,
        title=_("Take in a member from another union"),
        action=_("Take in"),
        back=reverse("people:registry"),
        says=[
            _("The former union has to release the member first; then the document is enough."),
            _("The record comes along with all that is in it; the day of joining stays."),
        ],
        refused_at="document_number",
    )
