"""The desk enters an application that somebody signed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from niangjia.engines.people.persons.elsewhere import note_answer, refuse_guessing
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.attachments import BadFile
from niangjia.services.joining.acts.changing import Wish
from niangjia.services.joining.acts.on_paper import apply_on_paper
from niangjia.services.joining.forms import PaperForm
from niangjia.services.joining.permissions import DECIDE

from .desk import load_here, refused, shown, to_desk

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(DECIDE)
@sensitive_post_parameters()
@require_POST
def on_paper(request: Request, union_id: int) -> HttpResponse:
    """Takes what stands on the paper, and its scan."""
    union = load_here(request, union_id)
    form = PaperForm(request.POST, request.FILES, auto_id="id_paper_%s")
    if not form.is_valid():
        return shown(request, union, status=422, papering=form)
    file = form.cleaned_data["scan"]
    try:
        refuse_guessing(request.actor)
        with transaction.atomic():
            apply_on_paper(request.actor, union, form.said(), Wish(form.cleaned_data["day"], file.read(), file.name))
    except BadFile as error:
        form.add_error("scan", str(error))
        return shown(request, union, status=422, papering=form)
    except NotPossible as error:
        note_answer(request.actor, error)
        return refused(request, union, "papering", form, error)
    messages.success(request, _("Entered. It stands on the list of what waits for the committee."))
    return to_desk(union)
