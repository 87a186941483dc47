from __future__ import annotations

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.permissions import EDIT_UNIONS
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import cover_employer, dissolve_union, uncover_employer
from niangjia.foundation.access.actor import PLATFORM, Refused

from .samples import MARCH, MAY, START, officer, plant

pytestmark = pytest.mark.django_db


def test_a_union_covers_many_and_an_employer_has_several() -> None:
    tree = plant()
    first, second = (record_employer(PLATFORM, {"name": name}) for name in ("first", "second"))
    clerk = officer(tree.mill, EDIT_UNIONS)
    for employer in (first, second):
        cover_employer(clerk, tree.mill, employer, day=START)
    cover_employer(PLATFORM, tree.yard, first)
    assert tree.mill.coverages.count() == first.coverages.count() == 2
    assert Entry.objects.filter(code="people.union.covered", union_id=tree.mill.pk).count() == 2


def test_it_ends_with_a_day_and_may_begin_again() -> None:
    tree = plant()
    employer = record_employer(PLATFORM, {"name": "x"})
    coverage = cover_employer(PLATFORM, tree.mill, employer, day=START)
    with pytest.raises(NotPossible):
        cover_employer(PLATFORM, tree.mill, employer)
    assert uncover_employer(PLATFORM, coverage, day=MARCH).valid_to == MARCH
    with pytest.raises(NotPossible):
        uncover_employer(PLATFORM, coverage)
    cover_employer(PLATFORM, tree.mill, employer, day=MAY)


def test_not_before_it_began() -> None:
    tree = plant()
    coverage = cover_employer(PLATFORM, tree.mill, record_employer(PLATFORM, {"name": "x"}), day=MAY)
    with pytest.raises(NotPossible):
        uncover_employer(PLATFORM, coverage, day=MARCH)


def test_not_by_others_nor_for_what_has_ended() -> None:
    tree = plant()
    employer = record_employer(PLATFORM, {"name": "x"})
    coverage = cover_employer(PLATFORM, tree.mill, employer)
    dissolve_union(PLATFORM, tree.west)
    with pytest.raises(Refused):
        cover_employer(officer(tree.yard), tree.mill, employer)
    with pytest.raises(Refused):
        uncover_employer(officer(tree.yard), coverage)
    with pytest.raises(NotPossible):
        cover_employer(PLATFORM, tree.west, employer)
