"""The desk's page of joining: what waits, whom the union takes in, lists of invitations, transfers, leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines import journal
from niangjia.engines.matters.core.models import LIVING, Task
from niangjia.engines.matters.rights import own_places
from niangjia.engines.matters.titles import step_title
from niangjia.engines.people.loading import load_union
from niangjia.engines.people.models import Union
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import now
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.services.joining.acts.applying import ask_for_transfer
from niangjia.services.joining.forms import ComingForm, DoorForm, PaperForm, TransferOutForm
from niangjia.services.joining.journal_codes import DOOR
from niangjia.services.joining.leads import settle_lead
from niangjia.services.joining.models import Application, Door, InvitationList, Lead
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import handling_union, require_here
from niangjia.services.joining.said import Said

from .members import member_of, person_of, union_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

SHOWN = 100


def _own(request: Request) -> QuerySet[Union]:
    places = [place for place, codes in own_places(request.actor).items() if DECIDE in codes]
    return Union.objects.filter(place__in=places).order_by("place")


def unions_of(request: Request) -> list[Union]:
    """Where the actor handles requests, by posts right there: those of a branch are handled by its union."""
    return list(_own(request).filter(level__lte=Level.BASE))


def load_own(request: Request, union_id: int) -> Union:
    """The union or branch. Raises Http404 outside one's reach, Refused for who has no post right there."""
    union = load_union(request, union_id, DECIDE)
    require_here(request.actor, union)
    return union


def load_here(request: Request, union_id: int) -> Union:
    """The union, as `load_own`; raises Refused for a branch, too."""
    union = load_own(request, union_id)
    if union.level > Level.BASE:
        raise Refused(_branch_words(union))
    return union


def _branch_words(union: Union) -> str:
    told = {"branch": union.name, "union": handling_union(union).name}
    return _("What concerns joining in %(branch)s is handled by %(union)s.") % told


@needs(DECIDE)
@require_safe
def desk(request: Request) -> HttpResponse:
    """What waits at my union, or at another of mine."""
    unions = unions_of(request)
    asked = request.GET.get("union", "")
    union = next((one for one in unions if str(one.pk) == asked), None) or _first(unions)
    if union is None:
        parts = [(one, _branch_words(one)) for one in _own(request)]
        return render(request, "joining/desk.html", {"union": None, "parts": parts})
    return shown(request, union)


def _first(unions: Sequence[Union]) -> Union | None:
    """Where something waits, the most urgent first."""
    if len(unions) < 2:
        return next(iter(unions), None)
    waiting = _steps_at(unions).order_by("due", "pk").values_list("union", flat=True).first()
    return next((one for one in unions if one.pk == waiting), unions[0])


def shown(request: Request, union: Union, *, status: int = 200, **bound: Any) -> HttpResponse:
    """The page of a union, with forms that were typed into in place of fresh ones."""
    door = Door.objects.filter(union=union).first() or Door(union=union)
    lists = InvitationList.objects.filter(union=union).order_by("-made")[:SHOWN]
    context = {
        "union": union,
        "unions": unions_of(request),
        "waiting": (waiting := waiting_at([union])),
        "all_waiting": all_waiting([union], waiting),
        "leads": Lead.objects.filter(union=union, settled=None).select_related("employer").order_by("-members"),
        "lists": [_list_item(one) for one in lists],
        "door": DoorForm(instance=door),
        "papering": PaperForm(auto_id="id_paper_%s"),
        "coming": ComingForm(auto_id="id_in_%s"),
        "going": TransferOutForm(auto_id="id_out_%s"),
        **_change_forms(),
        **bound,
    }
    return render(request, "joining/desk.html", context, status=status)


def _change_forms() -> dict[str, forms.Form]:
    from .changing import ChangeForm, TalkForm  # they need this page

    return {"changing": ChangeForm(auto_id="id_change_%s"), "talking": TalkForm(auto_id="id_talk_%s")}


def _steps_at(unions: Sequence[Union]) -> QuerySet[Task]:
    """Steps of ours that wait there for the union."""
    return Task.objects.filter(
        union__in=unions, state__in=LIVING, procedure__startswith="joining.", for_applicant=False
    )


def waiting_at(unions: Sequence[Union]) -> list[Item]:
    """Steps of ours that wait at these unions, the most urgent first; two queries."""
    tasks = list(_steps_at(unions).select_related("matter__version", "union").order_by("due", "pk")[:SHOWN])
    rows_of = Application.objects.filter(matter__in=[task.matter_id for task in tasks])
    asked = {row.matter_id: row for row in rows_of}
    moment = now()
    many = len(unions) > 1
    return [_item(task, asked.get(task.matter_id), late=task.is_late(moment), many=many) for task in tasks]


def all_waiting(unions: Sequence[Union], shown: Sequence[Item]) -> int:
    """How many steps wait there if more than are shown; else 0."""
    count = _steps_at(unions).count() if len(shown) >= SHOWN else 0
    return count if count > len(shown) else 0


def _item(task: Task, row: Application | None, *, late: bool, many: bool) -> Item:
    told = [task.union.name if many else "", step_title(task.matter, task.key)]
    said = Said.read(row.said.reveal()) if row else None
    return Item(
        said.name if said else task.matter.number,
        url=reverse("matters:matter", args=[task.matter_id]),
        text=" · ".join(part for part in (*told, said.employer if said else "") if part),
        icon="user-plus",
        state=State(_("overdue"), Tone.BAD) if late else None,
    )


def _list_item(row: InvitationList) -> Item:
    return Item(
        row.employer,
        url=reverse("joining:list", args=[row.pk]),
        text=str(row.get_source_display()),
        icon="list-check",
        state=State(_("closed"), Tone.PLAIN) if row.closed else None,
    )


def to_desk(union: Union) -> HttpResponse:
    """Back to the page."""
    return redirect(f"{reverse('joining:desk')}?union={union.pk}")


def refused(request: Request, union: Union, name: str, form: forms.Form, error: NotPossible) -> HttpResponse:
    """The page with the sentence at its form; nothing typed is lost."""
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, getattr(error, "to_others", str(error)))
    return shown(request, union, status=422, **{name: form})


@needs(DECIDE)
@require_POST
def door(request: Request, union_id: int) -> HttpResponse:
    """Keeps whom the union takes in."""
    union = load_here(request, union_id)
    row = Door.objects.filter(union=union).first() or Door(union=union)
    form = DoorForm(request.POST, instance=row)
    if not form.is_valid():
        return shown(request, union, door=form, status=422)
    form.save()
    journal.record(request.actor, DOOR, union, union=union.pk)
    messages.success(request, _("Kept. People find your union so from now on."))
    return to_desk(union)


@needs(DECIDE)
@require_POST
def take_in(request: Request, union_id: int) -> HttpResponse:
    """Asks the former union for a member who works here now."""
    union = load_here(request, union_id)
    form = ComingForm(request.POST, auto_id="id_in_%s")
    if not form.is_valid():
        return shown(request, union, coming=form, status=422)
    try:
        person = person_of(form)
        ask_for_transfer(request.actor, person, union, months=form.cleaned_data["months"])
    except NotPossible as error:
        return refused(request, union, "coming", form, error)
    messages.success(request, _("The former union is asked."))
    return to_desk(union)


@needs(DECIDE)
@require_POST
def send_off(request: Request, union_id: int) -> HttpResponse:
    """Asks for the transfer of a member of this union to another one."""
    union = load_here(request, union_id)
    form = TransferOutForm(request.POST, auto_id="id_out_%s")
    if not form.is_valid():
        return shown(request, union, going=form, status=422)
    try:
        person = member_of(form, union)
        ask_for_transfer(request.actor, person, union_of(form.cleaned_data["union"].strip()))
    except NotPossible as error:
        return refused(request, union, "going", form, error)
    messages.success(request, _("Asked for. Release the member in the list above."))
    return to_desk(union)


@needs(DECIDE)
@require_POST
def lead(request: Request, lead_id: int) -> HttpResponse:
    """Settles a lead."""
    row = Lead.objects.select_related("union").filter(pk=lead_id).first()
    if row is None:
        raise Http404
    load_here(request, row.union_id)
    settle_lead(request.actor, row)
    return to_desk(row.union)


@needs(DECIDE)
@require_http_methods(["GET", "HEAD"])
def poster(request: Request, union_id: int) -> HttpResponse:
    """A page to print and hang up: the code that leads to the union's own form."""
    union = load_own(request, union_id)
    return render(request, "joining/poster.html", {"union": union, **code_of("joining:apply", union.code)})


def code_of(route: str, key: str) -> dict[str, Any]:
    """A code as a picture: where it leads, the path of its dark modules, its size."""
    address = f"{settings.HOUSE.public_address}{reverse(route, args=[key])}"
    picture = segno.make(address, error="m", micro=False)
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(picture.matrix) for x, on in enumerate(row) if on]
    return {"address": address, "path": "".join(dark), "size": len(picture.matrix)}
