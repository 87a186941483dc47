"""What the procedure does: written notices within fifteen days, the written opinion or reply with its remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.matters.recusing.finding import holders
from niangjia.engines.matters.rights import require_at
from niangjia.foundation.clock import today
from niangjia.services.concerns.choices import Kind
from niangjia.services.concerns.journal_codes import ANSWERED, RECEIVED, TOLD
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.papers import NOTICE, OPINION
from niangjia.services.concerns.permissions import ANONYMOUS as MAY_READ
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import ANONYMOUS, concern_of, said_of
from niangjia.services.concerns.said import Answer

from .part import had_part, without_own

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

REMEDY = (
    "如不服本处理意见，可以自收到本意见书之日起三十日内，向{upper}请求复查（信访工作条例第三十五条）。"
    "本意见不影响你依法申请调解、仲裁或者提起诉讼。"
)
UNSAID = "（未署名的反映内容不载入本文书，凭回执查阅。）"  # papers are kept for good, such words are not
PLAIN_REMEDY = "如对本答复不满意，可以再次反映，也可以直接向{upper}反映。"


def said_day(day: date) -> str:
    """A day as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def addressee(matter: Matter, concern: Concern) -> str:
    """Whom papers are sent to; without a name, whoever has the receipt."""
    return matter.person.name if matter.person else said_of(concern).name or "回执持有人"


def code_of(matter: Matter) -> str:
    """By which right it is handled."""
    return MAY_READ if matter.procedure == ANONYMOUS else HANDLE


def accept_concern(actor: Actor, matter: Matter) -> None:
    """Tell in writing that it is accepted. Raises Refused."""
    _tell(actor, matter, "accept")


def guide_concern(actor: Actor, matter: Matter) -> None:
    """Tell in writing which lawful channel it belongs to. Raises Refused."""
    _tell(actor, matter, "guide")


def decline_concern(actor: Actor, matter: Matter) -> None:
    """Tell in writing that it is not this union's business. Raises Refused."""
    _tell(actor, matter, "not_ours")


def pass_to_discipline(actor: Actor, matter: Matter) -> None:
    """Tell in writing that it went to the discipline body. Raises Refused."""
    _tell(actor, matter, "discipline")


def refuse_elsewhere(actor: Actor, matter: Matter) -> None:
    """Tell in writing that the same matter is in hand elsewhere (信访工作条例 第十九条). Raises Refused."""
    _tell(actor, matter, "elsewhere")


def _tell(actor: Actor, matter: Matter, what: str) -> None:
    require_at(actor, code_of(matter), matter.union)
    concern = concern_of(matter)
    data = {
        "name": addressee(matter, concern),
        "matter": matter.number,
        "what": what,
        "made": said_day(concern.made),
        "reason": given_reason(matter, "register") if what in ("guide", "not_ours", "elsewhere") else "",
    }
    issue_about(actor, matter, NOTICE.key, data)
    journal.record(actor, TOLD, matter, union=matter.union_id, data={"what": what})


def issue_opinion(actor: Actor, matter: Matter) -> Mapping[str, Any]:
    """Issue the written opinion, of questions and suggestions the reply; says who checks it. Raises Refused."""
    require_at(actor, code_of(matter), matter.union)
    concern = concern_of(matter)
    issue_about(actor, matter, OPINION.key, _opinion_data(matter, concern))
    concern.opinion_on, concern.received_on = today(), None  # the days for a review run anew with each opinion
    concern.handled_by_id, concern.rounds = actor.account_id, concern.rounds + 1
    concern.save(update_fields=["opinion_on", "received_on", "handled_by", "rounds"])
    journal.record(actor, ANSWERED, matter, union=matter.union_id)
    return {"checkers": [_checked_at(actor, matter, concern)]}


def _opinion_data(matter: Matter, concern: Concern) -> dict[str, Any]:
    said, answer = said_of(concern), Answer.read(concern.answer.reveal())
    petition = concern.kind == Kind.CLAIM
    upper = matter.union.parent.name if matter.union.parent else "上级工会"
    return {
        "title": "信访事项处理意见书" if petition else "答复意见书",
        "name": addressee(matter, concern),
        "matter": matter.number,
        "wants": UNSAID if matter.procedure == ANONYMOUS else said.wants or said.text,
        "facts": answer.facts.splitlines(),
        "opinion": answer.opinion.splitlines(),
        "basis": answer.basis,
        "remedy": (REMEDY if petition else PLAIN_REMEDY).format(upper=upper),
    }


def _checked_at(actor: Actor, matter: Matter, concern: Concern) -> int:
    """Where somebody else calls back: here, or in the first union above where somebody may who had no part in it,
    does not keep out, and whose own it is not.
    """
    part = had_part(concern) | ({actor.person_id} if actor.person_id else set())
    union: Union | None = matter.union
    while union is not None:
        if without_own(matter, concern, without_barred(matter, holders(union, code_of(matter)) - part)):
            return union.pk
        union = union.parent
    return matter.union.parent_id or matter.union_id


def note_received(actor: Actor, concern: Concern) -> None:
    """The worker has the written opinion, from today on. Again does nothing."""
    rows = Concern.objects.filter(pk=concern.pk, received_on=None, opinion_on__isnull=False)
    if rows.update(received_on=today()) and concern.matter:
        journal.record(actor, RECEIVED, concern.matter, union=concern.matter.union_id)
