"""What undoing means for the procedures that only tests have; and one that a union above decides, by a letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.later.undoing import Undoing, register_undoing, revoking_papers
from niangjia.engines.matters.meetings.tests import samples
from niangjia.engines.matters.meetings.tests.samples import AID
from niangjia.engines.matters.procedures import Phase, Procedure, at, own, register_action, register_procedure
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.tests.samples import CHECK, DECIDE, GRANT, LETTER
from niangjia.engines.people.unions.models import Level

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from niangjia.engines.matters.later.models import Correction
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

taken_back: list[int] = []


def _effects(matter: Matter, correction: Correction) -> list[str]:
    if matter.number.endswith("9999"):
        raise NotPossible("款项已经发放，先追回。")
    return ["慰问金支付记录作废"] if correction.before == "approve" else []


def _take_back(actor: Actor, matter: Matter, correction: Correction) -> None:
    taken_back.append(matter.pk)


def _pay(actor: Actor, matter: Matter, correction: Correction) -> None:
    samples.pay(actor, matter)


register_undoing(AID, Undoing(_effects, _take_back, redo={"decide/approve": _pay}))

for key in (GRANT.key, LETTER.key):
    register_undoing(key, Undoing(_effects, _take_back))


def _honour(actor: Actor, matter: Matter) -> None:
    """The letter of the union that has the matter, decided above it."""
    data = {"title": "关于授予荣誉的决定", "to": "各分会", "body": ["授予王小梅试办荣誉。"], "contact": ""}
    issue_about(actor, matter, "papers.letter", data)


def _honour_later(actor: Actor, matter: Matter, correction: Correction) -> None:
    _honour(actor, matter)


register_action("sample.honour", _honour)
HONOUR = register_procedure(
    Procedure(
        key="sample.honour",
        title="试办荣誉",
        files=(Path(__file__).parent / "procedures" / "upper.bpmn",),
        lanes={"city": at(Level.CITY, DECIDE, "审批机关")},
        states={"deciding": Phase("审批中"), "honoured": Phase("已授予"), "refused": Phase("不予授予")},
        outcomes={"approve": "批准", "refuse": "不批准"},
        papers=("papers.letter",),
        enter=CHECK,
    )
).key
register_undoing(HONOUR, revoking_papers(redo={"decide/approve": _honour_later}))


BESIDE = register_procedure(
    Procedure(
        key="sample.beside",
        title="试办会办",
        files=(Path(__file__).parent / "procedures" / "beside.bpmn",),
        lanes={"clerk": own(CHECK, "经办人")},
        states={"asking": Phase("会办中"), "ended": Phase("已办结")},
        outcomes={
            "agree": "同意", "object": "不同意", "told": "已说明", "seen": "属实", "missing": "不属实",
            "grant": "批准", "refuse": "不批准", "again": "重办",
        },
        enter=CHECK,
    )
).key  # fmt: skip
register_undoing(BESIDE, Undoing(_effects, _take_back))


def beside(cast: Cast) -> Matter:
    """Two steps run beside each other, then it is decided; all is done."""
    _ = cast["clerk"], cast["chair"]
    matter = open_matter(cast.actor("clerk"), BESIDE, union=cast.union("mine"), person=cast.person("member"))
    for key, outcome in (("ask", "agree"), ("look", "seen"), ("decide", "grant")):
        complete_task(cast.actor("clerk"), samples.step_of(matter, key), outcome)
    return matter


def honour(cast: Cast) -> Matter:
    """A member of the mine is to be honoured; the city's federation decides."""
    _ = cast["clerk"], cast["chair"], cast["upper_officer"]
    return open_matter(cast.actor("clerk"), HONOUR, union=cast.union("mine"), person=cast.person("member"))
