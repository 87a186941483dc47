"""The desk: concerns that wait at my unions, and entering one for who called, came or wrote."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.models import Task, TaskState
from niangjia.engines.matters.pages.answering import answer
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import actable, keeps_out, own_places
from niangjia.engines.matters.titles import step_title
from niangjia.engines.papers.permissions import REPORT
from niangjia.engines.people.models import Coverage, Employer, Union
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.services.concerns.acts.anonymous import SentBefore
from niangjia.services.concerns.acts.bringing import Brought, enter_concern
from niangjia.services.concerns.acts.confiding import enter_sealed
from niangjia.services.concerns.acts.entered import entered_before
from niangjia.services.concerns.acts.passing import hand_on, may_pass
from niangjia.services.concerns.acts.reviewing import Asked, enter_review
from niangjia.services.concerns.choices import Choice
from niangjia.services.concerns.forms import EnterForm, EnterReviewForm
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.more_forms import PassForm
from niangjia.services.concerns.permissions import ANONYMOUS, HANDLE, REVIEW, TELL
from niangjia.services.concerns.together.reading import asked_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

SHOWN = 100
LIVING = (TaskState.OPEN, TaskState.CLAIMED)


def unions_of(request: Request) -> list[Union]:
    """Where the actor handles concerns, by posts right there."""
    places = [place for place, codes in own_places(request.actor).items() if HANDLE in codes]
    return list(Union.objects.filter(place__in=places).order_by("place"))


@needs(HANDLE)
@require_safe
def desk(request: Request) -> HttpResponse:
    """What waits for me, the most urgent first."""
    rows = Task.objects.filter(actable(request.actor), procedure__startswith="concerns.")
    tasks = list(rows.select_related("matter__version", "union").order_by("due", "pk")[:SHOWN])
    found = Concern.objects.select_related("employer").filter(matter__in=[task.matter_id for task in tasks])
    concerns = {row.matter_id: row for row in found}
    moment = now()
    context = {
        "waiting": [_item(task, concerns.get(task.matter_id), late=task.is_late(moment)) for task in tasks],
        "unions": unions_of(request),
        "reads_nameless": request.actor.may(ANONYMOUS),
        "asked": asked_of(request.actor).filter(answered=None, dropped=None).count(),
        "reports": request.actor.may(REPORT),
        "tells": request.actor.may(TELL),
        "reviews": request.actor.may(REVIEW),
    }
    return render(request, "concerns/desk.html", context)


def _item(task: Task, row: Concern | None, *, late: bool) -> Item:
    about = [str(row.get_category_display()), row.employer.name if row.employer else ""] if row else []
    state = State(_("danger"), Tone.BAD) if row and row.danger else None
    return Item(
        " · ".join(part for part in (task.matter.number, *about) if part),
        url=reverse("matters:matter", args=[task.matter_id]),
        text=f"{step_title(task.matter, task.key)} · {task.union}",
        side=date_format(task.due.astimezone(SHANGHAI), "MONTH_DAY_FORMAT") if task.due else "",
        icon="message-circle",
        state=State(_("overdue"), Tone.BAD) if late else state,
    )


@needs(HANDLE)
@require_POST
def pass_on(request: Request, matter_id: int) -> HttpResponse:
    """Hands a concern over to another service, once the worker has agreed."""
    matter, _living = load_matter(request, matter_id)
    if not may_pass(request.actor, matter):
        raise Refused(_("This step is for others: who does it follows from a post in that very union."))

    def act(given: dict[str, Any]) -> str:
        made = hand_on(request.actor, matter, request.POST.get("to", ""), agreed=given["agreed"])
        return _("It goes on there: %(number)s") % {"number": made.number}

    return answer(request, matter.pk, "pass", PassForm(request.POST), act)


@needs(REVIEW)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request) -> HttpResponse:
    """Enters a review that was asked for in another way than on the phone; at the union that reviews."""
    form = EnterReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            matter = enter_review(request.actor, given["number"], Asked(given["text"], given["day"], given["way"]))
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("The review is entered."))
            return redirect("matters:matter", matter.pk)
    return render(request, "concerns/enter_review.html", {"form": form}, status=422 if form.errors else 200)


class AtForm(EnterForm):
    """The same, with the union where it came in."""

    union = forms.ModelChoiceField(Union.objects.none(), label=gettext_lazy("Union"))
    field_order = ("union", *EnterForm.field_order)

    def __init__(self, unions: list[Union], data: Any = None) -> None:
        covered = holding(Coverage.objects.filter(union__in=unions)).values("employer")
        super().__init__(Employer.objects.filter(pk__in=covered), data)
        self.fields["union"].queryset = Union.objects.filter(pk__in=[one.pk for one in unions])  # type: ignore[attr-defined]
        if len(unions) == 1:
            self.fields["union"].initial = unions[0].pk

    def renew(self) -> None:
        """Shown again it has a key of its own."""
        sent: Any = self.data
        self.data = fresh = sent.copy()
        fresh["form"] = token_urlsafe()


@needs(HANDLE)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """Enters what a caller, a visitor or a letter brought; every page of it says so."""
    form = AtForm(unions_of(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = form.said(name=given["name"], phone=given["phone"])
        try:
            brought = Brought(Choice.OWN, said, form.facts(), given["way"], given["about"], given["form"])
            enters = enter_sealed if given["sealed"] else enter_concern
            matter = enters(request.actor, given["union"], brought)
        except SentBefore:
            if entered_before(given["union"], said):
                messages.info(request, _("It was entered already."))
                return redirect("concerns:desk")
            form.renew()
            form.add_error(None, _("This form was sent for another one before. If this one is new, enter it now."))
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Entered. Print the receipt and give it to who brought it."))
            if keeps_out(request.actor, matter):
                return redirect("concerns:desk")
            return redirect("matters:matter", matter.pk)
    return render(request, "concerns/enter.html", {"form": form}, status=422 if form.errors else 200)
