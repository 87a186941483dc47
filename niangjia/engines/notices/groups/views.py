"""The desk's register of WeChat groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.notices.loading import load
from niangjia.engines.notices.permissions import SEE, WRITE
from niangjia.engines.people.models import Union
from niangjia.engines.people.registry.choosing import union_field
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.tables import Column, Kind, page_of, sorting

from . import actions
from .models import WeChatGroup

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

    from .actions import GroupData

COLUMNS = [
    Column(gettext_lazy("Group"), "name", link="address", sort="name"),
    Column(gettext_lazy("Union"), "union"),
    Column(gettext_lazy("Owner"), "owner"),
    Column(gettext_lazy("People"), "size", Kind.NUMBER, sort="size"),
    Column(gettext_lazy("Note on the QR code"), "note"),
    Column(gettext_lazy("As of"), "changed", Kind.DAY, sort="changed"),
]


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is entered of a group; of whose union, when it is new."""

    class Meta:
        model = WeChatGroup
        fields = ["name", "owner", "size", "note", "closed"]
        help_texts = {"note": gettext_lazy("For example where the picture is kept, and until when the code holds.")}

    def __init__(self, reach: Reach | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if reach is not None:
            self.fields["union"] = union_field(reach, label=gettext_lazy("Union"))
            self.order_fields(["union"])
            del self.fields["closed"]

    def data_given(self) -> GroupData:
        """As the actions take it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "owner": given["owner"],
            "size": given["size"],
            "note": given["note"],
            "closed": bool(given.get("closed")),
        }


@needs(SEE)
@require_safe
def groups(request: Request) -> HttpResponse:
    """All groups of one's unions and of those below."""
    unions = Union.objects.within(request.actor.reach(SEE))
    found = WeChatGroup.objects.filter(union__in=unions, closed=False).select_related("union")
    sort = sorting(request.GET, COLUMNS, "union__place")
    page = page_of(request.GET, found.order_by(sort, "name"))
    for group in page.object_list:
        group.address = f"{group.pk}/"  # type: ignore[attr-defined]
    people = found.aggregate(people=Sum("size"))["people"] or 0
    context = {
        "page": page,
        "columns": COLUMNS,
        "sort": sort,
        "people": people,
        "may_write": request.actor.may(WRITE),
    }
    return render(request, "notices/groups.html", context)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Enters a group."""
    form = GroupForm(request.actor.reach(WRITE), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.add_group(request.actor, form.cleaned_data["union"], form.data_given())
        messages.success(request, _("The group is entered."))
        return redirect("notices:groups")
    return render(request, "notices/group.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, group_id: int) -> HttpResponse:
    """Corrects a group's entry."""
    found = load(request, WeChatGroup, group_id, WRITE)
    form = GroupForm(None, request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        actions.change_group(request.actor, found, form.data_given())
        messages.success(request, _("The group's entry is changed."))
        return redirect("notices:groups")
    return render(request, "notices/group.html", {"form": form, "group": found}, status=422 if form.is_bound else 200)
