"""The desk's side: vouching for somebody who stands there, and settling a note about a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.permissions import EDIT, VOUCH
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs

from .actions import settle_note, vouch_for
from .forms import VouchForm
from .models import ClaimNote

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.request import Request


@needs(VOUCH)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vouch(request: Request, person_id: int) -> HttpResponse:
    """Asks for the telephone of who stands there, and says what they do next."""
    person = load_person(request, person_id, VOUCH)
    form = VouchForm(request.POST if request.method == "POST" else None)
    done = form.is_valid() and _vouched(request, person, form)
    context = {"person": person, "form": form, "done": done}
    return render(request, "people/claiming/vouch.html", context, status=422 if form.is_bound and not done else 200)


def _vouched(request: Request, person: Person, form: VouchForm) -> bool:
    try:
        vouch_for(request.actor, person, form.cleaned_data["phone"])
    except (NotPossible, Refused) as error:
        form.add_error(None, str(error))
        return False
    return True


@needs(EDIT)
@require_POST
def settle(request: Request, note_id: int) -> HttpResponse:
    """The clerk has seen to it."""
    note = ClaimNote.objects.select_related("person__home").filter(pk=note_id).first()
    if note is None:
        raise Http404
    settle_note(request.actor, note)
    messages.success(request, _("The note is settled."))
    return redirect("people:corrections")
