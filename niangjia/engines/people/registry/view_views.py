"""Keeping a view of the list, giving it another name, sharing it, removing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.people.permissions import SEE
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs

from .chips import chips_of
from .columns import keys_of
from .forms import FilterForm
from .looking import ORDERS
from .models import SavedView
from .saving import (
    VIEW,
    as_query,
    keep_view,
    kept_filters,
    may_change,
    remove_view,
    rename_view,
    renew_view,
    unions_to_share_with,
    views_of,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


class ViewForm(forms.Form):
    """A view's name, and whose it is."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=40)

    def __init__(self, actor: Actor, view: SavedView | None = None, data: Any = None) -> None:
        super().__init__(data, initial={"name": view.name, "union": view.union_id} if view else None)
        unions = unions_to_share_with(actor)
        if view and view.union_id:  # who may change it may leave it where it is
            unions = unions | Union.objects.filter(pk=view.union_id)
        if unions.exists():
            self.fields["union"] = forms.ModelChoiceField(
                unions.distinct(),
                label=_("Who sees it"),
                required=False,
                empty_label=_("only me"),
                help_text=_("Shared, it is there for everybody who holds a post in that union."),
            )

    @property
    def union(self) -> Union | None:
        found: Union | None = self.cleaned_data.get("union")
        return found


@needs(SEE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Request) -> HttpResponse:
    """Keep the filters, order and columns of the address under a name."""
    filters = FilterForm(request.actor.reach(SEE), request.GET)
    form = ViewForm(request.actor, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {**_looks(request, filters), "name": form.cleaned_data["name"], "union": form.union}
        if view := _kept(request, form, given):
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(_list_by(view))
    return _ask(request, form, filters, title=_("Keep this view"))


def _kept(request: Request, form: ViewForm, given: dict[str, Any]) -> SavedView | None:
    try:
        with transaction.atomic():
            return keep_view(request.actor, **given)
    except NotPossible as refusal:
        form.add_error("name", str(refusal))
        return None


def _looks(request: Request, filters: FilterForm) -> dict[str, Any]:
    """What of an address a view keeps."""
    sort = request.GET.get("sort", "")
    return {
        "filters": kept_filters(filters),
        "sort": sort if sort in dict(ORDERS) else "",
        "columns": keys_of(request.actor.account_id),
    }


def _list_by(view: SavedView) -> str:
    return f"{reverse('people:registry')}?{VIEW}={view.pk}"


def _ask(
    request: Request, form: ViewForm, filters: FilterForm, *, title: str, view: SavedView | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "view": view,
        "back": _list_by(view) if view else f"{reverse('people:registry')}?{request.GET.urlencode()}",
        "chips": chips_of(filters, request.GET),
    }
    return render(request, "people/view.html", context, status=422 if form.is_bound else 200)


@needs(SEE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, view_id: UUID) -> HttpResponse:
    """A view's name, and who sees it."""
    view = _load(request, view_id)
    form = ViewForm(request.actor, view, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                rename_view(request.actor, view, name=form.cleaned_data["name"], union=form.union)
        except NotPossible as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect(_list_by(view))
    reach = request.actor.reach(SEE)
    filters = FilterForm(reach, as_query(view, FilterForm(reach).fields["union"]))
    return _ask(request, form, filters, title=_("View of the list"), view=view)


@needs(SEE)
@require_POST
def renew(request: Request, view_id: UUID) -> HttpResponse:
    """Let the view show what the address asks."""
    view = _load(request, view_id)
    filters = FilterForm(request.actor.reach(SEE), request.GET)
    renew_view(request.actor, view, **_looks(request, filters))
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(_list_by(view))


@needs(SEE)
@require_POST
def remove(request: Request, view_id: UUID) -> HttpResponse:
    """Remove a view."""
    view = _load(request, view_id)
    remove_view(request.actor, view)
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return redirect("people:registry")


def _load(request: Request, view_id: UUID) -> SavedView:
    """A view that the actor may change. Raises Http404 for one that it does not see, Refused."""
    view = views_of(request.actor).filter(pk=view_id).first()
    if view is None:
        raise Http404
    if not may_change(request.actor, view):
        raise Refused(_("This view is somebody else's."))
    return view
