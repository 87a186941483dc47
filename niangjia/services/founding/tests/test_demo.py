"""The demo's unions stand in each phase, by the verbs that people use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.demo.accounts import Opened
from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.actions import Draft, found_union
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.founding.setting_up.demo import fill
from niangjia.services.founding.setting_up.models import LegalPerson

from .conftest import ORGANISER, on, peopled

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def test_one_union_in_each_phase_and_the_api_tells_days_and_no_names(county: Cast) -> None:
    _ = county["upper_officer"]
    with on(date(2020, 1, 1)):
        for at in range(3):
            draft = Draft(code=f"11011{at}", name=f"石河{at}厂工会", level=Level.BASE, kind=Kind.INDEPENDENT)
            peopled(found_union(PLATFORM, Union.objects.get(code="1101"), draft), 40, first=100 * at)
    fill([Opened("clerk", "clerk", "", "110101"), Opened("organiser", ORGANISER, "", "1101")])
    phases = sorted(Matter.objects.filter(procedure__startswith="founding.").values_list("procedure", "phase"))
    assert phases == [
        ("founding.certificate", "done"),
        ("founding.election", "asked"),
        ("founding.election", "elected"),
        ("founding.election", "electing"),
        ("founding.election", "naming"),
        ("founding.setting_up", "checking"),
        ("founding.setting_up", "preparing"),
    ]
    assert LegalPerson.objects.get().expires == Union.objects.get(certificate__startswith="工法").election_due
    _lists_cost_a_fixed_number_of_queries(county)
    _api(county)


def _lists_cost_a_fixed_number_of_queries(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, county = cast.client(ORGANISER), cast.union("county")
    with CaptureQueriesContext(connection) as found:
        page = client.get(f"/founding/desk/?union={county.pk}")
    assert page.status_code == 200 and "青山机械加工厂" in page.content.decode()
    assert len(found) <= 24, len(found)


def _api(cast: Cast) -> None:
    from niangjia.foundation.access.actions import create_token

    token = create_token(PLATFORM, cast["upper_officer"], days=1)
    client = Client(headers={"authorization": f"Bearer {token}"})
    answer = client.get("/api/v1/founding/certificates").json()
    assert [one["number"][:4] for one in answer["items"]] == ["工法证字"]
    elections = client.get("/api/v1/founding/elections").content.decode()
    assert '"occasion":"renewal"' in elections.replace(" ", "") and "工0" not in elections
