"""Meetings and time limits for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.tests.test_api import Program
from niangjia.foundation.clock import today

from .samples import aid

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")


def test_a_meeting_is_prepared_kept_and_confirmed(cast: Cast) -> None:
    aid(cast)
    _ = cast["other_clerk"]
    clerk, union = Program(cast, "clerk"), cast.union("mine")
    wanted = {"union": union.pk, "body": "committee", "held": str(today())}
    assert clerk.post("/meetings", {**wanted, "body": "none"}).status_code == 409
    assert clerk.post("/meetings", {**wanted, "held": "x"}).status_code == 422
    made = clerk.post("/meetings", wanted).json()
    url, item = f"/meetings/{made['id']}", made["items"][0]["id"]
    came = [one["id"] for one in made["members"]]
    assert [one["id"] for one in clerk.get("/meetings").json()["items"]] == [made["id"]]
    assert clerk.get(f"/meetings?union={union.pk}&after={made['id']}").json() == {"items": [], "next": None}
    vote = {"outcome": "approve", "votes_for": len(came)}
    too_many = clerk.post(f"{url}/sheet", {"came": came, "votes": {item: {**vote, "votes_against": 1}}})
    assert too_many.status_code == 409
    assert clerk.get(url).json()["members"][0]["came"] is None  # all or nothing
    kept = clerk.post(f"{url}/sheet", {"came": came, "votes": {item: vote}}).json()
    assert kept["items"][0]["votes_for"] == len(came)
    assert clerk.post(f"{url}/minutes", {}).status_code == 403
    done = Program(cast, "chair").post(f"{url}/minutes", {}).json()
    assert (done["state"], bool(done["number"]), bool(done["paper"])) == (2, True, True)
    assert Program(cast, "other_clerk").get(url).status_code == 404
    assert Program(cast, "other_clerk").get("/meetings").json()["items"] == []


def test_limits_are_listed_paused_and_made_longer(cast: Cast) -> None:
    limit = start_limit(HANDLE, aid(cast))
    _ = cast["other_clerk"], cast["upper_officer"]
    clerk, url = Program(cast, "clerk"), f"/limits/{limit.pk}"
    assert [one["id"] for one in clerk.get("/limits").json()["items"]] == [limit.pk]
    assert clerk.get("/limits?late=true").json()["items"] == []
    assert Program(cast, "other_clerk").get("/limits").json()["items"] == []
    assert clerk.post(f"{url}/pause", {"reason": "tired"}).status_code == 409
    assert clerk.post(f"{url}/pause", {"reason": "materials"}).json()["due"] is None
    assert clerk.post(f"{url}/resumption", {}).json()["due"] is not None
    assert clerk.post(f"{url}/extensions", {"days": 5000, "reason": "难"}).status_code == 422
    asked = clerk.post(f"{url}/extensions", {"days": 5, "reason": "案情复杂"}).json()
    decided = f"/extensions/{asked['id']}/decision"
    assert Program(cast, "chair").post(decided, {"approve": True}).json()["extended"] == 5
    assert Program(cast, "chair").post(decided, {"approve": False}).status_code == 409
    TimeLimit.objects.update(due=today() - timedelta(days=3))
    late = Program(cast, "upper_officer").get("/limits?late=true").json()["items"]
    assert [one["id"] for one in late] == [limit.pk]
