"""A dispute on its matter's page: what is claimed, by when arbitration, sessions, recusals, money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.papers.permissions import SEE
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.rules.deadlines import LastDay
from niangjia.foundation.clock import now, today

from .acts.employer import sent_to_employer
from .acts.recusing import others_of
from .models import Dispute, Recusal
from .pages.fields import PaidForm, PlanForm, ReceivedForm, RecordForm, WhyForm
from .permissions import MEDIATE
from .reading import PROCEDURE, committee_of, limitation, said_of
from .said import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.engines.papers.models import Paper
    from niangjia.foundation.access.request import Request

    from .models import Instalment, Session


def desk_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For the committee; nothing on pages of other services' matters."""
    row = _row(matter)
    if row is None:
        return None
    acts = holds_at(request.actor, MEDIATE, matter.union)
    mediating = acts and matter.phase == "mediating"
    return {
        **_shared(row),
        "facts": _facts(row),
        "sent": _sent(request, matter, acts=acts),
        "asks": acts and matter.phase == "accepting",
        "sessions": [_session(request, one, acts=mediating) for one in row.sessions.order_by("held")],
        "plan": bound(request, "plan", PlanForm) if mediating else None,
        "money": [_instalment(request, one, acts=acts and matter.phase == "performing") for one in _money(row)],
        "recusals": _recusals(request, row, matter),
        "out": bound(request, "out", WhyForm) if acts and matter.is_open else None,
        "acts": acts,
    }


def own_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For the worker."""
    row = _row(matter)
    if row is None:
        return None
    sessions = list(row.sessions.filter(off=None).order_by("held"))
    money = [{"row": one} for one in _money(row)]
    papers = papers_about(matter).defer("data", "content", "seal_proof").filter(person=matter.person_id, revoked=None)
    return {
        **_shared(row),
        "papers": [paper for paper in papers.order_by("pk") if paper.issued and matter.person_id],
        "sessions": [{"row": one} for one in sessions],
        "money": money,
        "asks": matter.is_open,
    }


def _row(matter: Matter) -> Dispute | None:
    if matter.procedure != PROCEDURE:
        return None
    return Dispute.objects.select_related("origin").filter(matter=matter.pk).first()


def _shared(row: Dispute) -> dict[str, Any]:
    limit = limitation(row)
    last = limit if isinstance(limit, LastDay) else None
    near, over = last is not None and last.left(today()) <= 30, last is not None and last.over(today())
    return {"row": row, "limit": limit, "last": last, "near": near, "over": over, "today": today()}


def _money(row: Dispute) -> list[Instalment]:
    return list(row.instalments.order_by("due", "pk").prefetch_related("payments"))


def _sent(request: Request, matter: Matter, *, acts: bool) -> list[dict[str, Any]]:
    """What the employer gets, and who of it has received what; for who may see the union's papers."""
    if not request.actor.may(SEE, at=matter.union.place):
        return []
    found = []
    for paper in sent_to_employer(matter):
        received = [
            (one.received_by.reveal(), one.received)
            for one in paper.deliveries.all()
            if one.received and one.received_by
        ]
        form = acts and not received and paper.issued
        found.append({"row": paper, "received": received, "form": _received(request, paper) if form else None})
    return found


def _received(request: Request, paper: Paper) -> ReceivedForm:
    fresh = {"day": today()}
    return bound(request, f"sent_{paper.pk}", lambda: ReceivedForm(initial=fresh, auto_id=f"id_d{paper.pk}_%s"))


def _recusals(request: Request, row: Dispute, matter: Matter) -> list[dict[str, Any]]:
    """Each with its sentence; whoever may decide on it gets the buttons."""
    found = list(row.recusals.order_by("pk"))
    names = committee_of(matter.union) if found else {}
    acts = holds_at(request.actor, MEDIATE, matter.union)
    shown = []
    for one in found:
        waits = one.state == Recusal.State.ASKED and one.person_id != request.actor.person_id and matter.is_open
        name = names.get(one.person_id, _("no post there any more"))
        decides = waits and (acts or not others_of(matter, one))
        shown.append({"row": one, "name": name, "why": one.why.reveal(), "decides": decides})
    return shown


def _facts(row: Dispute) -> list[tuple[str, str]]:
    said = said_of(row)
    facts = [
        (_("Applicant"), said.name),
        (_("All who apply"), "、".join(said.everybody) if said.others else ""),
        (_("Who speaks for all"), "、".join(said.speakers)),
        (_("Employer"), said.employer),
        (_("Kind of dispute"), str(row.get_category_display())),
        (_("Yuan claimed"), f"{row.amount:,.2f}" if row.amount else ""),
        (_("How it came"), str(row.get_way_display())),
        (_("What is asked for"), said.claim),
        (_("Facts"), said.facts),
        (_("What was agreed"), row.terms.reveal() if row.terms else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _session(request: Request, one: Session, *, acts: bool) -> dict[str, Any]:
    waits = acts and one.recorded is None and one.off is None and one.held <= now()
    return {
        "row": one,
        "to_come": acts and one.recorded is None and one.off is None and one.held > now(),
        "record": Record.read(one.record.reveal()) if one.record else None,
        "form": bound(request, f"record_{one.pk}", lambda: RecordForm(auto_id=f"id_r{one.pk}_%s")) if waits else None,
    }


def _instalment(request: Request, one: Instalment, *, acts: bool) -> dict[str, Any]:
    waits = acts and one.paid < one.amount
    fresh = {"paid": one.amount - one.paid, "day": today()}
    form = bound(request, f"paid_{one.pk}", lambda: PaidForm(initial=fresh, auto_id=f"id_p{one.pk}_%s"))
    late = one.paid < one.amount and one.due < today()
    return {"row": one, "form": form if waits else None, "late": late, "payments": one.payments.all(), "acts": acts}
