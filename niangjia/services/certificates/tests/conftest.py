from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.services.certificates.procedure import CERTIFICATE

if TYPE_CHECKING:
    from tests.harness.people import Cast

LIVING = (TaskState.OPEN, TaskState.CLAIMED)


def asked(cast: Cast, purpose: str = "benefits") -> Matter:
    """The member asks on the page where one begins."""
    _ = cast["clerk"]
    answer = cast.client("member").post("/certificates/", {"purpose": purpose})
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.filter(procedure=CERTIFICATE.key).latest("pk")


def task_of(matter: Matter) -> Task:
    """Its only step that waits."""
    return Task.objects.get(matter=matter, state__in=LIVING)


def url(task: Task, act: str = "completion") -> str:
    return f"/desk/matters/tasks/{task.pk}/{act}/"


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return asked(cast)
