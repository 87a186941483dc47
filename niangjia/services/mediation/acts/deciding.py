"""What the platform does between the steps: papers, and the days that run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.rights import require_at
from niangjia.engines.rules.deadlines import LastDay
from niangjia.foundation.clock import today
from niangjia.services.mediation import journal_codes as codes
from niangjia.services.mediation.models import Category, Instalment
from niangjia.services.mediation.papers import ACCEPTED, AGREEMENT, APPLICATION, ENDED, REFUSED
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import dispute_of, limitation, open_sum, said_of, with_applicant

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.mediation.models import Dispute


def told_of(row: Dispute) -> dict[str, Any]:
    """Who it is about and what is asked for, as all papers say it; in Chinese. Of many all stand in a roll."""
    said = said_of(row)
    many = len(said.everybody)
    roll = [[str(at), name] for at, name in enumerate(said.everybody, start=1)] if many > 1 else []
    with override("zh-hans"):
        return {
            "name": f"{said.name}等{many}人" if many > 1 else said.name,
            "roll": roll,
            "speakers": "、".join(said.speakers),
            "employer": said.employer,
            "category": str(Category(row.category).label),
            "claim": said.claim,
            "applied": f"{row.applied:%Y年%m月%d日}",
        }


def accept_dispute(actor: Actor, matter: Matter) -> None:
    """Issue the notice that it is accepted, and the application as it was made. Raises Refused."""
    row = dispute_of(matter)
    _issue(actor, matter, APPLICATION.key, {**told_of(row), "facts": said_of(row).facts})
    paper = _issue(actor, matter, ACCEPTED.key, told_of(row))
    journal.record(actor, codes.ACCEPTED, matter, union=matter.union_id, data={"number": paper.number})


def refuse_dispute(actor: Actor, matter: Matter) -> None:
    """Issue the notice that it is not accepted, with the reason and the way to arbitration. Raises Refused."""
    row = dispute_of(matter)
    reason = given_reason(matter, "accept")
    paper = _issue(actor, matter, REFUSED.key, {**told_of(row), "reason": reason, "limit": limit_said(row)})
    journal.record(actor, codes.REFUSED, matter, union=matter.union_id, data={"number": paper.number})


def issue_agreement(actor: Actor, matter: Matter) -> None:
    """Issue the agreement for both sides to sign; the committee seals it (第十四条). Raises Refused."""
    row = dispute_of(matter)
    rows = [[str(at), f"{one.due:%Y年%m月%d日}", f"{one.amount:.2f}"] for at, one in _numbered(row)]
    data = {**told_of(row), "terms": row.terms.reveal() if row.terms else "", "rows": rows}
    paper = _issue(actor, matter, AGREEMENT.key, {**data, "sum": f"{row.agreed:.2f}" if row.agreed else ""})
    journal.record(actor, codes.AGREED, matter, union=matter.union_id, data={"number": paper.number})


def _numbered(row: Dispute) -> list[tuple[int, Instalment]]:
    return list(enumerate(Instalment.objects.filter(dispute=row).order_by("due", "pk"), start=1))


def end_mediation(actor: Actor, matter: Matter) -> None:
    """Issue the notice that no agreement was reached, or that it is not kept. Raises Refused."""
    row = dispute_of(matter)
    broken = row.agreed_on is not None
    data = {**told_of(row), "reason": given_reason(matter, "mediate", "perform"), "limit": limit_said(row)}
    order = broken and (row.category in (Category.WAGES, Category.MONEY) or open_sum(row) > 0)
    data |= {"broken": "是" if broken else "", "order": "是" if order else ""}
    paper = _issue(actor, matter, ENDED.key, data)
    journal.record(actor, codes.ENDED, matter, union=matter.union_id, data={"number": paper.number})


def limit_said(row: Dispute) -> str:
    """By when arbitration must be asked for, as papers say it."""
    with override("zh-hans"):
        found = limitation(row)
        if found is None:
            return ""
        if not isinstance(found, LastDay):
            return found.sentence
        if found.left(today()) < 0:
            return "申请仲裁的期限可能已经届满，请立即咨询工会或者律师，并可以申请仲裁（" + found.basis + "）。"
        return f"请在{found.safe:%Y年%m月%d日}前申请仲裁（{found.basis}）。"


def _issue(actor: Actor, matter: Matter, kind: str, data: dict[str, Any]) -> Paper:
    require_at(actor, MEDIATE, matter.union)
    with with_applicant(matter):
        return issue_about(actor, matter, kind, data)
