"""Pasting a few rows: the same checks as for a file, errors at the cell; what is typed is kept as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import asks
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.mapping import choose_columns
from niangjia.engines.people.roster.staging.uploading import start_upload
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.drafts.keeping import draft_of, drop_draft

from .forms import OfUnion
from .pasting import MOST_COLUMNS, MOST_ROWS, Grid, check_grid, grid_of, usual_titles

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.roster.models import Roster
    from niangjia.foundation.access.request import Request

DRAFT = "people.roster_paste"
EMPTY_ROWS, ROOM = 5, 3


class PasteForm(OfUnion):
    """A table as text, and whose it is."""

    text = forms.CharField(
        label=gettext_lazy("Rows"),
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("Copy the rows in Excel or WPS with their headings, and paste them here."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.order_fields(["union", "text"])


@needs(EDIT)
@never_cache
@asks
@sensitive_post_parameters("text")
def paste(request: Request) -> HttpResponse:
    """A grid to paste and type into; when it is right, or sent all the same, it goes on like an uploaded file."""
    draft = draft_of(request.actor, DRAFT)
    data = request.POST if request.method == "POST" else None
    form = PasteForm(data, initial=_initial(draft.initial()), reach=request.actor.reach(EDIT))
    text = request.POST.get("text", "") if data is not None else str(form.initial["text"])
    grid = grid_of(text, form.cleaned_data.get("union") if form.is_valid() else None)
    if form.is_valid() and _fits(request, form, grid) and (roster := _taken(request, form, grid)):
        drop_draft(request.actor, DRAFT)
        return redirect("people:roster", roster.pk)
    wrong = bool(form.errors or grid.wrong)
    context = {"form": form, "grid": grid, "draft": draft, "asked": data is not None, "most": MOST_ROWS}
    context["blank"] = range(max(EMPTY_ROWS - len(grid.lines), ROOM))
    context["titles"] = usual_titles()
    context["gridable"] = len(grid.lines) <= MOST_ROWS and len(grid.titles) <= MOST_COLUMNS  # else nothing gets lost
    return render(request, "people/roster/paste.html", context, status=422 if data is not None and wrong else 200)


def _initial(kept: dict[str, Any]) -> dict[str, Any]:
    heads = "\t".join(usual_titles()) + "\n"
    known = {name: kept[name] for name in ("union", "text") if kept.get(name)}
    return {"text": heads, **known}


def _fits(request: Request, form: PasteForm, grid: Grid) -> bool:
    """Whether the table may go on: its errors are said, or the clerk said to go on all the same."""
    error = ""
    if not grid.lines:
        error = _("There is no row yet: paste or type at least one below the headings.")
    elif len(grid.lines) > MOST_ROWS:
        error = _("At most %(count)s rows here: upload more of them as a file.") % {"count": MOST_ROWS}
    elif len(grid.titles) > MOST_COLUMNS:
        error = _("At most %(count)s columns here: upload more of them as a file.") % {"count": MOST_COLUMNS}
    elif "name" not in grid.fields:
        error = _("No heading says where the name is: write 姓名 above that column.")
    if error:
        form.add_error("text", error)
        return False
    check_grid(request.actor, form.cleaned_data["union"], grid)
    return not grid.wrong or "anyway" in request.POST


def _taken(request: Request, form: PasteForm, grid: Grid) -> Roster | None:
    """The table as a list whose check has begun."""
    actor, name = request.actor, _("pasted %(moment)s") % {"moment": f"{now().astimezone(SHANGHAI):%m-%d %H.%M}"}
    try:
        with transaction.atomic():
            roster = start_upload(actor, form.cleaned_data["union"], grid.as_file(), f"{name}.csv", layout="ours")
            choose_columns(actor, roster, grid.mapping)
            start_check(actor, roster)
    except NotPossible as refusal:
        form.add_error("text", str(refusal))
        return None
    return roster
