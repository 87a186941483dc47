"""Concerns with a sealed name: the worker's own list and page, and opening the name at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.acts.matters import can_withdraw
from niangjia.engines.matters.acts.notes import given_reason, living_of
from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.pages.answering import answer, attempt
from niangjia.engines.matters.pages.matter import matter_page
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import phase_title
from niangjia.engines.papers.kinds.kind import UnknownPaper
from niangjia.engines.papers.life.freezing import Damaged
from niangjia.engines.papers.making.codes import code_of
from niangjia.engines.papers.making.setting import context_of
from niangjia.engines.papers.verbs import papers_about
from niangjia.foundation.access.guards import needs
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.web.pieces import Item
from niangjia.services.concerns.acts import confiding
from niangjia.services.concerns.acts.naming import names_of
from niangjia.services.concerns.acts.reviewing import next_review, note_review_received
from niangjia.services.concerns.dates import dates_of_concern
from niangjia.services.concerns.forms import AskReviewForm
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.more_forms import FileForm, OpenForm, ToSealedForm
from niangjia.services.concerns.panel import facts_of
from niangjia.services.concerns.papers import OPINION, REVIEWED
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import OURS, find_concern, review_of, said_of
from niangjia.services.concerns.said import Answer

from .bring import is_newest
from .nameless import TOLD_WHY, RateForm, WriteForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.request import Request
    from niangjia.services.concerns.models import Confidential

SHOWN = 50


@never_cache
@require_safe
def own(request: Request) -> HttpResponse:
    """The reader's own, the newest first."""
    rows = confiding.own_sealed(request.actor).order_by("-concern__made", "pk")[:SHOWN]
    return render(request, "concerns/sealed/list.html", {"items": [_item(row) for row in rows]})


def _item(row: Confidential) -> Item:
    concern = row.concern
    return Item(
        str(concern.get_category_display()),
        url=reverse("concerns:sealed", args=[row.pk]),
        text=f"{phase_title(concern.matter)} · {concern.matter.union}" if concern.matter else "",
        side=date_format(concern.made, "MONTH_DAY_FORMAT"),
        icon="lock",
    )


def _own(request: Request, key: UUID) -> tuple[Confidential, Matter]:
    row = confiding.own_sealed(request.actor).filter(pk=key).first()
    if row is None or row.concern.matter is None:
        raise Http404
    return row, row.concern.matter


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, key: UUID) -> HttpResponse:
    """One's own: state, papers, dialogue; what is done stands in the form's button."""
    row, matter = _own(request, key)
    adds = "file" in request.POST
    forms: dict[str, Form] = {
        "file": FileForm(request.POST if adds else None, request.FILES if adds else None, auto_id="id_file_%s"),
        "write": WriteForm(request.POST if "write" in request.POST else None, auto_id="id_write_%s"),
        "rate": RateForm(request.POST if "rate" in request.POST else None, auto_id="id_rate_%s"),
        "review": AskReviewForm(request.POST if "review" in request.POST else None, auto_id="id_review_%s"),
    }
    if request.method == "POST":
        form = next((form for form in forms.values() if form.is_bound), None)
        if _done(request, row, form):
            return redirect("concerns:sealed", row.pk)
    return _page(request, row, matter, forms)


def _done(request: Request, row: Confidential, form: Form | None) -> bool:
    """Do what was sent; whether it was done."""

    def act(given: dict[str, Any]) -> str:
        if "write" in request.POST:
            confiding.write_as_sender(request.actor, row, given["text"])
            return _("It was sent.")
        if "file" in request.POST:
            confiding.add_sealed_file(request.actor, row, given["paper"].read())
            return _("The file is added.")
        if "rate" in request.POST:
            confiding.rate_sealed(request.actor, row, solved=given["solved"] == "yes", satisfied=given["satisfied"])
            return _("Thank you for rating.")
        confiding.review_sealed(request.actor, row, given["text"])
        return _("The review is asked for. Here you see how it goes on.")

    if form is not None:
        return attempt(form, act, lambda said: messages.success(request, said))
    if "withdraw" not in request.POST:
        return False  # a page of before, or a form without its button: nothing was asked for
    try:
        confiding.withdraw_sealed(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
    return True


def _page(request: Request, row: Confidential, matter: Matter, forms: dict[str, Form]) -> HttpResponse:
    concern, said = row.concern, said_of(row.concern)
    last, follows = _last(concern, matter), next_review(concern)
    can_review = follows is not None and follows.union is not None
    context = {
        "row": row,
        "concern": concern,
        "matter": matter,
        "state": phase_title(last),
        "union": last.union,
        "said": said,
        "facts": facts_of(concern, said),
        "names": [name for name, _known in names_of(concern)],
        "dates": dates_of_concern(concern),
        "answer": Answer.read(concern.answer.reveal()) if concern.answer and concern.opinion_on else None,
        "reason": given_reason(matter, "register") if matter.phase in TOLD_WHY else "",
        "lines": confiding.lines_of(row, matter),
        "papers": _papers(concern, matter),
        "follows": follows,
        "write": forms["write"],
        "files": [file.name.reveal() for file in attachments_of(matter, slot="")],
        "file": forms["file"] if confiding.may_add(matter) else None,
        "review": forms["review"] if can_review else None,
        "rate": forms["rate"] if not matter.is_open and row.rated_on is None else None,
        "withdraws": can_withdraw(matter, living_of(matter)),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "concerns/sealed/one.html", context, status=422 if wrong else 200)


def _matters(concern: Concern, matter: Matter) -> list[Matter]:
    """The concern's and those of its reviews."""
    reviews = concern.reviews.select_related("matter__union").order_by("stage")
    return [matter, *(review.matter for review in reviews if review.matter)]


def _last(concern: Concern, matter: Matter) -> Matter:
    return _matters(concern, matter)[-1]


def _papers(concern: Concern, matter: Matter) -> list[Any]:
    found = [papers_about(one).defer("data", "content", "seal_proof") for one in _matters(concern, matter)]
    return [paper for rows in found for paper in rows.filter(person=None) if paper.issued]


@never_cache
@require_safe
def paper(request: Request, key: UUID, paper_id: int) -> HttpResponse:
    """A paper that was issued on it, to read and print. Opening an opinion is receiving it."""
    row, matter = _own(request, key)
    for one in _matters(row.concern, matter):
        found = papers_about(one).filter(pk=paper_id, person=None).first()
        if found is not None and found.issued:
            break
    else:
        raise Http404
    try:
        words = context_of(found)
    except (Damaged, UnknownPaper):
        messages.error(request, _("This paper can't be shown. Ask your union for it."))
        return redirect("concerns:sealed", row.pk)
    if is_newest(found, one):
        if found.kind == OPINION.key:
            confiding.note_opinion_read(request.actor, row)
        if found.kind == REVIEWED.key:
            note_review_received(review_of(one))
    context = {**words, "paper": found, "row": row, "code": code_of(found)}
    return render(request, "concerns/sealed/paper.html", context)


@needs(HANDLE)
@sensitive_post_parameters()
@require_POST
def at_desk(request: Request, matter_id: int) -> HttpResponse:
    """Writes to who has the sealed name, or opens the name and shows it this once."""
    matter, living = load_matter(request, matter_id)
    concern = find_concern(matter) if matter.procedure in OURS else None
    row = confiding.sealed_of(concern) if concern else None
    if row is None:
        raise Http404
    if "open" not in request.POST:
        form = ToSealedForm(request.POST)
        return answer(request, matter.pk, "sealed_write", form, lambda given: _written(request, row, matter, given))
    opening = OpenForm(request.POST)
    if not attempt(opening, lambda given: _opened(request, row, matter, given), lambda said: None):
        request.bound_forms = {"sealed_open": opening}  # type: ignore[attr-defined]
        return matter_page(request, matter, living, status=422)
    return matter_page(request, matter, living)


def _written(request: Request, row: Confidential, matter: Matter, given: dict[str, Any]) -> str:
    confiding.write_to_sealed(request.actor, row, matter, given["text"])
    return _("It was sent.")


def _opened(request: Request, row: Confidential, matter: Matter, given: dict[str, Any]) -> str:
    request.opened_name = confiding.open_sealed(request.actor, row, matter, given["reason"])  # type: ignore[attr-defined]
    return ""
