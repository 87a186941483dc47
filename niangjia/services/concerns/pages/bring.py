"""Bringing a concern with the own name; its papers to print; asking for a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.loading import load_own
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers.kinds.kind import UnknownPaper
from niangjia.engines.papers.life.freezing import Damaged
from niangjia.engines.papers.making.codes import code_of
from niangjia.engines.papers.making.setting import context_of
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.rules import value
from niangjia.foundation.clock import today
from niangjia.foundation.drafts.fitting import restore
from niangjia.foundation.drafts.keeping import draft_of, drop_draft
from niangjia.services.concerns.acts.anonymous import SentBefore
from niangjia.services.concerns.acts.answering import note_received
from niangjia.services.concerns.acts.asking import say_whether_it_holds
from niangjia.services.concerns.acts.bringing import Brought, bring_concern, say_since
from niangjia.services.concerns.acts.confiding import bring_sealed
from niangjia.services.concerns.acts.reviewing import ask_review, note_review_received
from niangjia.services.concerns.choices import Choice
from niangjia.services.concerns.danger import NUMBERS
from niangjia.services.concerns.finding import employers_of, own_union, union_above
from niangjia.services.concerns.forms import AskReviewForm, BringForm, SinceForm
from niangjia.services.concerns.papers import OPINION, REVIEWED
from niangjia.services.concerns.reading import CONCERN, REVIEW, concern_of, find_concern, review_of

from .start import record_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.request import Request

DRAFT = "concerns.bring.{}"  # of own and above; what comes without a name is never kept
WAYS = {Choice.OWN.value, Choice.ABOVE.value}


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request, choice: str) -> HttpResponse:
    """The form, for one's own union or the one above; afterwards the receipt stands on "my matter"."""
    person = record_of(request)
    if choice not in WAYS:
        raise Http404
    if person is None:
        return render(request, "concerns/no_record.html", status=200)
    form = BringForm(employers_of(person), request.POST if request.method == "POST" else None)
    key = DRAFT.format(choice)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        brought = Brought(choice, form.said(), form.facts(), about=given["about"], form=given["form"])
        try:
            if given["sealed"]:
                row = bring_sealed(request.actor, person, brought)
                messages.success(request, _("It is handed in. Your dated receipt stands below: print it."))
                drop_draft(request.actor, key)
                return redirect("concerns:sealed", row.pk)
            matter = bring_concern(request.actor, person, brought)
        except SentBefore:
            messages.info(request, _("It was handed in already."))
            return redirect("concerns:own_sealed" if given["sealed"] else "my:matters")
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            drop_draft(request.actor, key)
            messages.success(request, _("It is handed in. Your dated receipt stands below: print it."))
            return redirect("my:matter", matter.pk)
    draft = draft_of(request.actor, key)
    context = {
        "form": form,
        "choice": choice,
        "union": _union(person, choice),
        "numbers": NUMBERS,
        "draft": draft,
        "fitted": restore(draft, form),
        "days": value("concerns.draft_cd", on=today()).days.count,
    }
    return render(request, "concerns/bring.html", context, status=422 if form.errors else 200)


def _union(person: Person, choice: str) -> Union | None:
    if choice == Choice.OWN:
        return own_union(person)
    found = union_above(person)
    return found.union if found else None


def own_matter(request: Request, matter_id: int) -> Matter:
    """The reader's own concern or review. Raises Http404."""
    matter, _living = load_own(request, matter_id)
    if matter.procedure not in (CONCERN, REVIEW):
        raise Http404
    return matter


@never_cache
@require_safe
def paper(request: Request, matter_id: int, paper_id: int) -> HttpResponse:
    """A paper that was issued to the worker, to read and print. Opening an opinion is receiving it."""
    matter = own_matter(request, matter_id)
    found = papers_about(matter).filter(pk=paper_id, person=matter.person_id).first()
    if found is None or not found.issued:
        raise Http404
    try:
        words = context_of(found)
    except (Damaged, UnknownPaper):
        messages.error(request, _("This paper can't be shown. Ask your union for it."))
        return redirect("my:matter", matter.pk)
    if is_newest(found, matter):
        if found.kind == OPINION.key:
            note_received(request.actor, concern_of(matter))
        if found.kind == REVIEWED.key:
            note_review_received(review_of(matter))
    context = {**words, "paper": found, "matter": matter, "code": code_of(found)}
    return render(request, "concerns/paper.html", context)


def is_newest(found: Paper, matter: Matter) -> bool:
    """Whether no later one took its place: reading an old opinion again is not receiving the new one."""
    return not papers_about(matter).filter(kind=found.kind, pk__gt=found.pk).exists()


@require_POST
def again(request: Request, matter_id: int) -> HttpResponse:
    """Takes the answer of who was asked again."""
    matter = own_matter(request, matter_id)
    try:
        say_whether_it_holds(request.actor, concern_of(matter), holds=request.POST.get("holds") == "yes")
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you for answering."))
    return redirect("my:matter", matter.pk)


@require_POST
def since(request: Request, matter_id: int) -> HttpResponse:
    """Takes the day that was not said at first."""
    matter = own_matter(request, matter_id)
    form = SinceForm(request.POST)
    if not form.is_valid():
        return render(request, "concerns/since.html", {"form": form, "matter": matter}, status=422)
    try:
        say_since(request.actor, concern_of(matter), form.cleaned_data["since"])
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your time limits stand below."))
    return redirect("my:matter", matter.pk)


@never_cache
@sensitive_post_parameters()
@require_POST
def review(request: Request, matter_id: int) -> HttpResponse:
    """Asks for the review that is next."""
    matter = own_matter(request, matter_id)
    concern = find_concern(matter)
    form = AskReviewForm(request.POST)
    if concern is None:
        raise Http404
    if form.is_valid():
        try:
            asked = ask_review(request.actor, concern, form.cleaned_data["text"])
        except NotPossible as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The review is asked for. Here you see how it goes on."))
            return redirect("my:matter", asked.pk)
    return render(request, "concerns/review.html", {"form": form, "matter": matter}, status=422)
