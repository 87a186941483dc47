"""Terms overdue and ending, certificates that expire; delays that wait for the chair and for the union above."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.actions import correct_union
from niangjia.engines.people.unions.models import Level, State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .delaying import KEY, ask_delay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.demo.accounts import Opened

WHY = "the demo's terms and changes"
LIVING = (TaskState.OPEN, TaskState.CLAIMED)
REASON = "企业正在改制，人员变动较大"
# Own data of unions, in days from today.
STANDS: tuple[dict[str, int], ...] = (
    {"election_due": -40, "term_started": -1866},
    {"election_due": 25, "term_started": -1800},
    {"certificate_expires": 20},
)


def spare(most: int) -> list[Union]:
    """Base unions at work without a matter of ours, from the end of the tree: those at its beginning are in use."""
    taken = Matter.objects.filter(procedure__startswith="founding.").values("union")
    rows = Union.objects.filter(level=Level.BASE, state=State.ACTIVE, parent__isnull=False).exclude(pk__in=taken)
    return list(rows.order_by("-place")[:most])


def fill(accounts: Sequence[Opened]) -> None:
    """Called by the demo."""
    clerk = next((one for one in accounts if one.role == "clerk"), None)
    if clerk is None:
        return
    with override("zh-hans"), everywhere(PLATFORM, WHY):
        own = Union.objects.get(code=clerk.union)
        unions = [union for union in spare(8) if union.pk != own.pk]
        for union, days in zip(unions, STANDS, strict=False):
            _stands(union, days)
        _stands(own, {"election_due": 28, "term_started": -1797})
        _delay(own, signed=False)
        for union in unions[3:4]:
            _stands(union, {"election_due": 15, "term_started": -1810})
            _delay(union, signed=True)


def _stands(union: Union, days: dict[str, int]) -> None:
    values: dict[str, Any] = {name: today() + timedelta(days=count) for name, count in days.items()}
    if "certificate_expires" in values and not union.certificate:
        values["certificate"] = f"工法证字第{union.pk:06d}号"
    correct_union(PLATFORM, union, values)


def _delay(union: Union, *, signed: bool) -> None:
    union.refresh_from_db()
    if Matter.objects.filter(union=union, procedure=KEY).exists():
        return
    matter = ask_delay(PLATFORM, union, 3, REASON)
    if signed:
        step(matter, "submit", {"months": "3", "reason": REASON})


def step(matter: Matter, outcome: str, data: dict[str, Any] | None = None) -> None:
    """Do the step that waits, as the demo's people would."""
    complete_task(PLATFORM, Task.objects.get(matter=matter, state__in=LIVING), outcome, data=data or {})
