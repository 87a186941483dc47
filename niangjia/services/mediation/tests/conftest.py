from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.foundation.clock import today
from niangjia.services.mediation.models import Dispute
from niangjia.services.mediation.reading import PROCEDURE

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.harness.people import Cast

LIVING = (TaskState.OPEN, TaskState.CLAIMED)
KNEW = today() - timedelta(days=100)
ASKED = {
    "category": "wages",
    "employer": "石河煤业有限公司",
    "claim": "支付拖欠的三个月工资",
    "facts": "九月起没有发工资",
    "amount": "18000",
    "knew": KNEW.isoformat(),
    "left": (KNEW + timedelta(days=10)).isoformat(),
}


def applied(cast: Cast, who: str = "worker") -> Matter:
    """Somebody applies on the phone."""
    _ = cast["clerk"]
    answer = cast.client(who).post("/mediation/", ASKED)
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.filter(procedure=PROCEDURE).latest("pk")


def task_of(matter: Matter) -> Task:
    """Its only step that waits."""
    return Task.objects.get(matter=matter, state__in=LIVING)


def done(client: Client, matter: Matter, **typed: str) -> HttpResponse:
    """Do the step that waits."""
    return client.post(f"/desk/matters/tasks/{task_of(matter).pk}/completion/", typed)  # type: ignore[return-value]


def mediating(cast: Cast) -> Matter:
    """A dispute that was accepted."""
    matter = applied(cast)
    assert done(cast.client("clerk"), matter, outcome="accept", agrees="on").status_code == 302
    matter.refresh_from_db()
    return matter


def agreed(cast: Cast, *lines: str) -> Matter:
    """A dispute that both sides agreed on, with payments."""
    matter = mediating(cast)
    typed = {"outcome": "agree", "terms": "分期支付拖欠工资", "payments": "\n".join(lines)}
    answer = done(cast.client("clerk"), matter, **typed)
    assert answer.status_code == 302, answer.content.decode()
    matter.refresh_from_db()
    return matter


def row_of(matter: Matter) -> Dispute:
    return Dispute.objects.get(matter=matter)


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return applied(cast)
