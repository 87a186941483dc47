"""What the worker does beside the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.matters.loading import load_own
from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.papers.kinds.kind import UnknownPaper
from niangjia.engines.papers.life.freezing import Damaged
from niangjia.engines.papers.making.codes import code_of
from niangjia.engines.papers.making.setting import context_of
from niangjia.engines.papers.verbs import papers_about
from niangjia.services.mediation.acts.recusing import ask_recusal
from niangjia.services.mediation.reading import PROCEDURE, committee_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.request import Request


class RecusalForm(forms.Form):
    """Who should keep out, and why."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Who should keep out?"), choices=(), coerce=int, widget=forms.RadioSelect
    )
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, matter: Matter, data: Any = None) -> None:
        super().__init__(data)
        self.fields["person"].choices = list(committee_of(matter.union).items())  # type: ignore[attr-defined]


@never_cache
@require_safe
def paper(request: Request, matter_id: int, paper_id: int) -> HttpResponse:
    """A paper that was issued to the worker, to read and print."""
    matter, _living = load_own(request, matter_id)
    rows = papers_about(matter).filter(pk=paper_id, person=matter.person_id)
    found = rows.first() if matter.procedure == PROCEDURE else None
    if found is None or not found.issued:
        raise Http404
    try:
        words = context_of(found)
    except (Damaged, UnknownPaper):
        messages.error(request, _("This paper can't be shown. Ask your union for it."))
        return redirect("my:matter", matter.pk)
    return render(
        request, "mediation/paper.html", {**words, "paper": found, "matter": matter, "code": code_of(found)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recusal(request: Request, matter_id: int) -> HttpResponse:
    """The worker asks that a mediator keeps out."""
    matter, _living = load_own(request, matter_id)
    if matter.procedure != PROCEDURE or not matter.is_open:
        raise Http404
    form = RecusalForm(matter, request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        ask_recusal(request.actor, matter, given["person"], given["why"])
        return _("The committee decides on it without that person.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("my:matter", matter.pk)
    status = 422 if form.errors else 200
    return render(request, "mediation/recusal.html", {"matter": matter, "form": form}, status=status)
