from __future__ import annotations

from datetime import date

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.permissions import EDIT_UNIONS, SEE_UNIONS
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import correct_union, dissolve_union, rename_union
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.engines.people.unions.past import union_on
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.access.actor import PLATFORM, Refused

from .samples import MARCH, MAY, START, check_history, check_numbering, named, officer, plant, told

pytestmark = pytest.mark.django_db


def test_a_union_corrects_its_own_data() -> None:
    mill = plant().mill
    clerk = officer(mill, EDIT_UNIONS)
    found = correct_union(clerk, mill, {"phone": "0371-65551234", "headcount": 120, "election_due": "2027-03-01"})
    assert (found.phone, found.headcount, found.election_due) == ("0371-65551234", 120, date(2027, 3, 1))
    entry = Entry.objects.get(code="people.union.corrected")
    assert (entry.union_id, entry.data) == (mill.pk, {"fields": "election_due, headcount, phone"})


def test_nothing_new_is_no_act() -> None:
    mill = plant().mill
    correct_union(PLATFORM, mill, {"phone": " "})
    assert not Entry.objects.filter(code="people.union.corrected").exists()


def test_an_emptied_code_is_none() -> None:
    mill = plant().mill
    correct_union(PLATFORM, mill, {"uscc": "81110101123456788A"})
    assert correct_union(PLATFORM, mill, {"uscc": ""}).uscc is None


def test_not_by_others() -> None:
    tree = plant()
    for actor in (officer(tree.yard, EDIT_UNIONS), officer(tree.mill, SEE_UNIONS)):
        with pytest.raises(Refused):
            correct_union(actor, tree.mill, {"headcount": 1})


def test_what_is_dated_is_not_corrected_so() -> None:
    with pytest.raises(ValueError, match="parent"):
        correct_union(PLATFORM, plant().mill, {"parent": None})


def test_one_that_has_ended_stays_as_it_is() -> None:
    yard = dissolve_union(PLATFORM, plant().yard)
    with pytest.raises(NotPossible):
        correct_union(PLATFORM, yard, {"headcount": 1})


def test_a_code_is_corrected_by_those_above_and_sorts_the_tree() -> None:
    tree = plant()
    with pytest.raises(Refused):
        correct_union(officer(tree.yard), tree.yard, {"code": "a-yard"})
    correct_union(officer(tree.city), tree.yard, {"code": "a-yard"})
    check_numbering()
    assert named("a-yard").place < named("mill").place


def test_a_code_that_another_has() -> None:
    tree = plant()
    with pytest.raises(Unfit):
        correct_union(PLATFORM, tree.yard, {"code": "mill"})


def test_a_renamed_union_had_its_old_name_before() -> None:
    mill = plant().mill
    mill = rename_union(officer(mill), mill, name="新工会", short_name="新", day=MARCH, paper="工发1号")
    assert (mill.name, mill.short_name) == ("新工会", "新")
    assert [(v.name, v.reason) for v in mill.versions.order_by("valid_from")] == [
        ("mill工会", "recorded"),
        ("新工会", "renamed"),
    ]
    assert told("people.union.renamed")["before"] == "mill工会"
    check_history()


def test_a_renaming_entered_late_does_not_undo_a_later_one() -> None:
    mill = plant().mill
    rename_union(PLATFORM, mill, name="第三", day=MAY)
    mill = rename_union(PLATFORM, mill, name="第二", day=MARCH)
    names = [union_on(mill, day) for day in (START, MARCH, MAY)]
    assert [version.name for version in names if version] == ["mill工会", "第二", "第三"]
    assert mill.name == "第三"
    check_history()


def test_with_its_first_day_it_corrects_how_it_was_entered() -> None:
    mill = rename_union(PLATFORM, plant().mill, name="对的", day=START)
    version = mill.versions.get()
    assert (version.name, version.reason) == ("对的", "recorded")


def test_another_level_is_for_those_above_and_sorts_the_tree() -> None:
    tree = plant()
    with pytest.raises(Refused):
        rename_union(officer(tree.yard), tree.yard, level=Level.BRANCH)
    rename_union(PLATFORM, tree.mill, level=Level.BRANCH, kind=Kind.BRANCH)
    check_numbering()
    check_history()
    assert named("yard").place < named("mill").place


@pytest.mark.parametrize(("code", "level"), [("mill", Level.CITY), ("mill", Level.GROUP)])
def test_a_level_fits_between_those_above_and_below(code: str, level: Level) -> None:
    plant()
    with pytest.raises(Unfit):
        rename_union(PLATFORM, named(code), level=level)


def test_the_same_name_is_no_renaming() -> None:
    mill = plant().mill
    with pytest.raises(NotPossible):
        rename_union(PLATFORM, mill, name=mill.name)


def test_only_a_shorter_name_leaves_the_past_alone() -> None:
    mill = rename_union(PLATFORM, plant().mill, short_name="厂")
    assert mill.short_name == "厂" and mill.versions.count() == 1
