from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.engines.people.unions.actions import correct_union, dissolve_union
from niangjia.engines.people.unions.reading import Matter, due_soon
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.reach import EVERYWHERE, Reach

from .samples import named, plant

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def _due(reach: Reach = EVERYWHERE) -> list[tuple[str, str, date, bool]]:
    found = due_soon(reach, on=DAY)
    return [(due.union.code, due.matter, due.day, due.overdue) for due in found]


def test_elections_and_certificates_the_earliest_first() -> None:
    tree = plant()
    late, soon, far = DAY - timedelta(days=9), DAY + timedelta(days=90), DAY + timedelta(days=91)
    correct_union(PLATFORM, tree.mill, {"election_due": soon, "certificate_expires": late})
    correct_union(PLATFORM, tree.yard, {"election_due": far})
    assert _due() == [("mill", Matter.CERTIFICATE, late, True), ("mill", Matter.ELECTION, soon, False)]


def test_without_an_election_the_longest_lawful_term_counts() -> None:
    tree = plant()
    correct_union(PLATFORM, tree.mill, {"term_started": date(2021, 7, 1)})
    correct_union(PLATFORM, tree.yard, {"term_started": date(2022, 7, 1)})
    correct_union(PLATFORM, tree.west, {"term_started": date(2021, 7, 1), "election_due": date(2027, 1, 1)})
    assert _due() == [("mill", Matter.TERM, date(2026, 7, 1), False)]


def test_a_term_that_began_on_a_leap_day() -> None:
    tree = plant()
    correct_union(PLATFORM, tree.mill, {"term_started": date(2020, 2, 29)})
    assert _due() == [("mill", Matter.TERM, date(2025, 2, 28), True)]


def test_only_in_the_reach_and_not_of_those_that_ended() -> None:
    tree = plant()
    for union in (tree.yard, tree.west):
        correct_union(PLATFORM, union, {"election_due": DAY})
    dissolve_union(PLATFORM, tree.yard)
    assert [row[0] for row in _due()] == ["west"] and _due(named("east").subtree) == []
