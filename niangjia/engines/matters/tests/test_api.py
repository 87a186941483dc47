from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from niangjia.engines.matters.acts.tasks import tick_checklist
from niangjia.engines.people.posts.handover import handover
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM

from .conftest import Office, fresh, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


class Program:
    """Asks with the token of one of the cast."""

    def __init__(self, cast: Cast, key: str) -> None:
        token = create_token(PLATFORM, cast[key], days=1)
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/matters{path}")

    def post(self, path: str, data: dict[str, Any]) -> Any:
        return self.client.post(f"/api/v1/matters{path}", data, content_type="application/json")


def test_a_program_lists_does_and_is_told_why_not(cast: Cast, office: Office) -> None:
    matter = office.grant()
    task, clerk = task_of(matter, "check"), Program(cast, "clerk")
    assert [one["id"] for one in clerk.get("/tasks").json()] == [task.pk]
    assert clerk.get("/tasks?view=none").status_code == 404
    assert clerk.post(f"/tasks/{task.pk}/claim", {}).json()["claimed_by"] == cast["clerk"].pk
    refused = clerk.post(f"/tasks/{task.pk}/completion", {"outcome": "pass"})
    assert refused.status_code == 409
    with office.by("clerk") as actor:
        tick_checklist(actor, task, {0, 1})
    done = clerk.post(f"/tasks/{task.pk}/completion", {"outcome": "pass", "data": {"amount": 700}})
    assert done.json()["phase"] == "visiting"
    assert fresh(matter).variables["amount"] == 700
    again = Program(cast, "chair").post(f"/tasks/{task.pk}/completion", {"outcome": "pass"})
    assert again.status_code == 409
    assert "刘芳" in again.json()["detail"]


def test_a_program_sends_back_with_a_reason(cast: Cast, office: Office) -> None:
    matter, clerk = office.grant(), Program(cast, "clerk")
    task = task_of(matter, "check")
    url = f"/tasks/{task.pk}/sending-back"
    assert clerk.post(url, {"way": "to_applicant", "reason": ""}).status_code == 409
    assert clerk.post(url, {"way": "to_applicant", "reason": "缺"}).json()["phase"] == "correcting"


def test_a_letter_past_the_union_is_not_there_for_its_programs(cast: Cast, office: Office) -> None:
    matter = office.letter()
    assert Program(cast, "clerk").get(f"/{matter.pk}").status_code == 404
    assert Program(cast, "clerk").get("/tasks?view=all").json() == []
    assert Program(cast, "upper_officer").get(f"/{matter.pk}").status_code == 200


def test_open_tasks_stand_on_the_hand_over_list(cast: Cast, office: Office) -> None:
    office.grant()
    with office.by("clerk"):
        listed = {one.key: one.count for one in handover(cast.post("clerk"))}
    assert listed["matters.waiting"] == 1
