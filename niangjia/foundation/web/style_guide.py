"""The style guide: every fragment in its states, in either frame, for whoever builds or judges a page."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.foundation import clock

from . import cells, errors, forms, samples
from .pieces import JobState, Progress
from .tables import page_of, sorting

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, QueryDict

# What is shown, in order; the comment at the top of each fragment is shown with it.
FRAGMENTS = (
    "card",
    "list",
    "table",
    "pagination",
    "field",
    "form",
    "state",
    "timeline",
    "chart",
    "progress",
    "empty",
    "error",
    "confirm",
)
# Written by Python, for speed: what they take is said there.
WRITTEN = {"field": forms.field_group, "state": cells.state}
FRAMES = {"portal": "web/portal.html", "desk": "web/desk.html"}
STEP = 50  # percent that the sample job gains with each look


@login_not_required
@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """`?frame=desk` shows it in the desk's frame; else it is the portal's."""
    frame = request.GET.get("frame", "portal")
    context = {
        "frame": FRAMES.get(frame, FRAMES["portal"]),
        "frame_name": frame,
        "says": {name: what_it_takes(name) for name in FRAGMENTS},
        "request_id": getattr(request, "request_id", ""),
        "samples": samples,
        "steps": samples.steps(),
        "stopped_steps": samples.stopped_steps(clock.now()),
        "job": _job(0),
        "form": samples.SampleForm(),
        "wrong_form": samples.SampleForm({"name": "陈桂芳", "phone": "1380013800012", "kind": "x", "when": "昨天"}),
        **_table(request.GET),
    }
    return render(request, "web/style_guide/page.html", context)


def what_it_takes(fragment: str) -> str:
    """The comment at the top of a fragment."""
    if fragment in WRITTEN:
        return inspect.getdoc(WRITTEN[fragment]) or ""
    folder = "forms" if fragment == "form" else "fragments"
    source = get_template(f"web/{folder}/{fragment}.html").template.source  # type: ignore[attr-defined]
    found = re.search(r"{% comment %}\n(.*?)\n{% endcomment %}", source, re.DOTALL)
    return found[1] if found else ""


def _table(query: QueryDict) -> dict[str, Any]:
    filters = samples.FilterForm(query or None)
    filters.is_valid()
    asked = getattr(filters, "cleaned_data", {})
    rows = [
        row
        for row in samples.matters(clock.today())
        if asked.get("q", "") in row.title
        and (not asked.get("state") or row.state is samples.STATES[int(asked["state"])])
    ]
    sort = sorting(query, samples.COLUMNS, "due")
    return {
        "filters": filters,
        "sort": sort,
        "page": page_of(query, _sorted(rows, sort), 8),
        "no_rows": page_of(query, [], 8),
    }


def _sorted(rows: list[samples.Matter], sort: str) -> list[samples.Matter]:
    """As the database would; rows without a value stand last, whichever way they are sorted."""
    field = sort.removeprefix("-")
    known = [row for row in rows if getattr(row, field) is not None]
    unknown = [row for row in rows if getattr(row, field) is None]
    return sorted(known, key=lambda row: getattr(row, field), reverse=sort.startswith("-")) + unknown


@login_not_required
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The fragment alone, further at each look: how a page follows a job."""
    done = request.GET.get("done", "")
    return render(request, "web/style_guide/job.html", {"job": _job(int(done) if done.isdecimal() else 0)})


def _job(done: int) -> Progress:
    running = Progress(_("A job that runs now"), JobState.RUNNING, min(done, 100), 100)
    if done >= 100:
        return replace(running, state=JobState.DONE, result_url="#progress")
    return replace(running, poll_url=f"{reverse('web:style_guide_progress')}?done={done + STEP}")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks, and then does nothing but say so."""
    if request.method == "POST":
        messages.success(request, _("Confirmed. Nothing was changed, this is the style guide."))
        return redirect("web:style_guide")
    lines = [_("The matter ends here and nobody works on it any longer."), _("You can apply again at any time.")]
    return render(request, "web/style_guide/confirm.html", {"lines": lines})


STANDING: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "400": lambda request: errors.bad_request(request, ValueError()),
    "403": lambda request: errors.forbidden(request, PermissionError()),
    "403-csrf": errors.csrf_failure,
    "404": lambda request: errors.not_found(request, Http404()),
    "500": errors.server_error,
    "503": errors.maintenance,
    "signed-out": lambda request: render(request, "web/signed_out.html"),
}


@login_not_required
@require_safe
def standing_page(request: HttpRequest, name: str) -> HttpResponse:
    """A page that one seldom meets: an error, maintenance, being signed out; with its real status."""
    if name not in STANDING:
        raise Http404
    return STANDING[name](request)
