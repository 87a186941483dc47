"""The desk's pages of unions: the tree, one union, its own data, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.people.loading import load_union
from niangjia.engines.people.permissions import EDIT_UNIONS, RESTRUCTURE, SEE_UNIONS
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.web.tables import Column, Kind, page_of

from . import browsing
from .acts import STANDING
from .asking import number_asked
from .charts import part_charts, trend_chart
from .figures import figures_of, kinds_in
from .forms import DayForm, OwnDataForm, SearchForm
from .listing import lines_of
from .models import Union
from .neighbours import employers_of, from_above, ties_of
from .own_data import correct_union
from .pages import due_items, facts, over, posts_of, state_of, versions_of
from .past_page import first_of, past_tree
from .post_views import roles_to_fill
from .reading import children, path, paths, search
from .refusals import Unfit
from .restructuring.links import acts_on

if TYPE_CHECKING:
    from typing import Any

    from django.core.paginator import Page
    from django.http import HttpResponse

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

MOST_FOUND = 30
FEW_BELOW = 12
COLUMNS = [
    Column(gettext_lazy("Union"), "union.name", link="url"),
    Column(gettext_lazy("Members"), "members", Kind.NUMBER),
    Column(gettext_lazy("Workers"), "workers", Kind.NUMBER),
    Column(gettext_lazy("In a union"), "rate"),
    Column(gettext_lazy("Incomplete records"), "incomplete", Kind.NUMBER),
]


@needs(ENTER_DESK)
@require_safe
def union(request: Request, union_id: int) -> HttpResponse:
    """Everything about a union but its people."""
    found = load_union(request, union_id)
    actor, seen = request.actor, request.actor.reach(SEE_UNIONS)
    roles = roles_to_fill(actor, found)
    within = found.subtree & seen  # a post may be for the union alone, and not for those below
    due, more_due = due_items(within)
    figures = figures_of(within)
    context = {
        "union": found,
        "state": state_of(found),
        "path": [(each, each.place in seen) for each in path(found)[:-1]],
        "facts": facts(found),
        "figures": figures,
        "trend": trend_chart(found, figures) if within == found.subtree else None,
        "charts": part_charts(figures, kinds_in(within)),
        "posts": posts_of(found, roles),
        "due": due,
        "more_due": more_due,
        "ties": ties_of(found, actor),
        "employers": employers_of(found, actor),
        "acts": acts_on(found, actor),
        "over": over(found),
        "columns": COLUMNS,
        "below": lines_of(each for each in children(found, size=FEW_BELOW).unions if each.place in seen),
        "count_below": found.place_end - found.place - 1,
        "versions": versions_of(found),
        "may_tie": found.state in STANDING and from_above(actor, found),
        "may_correct": found.state in STANDING and actor.may(EDIT_UNIONS, at=found.place),
        "may_fill": found.state in STANDING and bool(roles),
    }
    return render(request, "people/unions/union.html", context)


@needs(SEE_UNIONS)
@require_safe
def tree(request: Request) -> HttpResponse:
    """The tree, open where one looks (`?at=`), or the unions that fit what one looks for (`?q=`)."""
    reach = request.actor.reach(SEE_UNIONS)
    if "on" in request.GET:
        return _past(request, reach)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = search(words, reach, most=MOST_FOUND) if words else []
    lines = paths(union.pk for union in found) if found else {}
    context = {
        "form": form,
        "day_form": DayForm(),
        "words": words,
        "found": [(union, lines[union.pk][:-1]) for union in found],
        "rows": None if words else browsing.opened(reach, _asked(request, "at", reach)),
    }
    return render(request, "people/unions/tree.html", context)


def _past(request: Request, reach: Reach) -> HttpResponse:
    """The tree as it was on a day (`?on=`), around one union (`?at=`)."""
    form = DayForm(request.GET)
    at = _asked(request, "at", reach) or first_of(reach)
    day = form.cleaned_data["on"] if form.is_valid() else None
    context = {"form": form, "at": at, "day": day, "tree": past_tree(day, at, reach) if day and at else None}
    return render(request, "people/unions/past.html", context, status=200 if day else 422)


@needs(SEE_UNIONS)
@require_safe
def branch(request: Request, union_id: int) -> HttpResponse:
    """The unions right below one, for the tree that opens in place; `?after=` asks on. Without scripts, a page."""
    found = load_union(request, union_id)
    after = _asked(request, "after", request.actor.reach(SEE_UNIONS))
    rows = browsing.below(found, request.actor.reach(SEE_UNIONS), after.pk if after else None)
    template = "people/unions/fragments/branches.html" if request.htmx else "people/unions/tree.html"
    return render(request, template, {"rows": rows, "form": SearchForm(), "day_form": DayForm()})


def _asked(request: Request, name: str, reach: Reach) -> Union | None:
    """The union whose id the query names. Raises Http404 for one outside the reach."""
    asked = number_asked(request.GET, name)
    if asked is None:
        return None
    found = Union.objects.within(reach).filter(pk=asked).first()
    if found is None:
        raise Http404
    return found


@needs(SEE_UNIONS)
@require_safe
def totals(request: Request) -> HttpResponse:
    """The totals of all unions that the actor may see, and of those at the top one by one."""
    reach = request.actor.reach(SEE_UNIONS)
    tops = [branch.union for branch in browsing.tops(reach).branches]
    alone = tops[0] if len(tops) == 1 else None
    rows = alone.children.filter(state__in=STANDING).order_by("place") if alone else tops
    figures = figures_of(reach)
    page: Page[Any] = page_of(request.GET, rows)
    page.object_list = lines_of(union for union in page.object_list if union.place in reach)
    context = {
        "union": alone,
        "figures": figures,
        "charts": part_charts(figures, kinds_in(reach)),
        "columns": COLUMNS,
        "page": page,
    }
    return render(request, "people/unions/totals.html", context)


@needs(ENTER_DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, union_id: int) -> HttpResponse:
    """The form of a union's own data."""
    found = load_union(request, union_id, EDIT_UNIONS)
    above = request.actor.may(RESTRUCTURE, at=(found.parent or found).place)
    form = OwnDataForm(found, request.POST if request.method == "POST" else None, with_code=above)
    if form.is_bound and form.is_valid() and _correct(request, form, found):
        messages.success(request, _("The union's data are kept."))
        return redirect("people:union", found.pk)
    context = {"union": found, "form": form}
    return render(request, "people/unions/correct.html", context, status=422 if form.is_bound else 200)


def _correct(request: Request, form: OwnDataForm, union: Union) -> bool:
    try:
        correct_union(request.actor, union, form.changed)
    except Unfit as error:
        form.refuse(error)
    except NotPossible as error:
        form.add_error(None, str(error))
    return form.is_valid()
