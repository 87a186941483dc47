"""Unions above base unions are elected anew too: by a congress, for five years, with committees of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.founding.elections.steps import ask_for_election
from niangjia.services.founding.tests.conftest import (
    OFFICER,
    county,
    done,
    election_of,
    peopled,
    refusals,
    slates,
)

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
__all__ = ["county"]


def test_a_county_is_elected_by_a_congress_for_five_years(county: Cast) -> None:
    _ = county["upper_officer"]
    union, officer = county.union("county"), county.client(OFFICER)
    url = f"/founding/desk/{union.pk}/election/"
    page = officer.get(f"/founding/desk/?union={union.pk}").content.decode()
    assert url in page and "会员大会<" not in page
    for wrong in ({"assembly": "members", "years": "5"}, {"assembly": "delegates", "years": "3"}):
        assert officer.post(url, wrong).status_code == 422, wrong
    answer = officer.post(url, {"assembly": "delegates", "years": "5"})
    assert answer.status_code == 302, refusals(answer)
    election = election_of(union)
    assert election.matter and (election.assembly, election.years) == ("delegates", 5)
    done(county.client("upper_officer"), election.matter, "allow", outcome="allow")
    people = peopled(county.union("mine"), 48)
    typed = {**slates(people, (19, 7, 5)), "assembly": "delegates"}
    answer = officer.post(f"/founding/desk/elections/{election.pk}/candidates/", typed)
    assert answer.status_code == 302, refusals(answer)
    assert sorted(election.ballots.values_list("seats", flat=True)) == [5, 7, 19]
    with pytest.raises(NotPossible, match="分会、小组"):
        ask_for_election(PLATFORM, county.union("shaft"), assembly="members", years=5)
