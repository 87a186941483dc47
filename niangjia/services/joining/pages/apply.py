"""The second screen: who I am, where I work, the text, my signature. And the third: done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.matters.loading import load_own
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.devices.models import Device
from niangjia.foundation.access.entering import enter
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.access.hooks import codes_shown_at
from niangjia.foundation.access.phones.limiting import TooMany
from niangjia.foundation.access.phones.proof import use_up
from niangjia.foundation.identity import mask_phone, normalise
from niangjia.services.joining.acts.applying import (
    CHANGE,
    JOINING,
    MemberHere,
    UnderWay,
    apply_for_membership,
    open_request,
)
from niangjia.services.joining.acts.entering import join_by_phone
from niangjia.services.joining.acts.inviting import confirm_row
from niangjia.services.joining.acts.settling import settle_tapped
from niangjia.services.joining.consents import DATA, PLATFORM_DATA, agree
from niangjia.services.joining.finding import open_union
from niangjia.services.joining.models import Application, Invited
from niangjia.services.joining.offers import first_offers, missing_of
from niangjia.services.joining.reading import application_of, handling_union, living_membership, with_person
from niangjia.services.joining.said import TEXT

from .known import Known, known_of
from .phone import proven, send
from .typed import ApplyForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request

Way = Application.Way
NUMBERS = ("number", "six", "phone", "code")


@open_to_all
@never_cache
@sensitive_post_parameters()
@transaction.non_atomic_requests  # sending a code may take seconds, and what was counted of tries stays counted
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Asks what is not known yet, and takes the signature."""
    union = open_union(code)
    if union is None:
        raise Http404
    known = known_of(request, union)
    if request.method != "POST":
        return _already(request, union, known) or _page(request, union, known, ApplyForm(union, known))
    form = ApplyForm(union, known, _tidy(request.POST))
    if "send" in request.POST:
        return _with_code(request, union, known, form)
    if form.is_valid() and (phone := _phone_of(request, known, form)) is not None:
        answer = _handed_in(request, union, known, form, phone)
        if answer:
            return answer
        known = known_of(request, union)  # the code that was right need not be typed again
        form.forget(known)
    return _page(request, union, known, form, status=422)


def _already(request: HttpRequest, union: Union, known: Known) -> HttpResponse | None:
    """For who has asked to join or to move, or is a member there: how it stands, in place of the form."""
    if not known.person:
        return None
    with acting(cast("Request", request).actor), with_person(known.person, union) as person:
        asked, member = open_request(person), living_membership(person)
        if asked and asked.kind not in JOINING:
            asked = None
        here = member and handling_union(member.union).pk == handling_union(union).pk
        if not (asked or here):
            return None
        return render(request, "joining/already.html", {"union": union, "asked": asked})


def _tidy(typed: QueryDict) -> QueryDict:
    """Numbers as they are meant: half-width, without gaps. What comes back is readable on a phone."""
    given = typed.copy()
    for name in NUMBERS:
        if name in given:
            given[name] = normalise(str(given[name]))
    return given


def _with_code(request: HttpRequest, union: Union, known: Known, form: ApplyForm) -> HttpResponse:
    """Sends a code; not to who can't join anyhow, who is told so before more is typed."""
    if form.number_is_wrong():
        return _page(request, union, known, form, status=422)
    sent, problem = send(request)
    fresh = ApplyForm(union, known, initial=dict(form.data.items()))
    if sent and "code" in fresh.fields:
        fresh.fields["code"].widget.attrs["autofocus"] = True
    return _page(request, union, known, fresh, sent=sent, problem=problem, status=422 if problem else 200)


def _phone_of(request: HttpRequest, known: Known, form: ApplyForm) -> str | None:
    """A telephone that is proven; "" for who is known by the own record; None with the error at its field."""
    return known.phone if known.person or known.phone else proven(request, form)


def _handed_in(request: HttpRequest, union: Union, known: Known, form: ApplyForm, phone: str) -> HttpResponse | None:
    try:
        return _own(request, union, known, form) if known.person else _by_phone(request, union, known, form, phone)
    except (UnderWay, MemberHere) as error:
        if known.invited:
            settle_tapped(known.invited, error)
        if isinstance(error, UnderWay) and known.person and error.request:
            return _under_way(request, union, error)
        form.add_error(None, str(error))
    except (TooMany, NotPossible) as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, str(error))
    return None


def _under_way(request: HttpRequest, union: Union, error: UnderWay) -> HttpResponse:
    """Twice the same leads to the page that says so; anything else to what is in the way, and why."""
    there = error.request
    if there and there.kind != Application.Kind.CHANGE and there.union_id == union.pk:
        return redirect("joining:done", error.matter)
    messages.warning(request, str(error))
    return redirect("my:matter", error.matter)


def _own(request: HttpRequest, union: Union, known: Known, form: ApplyForm) -> HttpResponse:
    actor = cast("Request", request).actor
    with acting(actor):
        person = Person.objects.select_related("home").get(pk=known.person or 0)
        way = Way.INVITED if known.invited else Way.SELF
        matter = apply_for_membership(actor, person, union, form.said(phone=""), way=way, drawn=form.picture)
        agree(actor, person, platform=known.from_platform)
        _confirmed(request, known, matter)
    return redirect("joining:done", matter.pk)


def _by_phone(request: HttpRequest, union: Union, known: Known, form: ApplyForm, phone: str) -> HttpResponse:
    way = Way.INVITED if known.invited else Way.SELF
    account, matter = join_by_phone(
        phone,
        client_address(request),
        union,
        form.said(phone=phone),
        way=way,
        drawn=form.picture,
        six=form.cleaned_data.get("six"),
        platform=known.from_platform,
    )
    with acting(actor_of(account)):
        _confirmed(request, known, matter)
        use_up(request)
        then = reverse("joining:done", args=[matter.pk])
        return enter(request, account, way=Device.Way.PHONE, then=then)


def _confirmed(request: HttpRequest, known: Known, matter: Matter) -> None:
    row = Invited.objects.filter(pk=known.invited, state=Invited.State.INVITED).first() if known.invited else None
    if row:
        confirm_row(row, matter)


def _page(
    request: HttpRequest, union: Union, known: Known, form: ApplyForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "union": union,
        "known": known,
        "form": form,
        "text": TEXT,
        "consent": DATA,
        "platform_consent": PLATFORM_DATA if known.from_platform else None,
        "proven": mask_phone(known.phone) if known.phone else "",
        "shown_at": codes_shown_at(),
        **more,
    }
    with acting(cast("Request", request).actor):
        return render(request, "joining/apply.html", context, status=status)


@never_cache
@require_safe
def done(request: Request, matter_id: int) -> HttpResponse:
    """Says that it is handed in, who has it, and by when."""
    matter, living = load_own(request, matter_id)
    if not matter.procedure.startswith("joining."):
        raise Http404
    if matter.procedure == CHANGE or not (matter.is_open or matter.phase == "joined"):
        return redirect("my:matter", matter.pk)  # nothing was handed in, or it is over
    row, task = application_of(matter), next(iter(living), None)
    transfer = row.kind == Application.Kind.TRANSFER
    heading = _("Your transfer is asked for") if transfer else _("Your request is handed in")
    joined = matter.phase == "joined"
    counted = not Membership.objects.filter(person=request.actor.person_id, state=Standing.INCOMPLETE).exists()
    context = {
        "matter": matter,
        "row": row,
        "task": task,
        "transfer": transfer,
        "joined": joined,
        "offers": first_offers() if joined else (),
        "missing": missing_of(request.actor.person_id) if joined else (),
        "counted": counted,
        "heading": _taken_in(counted=counted) if joined else heading,
    }
    return render(request, "joining/done.html", context)


def _taken_in(*, counted: bool) -> str:
    return _("You are a member") if counted else _("Taken in: your record is not complete yet")
