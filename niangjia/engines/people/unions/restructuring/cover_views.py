"""Pages on which a union covers an employer, and no longer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.employers.finding import find_employers, pick_employer
from niangjia.engines.people.employers.forms import SearchForm
from niangjia.engines.people.loading import load_union
from niangjia.engines.people.permissions import EDIT_UNIONS
from niangjia.engines.people.unions.actions import cover_employer, uncover_employer
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Coverage
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.access.guards import needs

from .flow import Done, Page, already_over, answer, to_union
from .forms import EndForm, SinceForm
from .views import METHODS
from .wording import since

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.employers.models import Employer
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


@needs(EDIT_UNIONS)
@require_http_methods(METHODS)
def cover(request: Request, union_id: int) -> HttpResponse:
    """First which employer (by name, or by its whole code), then since when."""
    union = load_union(request, union_id, EDIT_UNIONS)
    if union.state not in STANDING:
        return already_over(request, union)
    if "employer" not in request.POST:
        return _find(request, union)
    employer = pick_employer(request.actor, request.POST["employer"], request.POST.get("uscc", ""))
    if employer is None:
        raise Http404
    picked = "day" not in request.POST
    form = SinceForm(None if picked else request.POST)
    page = Page(
        title=_("Cover an employer"),
        action=_("Cover the employer"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _cover(actor, union, employer, form),
        notes=[_("The employer: %(employer)s %(code)s") % {"employer": employer.name, "code": employer.uscc or ""}],
        elsewhere=reverse("people:cover_employer", args=[union.pk]),
        more={"hidden": [("employer", employer.pk), ("uscc", employer.uscc or "")]},
    )
    return answer(request, page)


def _find(request: Request, union: Union) -> HttpResponse:
    form = SearchForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    context = {
        "union": union,
        "form": form,
        "words": words,
        "found": find_employers(request.actor, words) if words else [],
        "has": set(holding(union.coverages.all()).values_list("employer", flat=True)),
    }
    return render(request, "people/unions/choose_employer.html", context)


def _cover(actor: Actor, union: Union, employer: Employer, form: SinceForm) -> Done:
    others = holding(employer.coverages.exclude(union=union)).count()
    cover_employer(actor, union, employer, day=form.day_given)
    words = {"name": union.name, "employer": employer.name, "count": others}
    lines = [_("“%(name)s” covers “%(employer)s”.") % words]
    if others:
        lines.append(_("Other unions cover it too: %(count)s. They go on doing so.") % words)
    return Done(_("%(employer)s is covered.") % words, [*lines, since(form.day_given)], to_union(union))


@needs(EDIT_UNIONS)
@require_http_methods(METHODS)
def uncover(request: Request, coverage_id: int) -> HttpResponse:
    """Since when the union does not cover the employer any more."""
    row = get_object_or_404(Coverage.objects.select_related("employer"), pk=coverage_id)
    union = load_union(request, row.union_id, EDIT_UNIONS)
    form = EndForm(request.POST if request.method == "POST" else None)
    words = {"employer": row.employer.name, "day": date_format(row.valid_from)}
    page = Page(
        title=_("Cover an employer no longer"),
        action=_("End the coverage"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _uncover(actor, row, form),
        notes=[_("%(employer)s is covered since %(day)s.") % words],
    )
    return answer(request, page)


def _uncover(actor: Actor, row: Coverage, form: EndForm) -> Done:
    ended = uncover_employer(actor, row, day=form.day_given)
    words = {"name": ended.union.name, "employer": ended.employer.name, "day": date_format(form.day_given)}
    lines = [
        _("From %(day)s on “%(name)s” covers “%(employer)s” no longer.") % words,
        _("Members of the union who work there stay its members."),
    ]
    return Done(_("%(employer)s is covered no longer.") % words, lines, to_union(ended.union))
