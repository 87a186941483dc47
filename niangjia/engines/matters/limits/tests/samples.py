"""Time limits that only tests have, on the sample grant: its check by the mine's clerk is limited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.core.models import Task
from niangjia.engines.matters.limits.kinds import EXPERT, MATERIALS, LimitKind, register_limit
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.tests import samples as _samples

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from tests.harness.people import Cast

CHECK = register_limit(LimitKind("sample.check", "核对材料", "matters.task_wd", pauses=(MATERIALS,)))
HANDLE = register_limit(
    LimitKind(
        "sample.handle",
        "办结",
        "petition.handle_cd",
        extension="petition.handle_extension_cd",
        pauses=(MATERIALS, EXPERT),
    )
)
GRANT = _samples.GRANT.key


def grant(cast: Cast, key: str = "member", **variables: Any) -> Matter:
    """A grant that the mine's clerk opened for the member; its check waits."""
    _ = cast["clerk"], cast[key]
    given = {"units": [], **variables}
    return open_matter(cast.actor("clerk"), GRANT, union=cast.union("mine"), person=cast.person(key), variables=given)


def check_of(matter: Matter) -> Task:
    """Its first step."""
    return Task.objects.select_related("union", "matter").get(matter=matter, key="check")


def limit_of(matter: Matter) -> TimeLimit:
    """Its only limit."""
    return TimeLimit.objects.select_related("union", "matter", "task").get(matter=matter)
