"""The public notices of a matter on its page at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.people.posts.holding import holds_at

from .forms import AnswerForm, DownForm, EnteredForm, PostingForm
from .hanging import lines_of
from .models import Objection, PublicNotice
from .objecting import hangs
from .permissions import HANG

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.foundation.access.request import Request


def notices_of(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Those that hang and hung, with objections; a button where the step that waits needs one."""
    if not request.actor.may(HANG, at=matter.union.place):
        return None
    rows = matter.public_notices.select_related("union", "matter__union").prefetch_related("postings", "objections")
    found = list(rows.order_by("-pk"))
    wanted = next((kind for task in living if (kind := node_of(matter, task).properties.get("notice"))), "")
    if not found and not wanted:
        return None
    hanging = any(one.state == PublicNotice.State.HANGING for one in found)
    hang = wanted and not hanging and holds_at(request.actor, HANG, matter.union)
    return {"notices": [_shown(request, one) for one in found], "hang": hang}


def _shown(request: Request, one: PublicNotice) -> dict[str, Any]:
    keeps = holds_at(request.actor, HANG, one.matter.union)  # as the verbs ask
    return {
        "row": one,
        "reason": gettext(one.reason),
        "lines": lines_of(one),
        "hangs": hangs(one),
        "objections": [_objection(request, objection, answers=keeps) for objection in one.objections.all()],
        "down": bound(request, f"down_{one.pk}", DownForm) if keeps and hangs(one) else None,
        "posting": bound(request, f"posting_{one.pk}", PostingForm) if keeps else None,
        "entered": bound(request, f"entered_{one.pk}", EnteredForm),
    }


def _objection(request: Request, one: Objection, *, answers: bool) -> dict[str, Any]:
    waits = answers and one.state == Objection.State.OPEN
    form = bound(request, f"answer_{one.pk}", AnswerForm) if waits else None
    answer = one.answer.reveal() if one.answer is not None else ""
    return {"row": one, "text": one.text.reveal(), "answer": answer, "form": form}
