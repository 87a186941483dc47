"""Taking a list out: choose, say how and why, fetch the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.people.permissions import EXPORT, EXPORT_PLAIN
from niangjia.engines.people.persons.checking import LONGEST_REASON
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.workbooks.layouts import find_layout, layout_choices
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today

from .exporting import AT_ONCE, write_export
from .models import Export

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "plain"


def _layouts() -> list[tuple[str, str]]:
    return [("", _("usual columns")), *layout_choices()]


class ExportForm(forms.Form):
    """How a list is taken out; numbers in full only for whoever may, with a reason."""

    layout = forms.ChoiceField(label=gettext_lazy("Layout"), required=False, choices=_layouts)
    numbers = forms.ChoiceField(
        label=gettext_lazy("Document and telephone numbers"),
        widget=forms.RadioSelect,
        choices=[("masked", gettext_lazy("masked")), (PLAIN, gettext_lazy("in full"))],
        initial="masked",
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=gettext_lazy("Needed for numbers in full. It stands in the file, and each person can read it."),
    )


@needs(EXPORT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: Request, export_id: UUID) -> HttpResponse:
    """Asks how the list is to be taken out; afterwards leads to the file."""
    found = _own(request, export_id)
    form = ExportForm(request.POST if request.method == "POST" else None, initial={"layout": found.layout})
    if not request.actor.may(EXPORT_PLAIN):
        del form.fields["numbers"], form.fields["reason"]
    if form.is_valid():
        plain = form.cleaned_data.get("numbers") == PLAIN
        try:
            given = {"reason": form.cleaned_data.get("reason", ""), "layout": form.cleaned_data["layout"]}
            job = write_export(request.actor, found, plain=plain, **given)
        except NotPossible as refusal:
            form.add_error("reason" if plain else None, str(refusal))
        else:
            return redirect("jobs:progress", job.pk) if job else redirect("people:export", found.pk)
    context = {
        "export": found,
        "form": form,
        "count": len(found.person_ids),
        "long": len(found.person_ids) > AT_ONCE,
        "ready": bool(found.finished),
    }
    return render(request, "people/export.html", context, status=422 if form.errors else 200)


@needs(EXPORT)
@never_cache
@require_safe
def file(request: Request, export_id: UUID) -> HttpResponse:
    """The finished file, for whoever asked for it."""
    found = _own(request, export_id)
    if found.plain:
        request.actor.require(EXPORT_PLAIN)
    if not found.finished or not found.file.exists():
        raise Http404
    day = f"{today():%Y%m%d}"
    name = f"{find_layout(found.layout).title} {day}" if found.layout else _("members %(day)s") % {"day": day}
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    return cast("HttpResponse", answer)


def _own(request: Request, export_id: UUID) -> Export:
    return get_object_or_404(Export, pk=export_id, account=request.actor.account_id)
