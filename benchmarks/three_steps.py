"""The procedure that figures of matters are taken with: three steps, one gateway."""

from __future__ import annotations

from pathlib import Path

from niangjia.engines.matters.later.undoing import register_undoing, revoking_papers
from niangjia.engines.matters.procedures import Phase, Procedure, own, register_procedure
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

CHECK = register("bench:check", "measure")
give(CHECK, Role.CLERK, Role.OFFICER)
THREE_STEPS = register_procedure(
    Procedure(
        key="bench.three_steps",
        title="三步",
        files=(Path(__file__).parent / "three_steps.bpmn",),
        lanes={"clerk": own(CHECK)},
        states={"checking": Phase("核对中"), "deciding": Phase("审批中"), "telling": Phase("告知中")},
        outcomes={"pass": "通过", "drop": "终止"},
        enter=CHECK,
    )
)
register_undoing(THREE_STEPS.key, revoking_papers(redo={}))
