"""A merger under way, a certificate to be replaced, an officer who is proposed for election."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.reading import voters_on
from niangjia.services.founding.terms.demo import WHY, spare, step

from .kinds import Kind
from .legal import Asked, What, ask_legal
from .restructuring import Ground, Plan, ask_restructuring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.demo.accounts import Opened
    from niangjia.engines.people.models import Union


def fill(accounts: Sequence[Opened]) -> None:
    """Called by the demo."""
    if not any(one.role == "clerk" for one in accounts):
        return
    with override("zh-hans"), everywhere(PLATFORM, WHY):
        unions = spare(12)[6:]
        _merger(unions)
        certified = next((union for union in reversed(unions) if union.certificate), None)
        if certified is not None:
            matter = ask_legal(PLATFORM, certified, Asked(What.REPLACE, "证书遗失，已登报声明作废"))
            step(matter, "submit")


def _merger(unions: list[Union]) -> None:
    """Two of one parent: approved, and what the first leaves is being settled."""
    pair = next(
        ((one, two) for one in unions for two in unions if one != two and one.parent_id == two.parent_id), None
    )
    if pair is None:
        return
    met = today().replace(day=1)
    due = max(1, voters_on(pair[0], met))
    plan = Plan(Ground.DECIDED, "两单位合并重组", met.isoformat(), due=due, present=due, votes=due)
    matter = ask_restructuring(PLATFORM, Kind.MERGE, pair[0], pair[1], plan)
    step(matter, "submit")
    step(matter, "approve")
