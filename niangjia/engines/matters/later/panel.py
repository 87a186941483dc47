"""What was entered from paper, what was corrected, and the forms for both, on a matter's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.matters.core.models import Task
from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.rights import may_enter
from niangjia.engines.matters.titles import outcome_title, step_title
from niangjia.engines.people.posts.holding import holds_at

from .forms import CorrectionForm, PaperForm
from .models import Correction
from .permissions import CORRECT, ENTER
from .standing import standing_steps

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from niangjia.foundation.access.request import Request


@dataclass(frozen=True)
class Shown:
    """A correction as the panel shows it."""

    row: Correction
    step: str
    what: str
    reason: str
    told: str
    may_decide: bool


def later_of(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """What was entered and corrected, for staff; none of it and nothing to do leaves the panel out."""
    entries = list(matter.entries.select_related("task", "account"))
    corrections = [
        _shown(request, matter, one) for one in matter.corrections.select_related("task__union").order_by("-pk")
    ]
    papers = [
        (task, step_title(matter, task.key), _paper(request, task))
        for task in living
        if _enters(request, matter, task)
    ]
    form = _form(request, matter, corrections)
    if not (entries or corrections or papers or form):
        return None
    return {"entries": entries, "corrections": corrections, "papers": papers, "form": form}


def _paper(request: Request, task: Task) -> PaperForm:
    return bound(request, f"paper_{task.pk}", lambda: PaperForm(task))


def _enters(request: Request, matter: Matter, task: Task) -> bool:
    return request.actor.may(ENTER, at=task.union.place) and may_enter(request.actor, task, matter)


def _shown(request: Request, matter: Matter, one: Correction) -> Shown:
    what = outcome_title(matter.procedure, one.after) if one.after else _("revoked")
    asked_by_me = one.asked_by_id is not None and one.asked_by_id == request.actor.account_id
    waits = one.state == Correction.State.ASKED
    may = waits and not asked_by_me and holds_at(request.actor, CORRECT, one.task.union)
    told = one.told.reveal() if one.told is not None else ""
    return Shown(one, step_title(matter, one.task.key), what, one.reason.reveal(), told, may)


def _form(request: Request, matter: Matter, corrections: list[Shown]) -> CorrectionForm | None:
    waits = any(one.row.state == Correction.State.ASKED for one in corrections)
    if matter.is_open or waits or not request.actor.may(ENTER, at=matter.union.place):
        return None
    revoked = any(one.row.state == one.row.State.APPROVED and not one.row.after for one in corrections)
    done = [] if revoked else standing_steps(matter)[::-1]
    return bound(request, "correction", lambda: CorrectionForm(done)) if done else None
