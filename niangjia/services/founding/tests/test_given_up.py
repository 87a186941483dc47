"""Of an election that was given up nothing is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.papers import papers_about

from .conftest import OFFICER, ORGANISER, asked, done, election_of, peopled, prepared, slates, waiting

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def test_what_came_back_and_is_given_up_leaves_no_paper_in_force(county: Cast) -> None:
    union = prepared(county, asked(county))
    people, client = peopled(union, 30), county.client(ORGANISER)
    election = election_of(union)
    matter = election.matter
    assert matter
    url = f"/founding/desk/elections/{election.pk}/candidates/"
    assert client.post(url, slates(people, (3, 3, 3))).status_code == 302
    done(client, matter, "name")
    back = {"way": "to_union", "reason": "请核实候选人"}
    sent = county.client(OFFICER).post(f"/desk/matters/tasks/{waiting(matter).pk}/sending-back/", back)
    assert sent.status_code == 302
    assert papers_about(matter).get().revoked is None
    done(client, matter, "name", outcome="give_up", reason="单位即将停业")
    assert papers_about(matter).get().revoked is not None
