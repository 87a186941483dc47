"""A concern on the pages of its matter: what was said, the dates of law, the answer and how to have it reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.rights import may_act
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.posts.holding import holds_at

from .acts.anonymous import is_past
from .acts.passing import goes_to, may_pass, sent_back_until
from .acts.reviewing import next_review
from .choices import DISPUTES, Choice
from .dates import dates_of_concern
from .forms import AskReviewForm, SinceForm
from .models import Concern, Review
from .more_forms import PassForm
from .permissions import ANONYMOUS as MAY
from .reading import ANONYMOUS, OURS, REVIEW, find_concern, said_of
from .said import Answer, Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


def at_desk(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For staff: nothing on pages of other services' matters."""
    concern = find_concern(matter) if matter.procedure in OURS else None
    if concern is None:
        return None
    nameless = concern.choice == Choice.ANONYMOUS
    if is_past(request.actor, matter.bypassed) or (nameless and not reads(request.actor, matter, living)):
        return {"hidden": True, "nameless": nameless}
    passes = goes_to() if may_pass(request.actor, matter) else {}
    more = {"dialogue": matter.procedure == ANONYMOUS, "back": sent_back_until(matter)}
    return {**_told(matter, concern), "passes": passes.items(), "pass_form": bound(request, "pass", PassForm), **more}


def reads(actor: Actor, matter: Matter, living: Sequence[Task]) -> bool:
    """Whether the actor reads what came without a name: who handles it right there, or has a step of it.

    Not who works for the employer past whose union it went, wherever the post is.
    """
    if is_past(actor, matter.bypassed):
        return False
    return holds_at(actor, MAY, matter.union) or any(may_act(actor, task, matter) for task in living)


def own_concern(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For the worker: the same, papers to print, and what can be done about the answer."""
    concern = find_concern(matter) if matter.procedure in OURS else None
    if concern is None:
        return None
    papers = papers_about(matter).defer("data", "content", "seal_proof").filter(person=matter.person_id)
    follows = next_review(concern)
    asks = bool(follows and _last_matter(concern) == matter.pk)
    return {
        **_told(matter, concern),
        "papers": [paper for paper in papers if paper.issued],
        "follows": follows if asks else None,
        "form": AskReviewForm() if asks and follows and follows.union else None,
        "since": SinceForm() if _lacks_day(concern, matter) else None,
        "asked_again": concern.asked_again and concern.holds is None and matter.pk == concern.matter_id,
    }


def _lacks_day(concern: Concern, matter: Matter) -> bool:
    return concern.since is None and concern.category in DISPUTES and matter.pk == concern.matter_id


def _last_matter(concern: Concern) -> int | None:
    last = concern.reviews.order_by("-stage").first()
    return last.matter_id if last else concern.matter_id


def _told(matter: Matter, concern: Concern) -> dict[str, Any]:
    said = said_of(concern)
    review = Review.objects.filter(matter=matter.pk).first() if matter.procedure == REVIEW else None
    row = review or concern
    return {
        "concern": concern,
        "said": said,
        "why": Said.read(review.said.reveal()).text if review else "",
        "facts": facts_of(concern, said),
        "dates": dates_of_concern(concern),
        "answer": Answer.read(row.answer.reveal()) if row.answer and row.opinion_on else None,
    }


def facts_of(concern: Concern, said: Said) -> list[tuple[str, str]]:
    """What is known of it beside its words, by label."""
    employer = concern.employer.name if concern.employer else said.employer
    facts = [
        (_("Its kind"), str(concern.get_kind_display())),
        (_("About"), str(concern.get_category_display())),
        (_("Where it came from"), str(concern.get_way_display())),
        (_("Employer"), employer),
        (_("Where"), said.place),
        (_("Since when"), date_format(concern.since, "DATE_FORMAT") if concern.since else ""),
        (_("How many"), str(concern.people) if concern.people > 1 else ""),
        (_("Who speaks for all"), said.speakers),
        (_("Brought by"), said.name),
        (_("Telephone"), said.phone),
        (_("Brought on"), date_format(concern.made, "DATE_FORMAT")),
        (_("Number elsewhere"), concern.elsewhere),
        (_("Outcome of it"), str(concern.get_result_display()) if concern.result else ""),
        (_("After some time"), _holds(concern)),
        (_("Money recovered"), f"{concern.recovered:,.2f}" if concern.recovered else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _holds(concern: Concern) -> str:
    """What the worker said when asked again."""
    if concern.holds is None:
        return ""
    return _("the solution holds") if concern.holds else _("the solution does not hold")
