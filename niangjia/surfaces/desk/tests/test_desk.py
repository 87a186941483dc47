from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from tests.harness.people import Cast

SYSTEM = "/desk/system/"


def test_the_system_administrator_sees_readings_and_may_try_a_job(cast: Cast) -> None:
    page = cast.client("system_admin").get(SYSTEM).text
    assert "PostgreSQL" in page
    assert reverse("jobs:start_trial") in page


def test_the_audit_administrator_sees_readings_but_starts_nothing(cast: Cast) -> None:
    page = cast.client("audit_admin").get(SYSTEM).text
    assert "PostgreSQL" in page
    assert reverse("jobs:start_trial") not in page
