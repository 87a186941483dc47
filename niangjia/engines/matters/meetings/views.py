"""The desk's pages of meetings: what waits, one meeting, delegations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import not_past, within
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of

from . import delegating, preparing
from .bodies import body_title
from .deciding import confirm_minutes
from .forms import DelegationForm, GuestForm, MeetingForm, WordsForm
from .minutes import name_of
from .models import DelegatedDecision, Delegation, Meeting, MeetingItem
from .permissions import CONFIRM, MEET
from .reading import known_meetings
from .sheet import lines_of, read_attendance, read_votes

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

TONES = {1: Tone.NOW, 2: Tone.WAIT, 3: Tone.GOOD, 4: Tone.PLAIN}
NEWEST = 50
SHEET = "sheet"  # in what is posted: the sheet is with it


def own_unions(actor: Actor, code: str) -> list[Union]:
    """The unions where the actor has the right by a post right there."""
    starts = [start for start, _end in actor.reach(code).ranges]
    return list(Union.objects.filter(place__in=starts).order_by("place"))


def load_meeting(request: Request, meeting_id: int, code: str = MEET) -> Meeting:
    """The meeting. Raises Http404 out of reach and for one that the actor may not know of, Refused within it without
    the permission.
    """
    rows = known_meetings(request.actor).select_related("union", "paper", "account")
    found = rows.filter(pk=meeting_id).first()
    if found is None or found.union.place not in request.actor.reach():
        raise Http404
    request.actor.require(code, at=found.union.place)
    return found


@needs(MEET)
@require_safe
def meetings(request: Request) -> HttpResponse:
    """What waits for a meeting, by union and body; and the meetings, the newest first."""
    mine = within(request.actor.reach(MEET))
    waiting = MeetingItem.objects.filter(
        mine, not_past(request.actor, "task__matter__"), state=MeetingItem.State.LISTED
    ).values("union", "body")
    counted = list(waiting.annotate(count=Count("pk")).order_by("union__place", "body")[:NEWEST])
    held = known_meetings(request.actor).filter(mine)
    names = {one.pk: one for one in Union.objects.filter(pk__in={row["union"] for row in counted})}
    page = page_of(request.GET, held.select_related("union").order_by("-held", "-pk"))
    context = {
        "waiting": [_waits(row, names[row["union"]]) for row in counted],
        "page": page,
        "meetings": [_item(one) for one in page.object_list],
    }
    return render(request, "matters/meetings/meetings.html", context)


def _waits(row: Any, union: Union) -> Item:
    url = f"{reverse('matters:prepare_meeting')}?union={union.pk}&body={row['body']}"
    return Item(str(body_title(row["body"])), url=url, text=union.name, side=str(row["count"]), icon="list-check")


def _item(meeting: Meeting) -> Item:
    return Item(
        name_of(meeting),
        url=reverse("matters:meeting", args=[meeting.pk]),
        text=f"{meeting.union} · {date_format(meeting.held)}",
        icon="users",
        state=_state(meeting),
    )


def _state(meeting: Meeting) -> State:
    return State(Meeting.State(meeting.state).label, TONES[meeting.state])


@needs(MEET)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: Request) -> HttpResponse:
    """A meeting with whoever is due and all that waits."""
    unions = own_unions(request.actor, MEET)
    typed = request.POST if request.method == "POST" else None
    given = {"union": request.GET.get("union"), "body": request.GET.get("body")}
    form = MeetingForm(unions, typed, initial=given)
    made: list[Meeting] = []

    def act(fields: dict[str, Any]) -> str:
        made.append(
            preparing.prepare_meeting(
                request.actor, form.chosen(), fields["body"], fields["held"], place=fields["place"]
            )
        )
        return _("The meeting is prepared, with all that waits for it.")

    if typed is not None and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("matters:meeting", made[0].pk)
    return render(request, "matters/meetings/prepare.html", {"form": form}, status=422 if typed is not None else 200)


@needs(MEET)
@require_safe
def meeting(request: Request, meeting_id: int) -> HttpResponse:
    """One meeting: who came, what was decided, the minutes."""
    return _page(request, load_meeting(request, meeting_id))


def _page(request: Request, found: Meeting, status: int = 200, **more: Any) -> HttpResponse:
    typed, errors = more.pop("typed", None), more.pop("errors", {})
    job = Job.objects.of(request.actor).filter(pk=found.job).first() if found.job else None
    context = {
        "meeting": found,
        "title": name_of(found),
        "state": _state(found),
        "members": list(found.members.order_by("pk")),
        "lines": lines_of(found, typed, errors),
        "trouble": errors.get("") or "",
        "guest": GuestForm(),
        "words": WordsForm(initial={"words": found.words}),
        "job": job,
        "writes": found.is_open and holds_at(request.actor, MEET, found.union),
        "may_confirm": found.is_open and found.held <= today() and holds_at(request.actor, CONFIRM, found.union),
        **more,
    }
    return render(request, "matters/meetings/meeting.html", context, status=status)


@needs(MEET)
@require_POST
def sheet(request: Request, meeting_id: int) -> HttpResponse:
    """Keeps who came and how all items were voted."""
    found = load_meeting(request, meeting_id)
    return _acted(request, found, lambda: None, _("The sheet was kept."), keep=True)


def _acted(
    request: Request, found: Meeting, act: Callable[[], object], said: str, *, keep: bool = False
) -> HttpResponse:
    """Does what was asked; with `keep` the sheet is kept first, so that nothing typed is lost."""
    typed, errors = request.POST.dict(), _kept(request, found) if keep else {}
    if not errors:
        try:
            act()
        except NotPossible as error:
            return _page(request, found, 422, errors={"": str(error)})
        messages.success(request, said)
        return redirect("matters:meeting", found.pk)
    return _page(request, found, 422, typed=typed, errors=errors)


def _kept(request: Request, found: Meeting) -> dict[str, str]:
    """Keeps who came and how items were voted; answers what is wrong with it, by field."""
    members, typed = list(found.members.filter(votes=True)), request.POST.dict()
    items = list(found.items.filter(state=MeetingItem.State.PUT).select_related("task__matter"))
    came = [str(one.pk) for one in members] if "everybody" in typed else request.POST.getlist("came")
    everyone = len(came) if "agreed" in typed else 0
    votes, errors = read_votes(items, typed, agreed_by=everyone)
    try:
        preparing.record_attendance(request.actor, found, *read_attendance(members, typed, came))
        if not errors:
            preparing.record_votes(request.actor, found, votes)
    except NotPossible as error:
        errors[error.field] = str(error)
    return errors


@needs(MEET)
@require_POST
def put(request: Request, meeting_id: int) -> HttpResponse:
    """Puts what came since onto the list."""
    found = load_meeting(request, meeting_id)
    said, keep = _("All that waits is on the list."), SHEET in request.POST
    return _acted(request, found, lambda: preparing.put_items(request.actor, found), said, keep=keep)


@needs(MEET)
@require_POST
def postpone(request: Request, item_id: int) -> HttpResponse:
    """Leaves an item to the next meeting."""
    item = MeetingItem.objects.select_related("meeting").filter(pk=item_id).first()
    if item is None or item.meeting_id is None:
        raise Http404
    found = load_meeting(request, item.meeting_id)
    said, keep = _("It waits for the next meeting."), SHEET in request.POST
    return _acted(request, found, lambda: preparing.postpone_item(request.actor, item), said, keep=keep)


@needs(MEET)
@require_POST
def guest(request: Request, meeting_id: int) -> HttpResponse:
    """Adds somebody without a vote."""
    found, form = load_meeting(request, meeting_id), GuestForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, guest=form)
    given = form.cleaned_data
    act = lambda: preparing.add_guest(request.actor, found, given["name"], given["role"])  # noqa: E731
    return _acted(request, found, act, _("The guest was added."))


@needs(MEET)
@require_POST
def words(request: Request, meeting_id: int) -> HttpResponse:
    """Keeps what else was said."""
    found, form = load_meeting(request, meeting_id), WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, words=form)
    act = lambda: preparing.write_words(request.actor, found, form.cleaned_data["words"])  # noqa: E731
    return _acted(request, found, act, _("It was kept for the minutes."))


@needs(MEET)
@require_POST
def cancel(request: Request, meeting_id: int) -> HttpResponse:
    """Calls it off."""
    found = load_meeting(request, meeting_id)
    return _acted(
        request, found, lambda: preparing.cancel_meeting(request.actor, found), _("The meeting was called off.")
    )


@needs(MEET)
@require_POST
def confirm(request: Request, meeting_id: int) -> HttpResponse:
    """Confirms the minutes, as the sheet stands typed on the page; they decide everything on the list."""
    found = load_meeting(request, meeting_id)
    said = _("The minutes are confirmed; what they decide is being carried out.")
    keep = SHEET in request.POST
    return _acted(request, found, lambda: confirm_minutes(request.actor, found), said, keep=keep)


@needs(MEET)
@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: Request) -> HttpResponse:
    """Who decides alone, by which resolution; what was decided so this month; and the form for a new one."""
    unions = own_unions(request.actor, CONFIRM)
    typed = request.POST if request.method == "POST" else None
    form = DelegationForm(unions, typed) if unions else None

    def act(given: dict[str, Any]) -> str:
        assert form is not None  # noqa: S101
        fields = {name: value for name, value in given.items() if name != "union"}
        delegating.record_delegation(request.actor, form.chosen(), delegating.Terms(**fields))
        return _("The resolution was recorded.")

    if typed is not None:
        request.actor.require(CONFIRM)
    if typed is not None and form and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("matters:delegations")
    return _delegations(request, form, 422 if typed is not None else 200)


def _delegations(request: Request, form: DelegationForm | None, status: int) -> HttpResponse:
    mine, first = within(request.actor.reach(MEET)), today().replace(day=1)
    rows = Delegation.objects.filter(mine).select_related("union").order_by("-pk")[:NEWEST]
    alone = DelegatedDecision.objects.filter(
        not_past(request.actor, "task__matter__"),
        delegation__in=Delegation.objects.filter(mine),
        decided__date__gte=first,
    ).select_related("task__matter", "delegation__union", "account")
    context = {
        "rows": [
            (row, Role(row.role).label, body_title(row.body), holds_at(request.actor, CONFIRM, row.union))
            for row in rows
        ],
        "alone": [_alone(one) for one in alone.order_by("-pk")[:NEWEST]],
        "form": form,
    }
    return render(request, "matters/meetings/delegations.html", context, status=status)


def _alone(one: DelegatedDecision) -> Item:
    return Item(
        one.task.matter.number,
        url=reverse("matters:matter", args=[one.task.matter_id]),
        text=f"{one.delegation.union} · {one.account.name if one.account else ''}",
        side=date_format(one.decided),
    )


@needs(CONFIRM)
@require_POST
def revoke(request: Request, delegation_id: int) -> HttpResponse:
    """Ends a delegation."""
    found = Delegation.objects.select_related("union").filter(pk=delegation_id).first()
    if found is None or found.union.place not in request.actor.reach():
        raise Http404
    delegating.revoke_delegation(request.actor, found)
    messages.success(request, _("It was revoked."))
    return redirect("matters:delegations")
