"""A small service of the tests' own: a grant that is checked, heard, decided, and letters that go past the union."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    Right,
    applicant,
    at,
    each,
    own,
    register_action,
    register_form,
    register_procedure,
)
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.registry import register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

FOLDER = Path(__file__).parent / "procedures"
CHECK = register("sample:check", "检查试办申请")
DECIDE = register("sample:decide", "审批试办申请")
give(CHECK, Role.CLERK, Role.CHAIR, Role.OFFICER)
give(DECIDE, Role.OFFICER)

issued: list[int] = []


def issue(actor: Actor, matter: Matter) -> Mapping[str, Any]:
    """What a service would do: here, it remembers."""
    issued.append(matter.pk)
    return {"paid": True}


class CheckForm(TaskForm):
    """How much is asked for, and whose opinion is wanted."""

    amount = forms.IntegerField(label="金额（元）", min_value=1, max_value=5000, required=False)


register_action("sample.issue", issue)
register_form("sample.check", CheckForm)

GRANT = register_procedure(
    Procedure(
        key="sample.grant",
        title="试办补助",
        files=(FOLDER / "grant.bpmn",),
        lanes={
            "applicant": applicant(),
            "clerk": own(CHECK, "经办人"),
            "units": each(CHECK, "会办单位"),
            "county": at(Level.CITY, DECIDE, "审批机关"),
        },
        states={
            "checking": Phase("核对中", {Right.OUTSIDE: ("clerk",)}),
            "correcting": Phase("待补正"),
            "hearing": Phase("会办中"),
            "visiting": Phase("走访中"),
            "deciding": Phase("审批中", {Right.INSIDE: ("county",)}),
            "granted": Phase("已发放"),
            "refused": Phase("不予补助"),
            "dropped": Phase("已终止"),
        },
        outcomes={
            "pass": "通过", "drop": "终止", "to_applicant": "退回申请人", "handed_in": "已补正", "agree": "同意",
            "object": "不同意", "seen": "已走访", "told": "已告知", "approve": "批准", "refuse": "不批准",
            "to_clerk": "退回经办人",
        },
        variables={"units": list, "amount": int, "paid": bool},
        checklists={"papers": ("申请表已签名", "困难证明在有效期内")},
        papers=("sample.decision",),
        limits=("sample.check",),
        enter=CHECK,
    )
)  # fmt: skip
LETTER = register_procedure(
    Procedure(
        key="sample.letter",
        title="试办来信",
        files=(FOLDER / "letter.bpmn", FOLDER / "answer.bpmn"),
        lanes={"county": own(DECIDE, "上级工会")},
        states={"reading": Phase("阅信"), "answering": Phase("答复中"), "finished": Phase("已办结")},
        outcomes={
            "answer": "答复", "close": "办结", "drafted": "已拟稿", "approved": "核准", "redraft": "重拟",
        },
        sensitive=True,
        above_only=True,
    )
)  # fmt: skip
