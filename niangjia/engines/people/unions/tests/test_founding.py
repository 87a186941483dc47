from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.permissions import EDIT_UNIONS
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import confirm_union, dissolve_union, found_union, record_union
from niangjia.engines.people.unions.fields import Draft
from niangjia.engines.people.unions.models import Kind, Level, State
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today

from .samples import MARCH, MAY, START, check_history, check_numbering, draft, grow, officer, plant, told

pytestmark = pytest.mark.django_db
BASE_CODE, BODY_CODE = "81110101123456788A", "893100000000000191"


def test_a_union_is_founded_below_another() -> None:
    tree = plant()
    union = found_union(officer(tree.city), tree.east, draft("a-new"), day=MARCH, paper="工发〔2026〕3号")
    assert (union.parent_id, union.founded, union.place) == (tree.east.pk, MARCH, tree.east.place + 1)
    version = union.versions.get()
    assert (version.valid_from, version.reason, version.paper) == (MARCH, "founded", "工发〔2026〕3号")
    check_numbering()


def test_it_is_journalled_with_what_is_above() -> None:
    tree = plant()
    union = found_union(PLATFORM, tree.east, draft("new"))
    entry = Entry.objects.get(code="people.union.founded")
    assert (entry.union_id, entry.subject_id, told(entry.code)["above"]) == (
        union.pk,
        str(union.pk),
        "east工会",
    )


def test_only_who_may_restructure_there_founds() -> None:
    tree = plant()
    for actor in (officer(tree.west), officer(tree.city, EDIT_UNIONS)):
        with pytest.raises(Refused):
            found_union(actor, tree.east, draft("new"))


def test_one_that_is_there_already_is_recorded_with_its_founding_day() -> None:
    tree = plant()
    union = record_union(PLATFORM, tree.east, draft("old", founded=date(1998, 5, 1)), since=MARCH)
    assert (union.founded, union.versions.get().valid_from) == (date(1998, 5, 1), MARCH)
    assert union.versions.get().reason == "recorded"


def test_there_is_one_root() -> None:
    plant()
    with pytest.raises(NotPossible):
        found_union(PLATFORM, None, draft("second"))


@pytest.mark.parametrize("day", [today() + timedelta(days=1), START - timedelta(days=1)])
def test_neither_in_the_future_nor_before_what_is_above(day: date) -> None:
    tree = plant()
    with pytest.raises(NotPossible):
        found_union(PLATFORM, tree.east, draft("new"), day=day)


def test_not_below_one_that_has_ended() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.yard)
    with pytest.raises(NotPossible):
        found_union(PLATFORM, tree.yard, draft("new", Level.GROUP))


def test_not_below_a_lower_level() -> None:
    tree = plant()
    with pytest.raises(Unfit) as refusal:
        found_union(PLATFORM, tree.shop, draft("new", Level.BASE))
    assert refusal.value.field == "level"


def test_a_code_is_given_once() -> None:
    tree = plant()
    with pytest.raises(Unfit) as refusal:
        found_union(PLATFORM, tree.east, draft("mill"))
    assert refusal.value.field == "code" and "mill工会" in str(refusal.value)


@pytest.mark.parametrize("code", [BASE_CODE, BODY_CODE, " 8111 0101 1234 5678 8a "])
def test_its_own_social_credit_code_is_normalised(code: str) -> None:
    assert grow(None, "city", Level.CITY, uscc=code).uscc in {BASE_CODE, BODY_CODE}


@pytest.mark.parametrize("code", ["91350100M000100Y43", "81110101123456788B", "8111"])
def test_neither_an_employers_code_nor_a_mistyped_one(code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        grow(None, "city", Level.CITY, uscc=code)
    assert refusal.value.field == "uscc"


def test_a_social_credit_code_is_had_once() -> None:
    city = grow(None, "city", Level.CITY, uscc=BASE_CODE)
    with pytest.raises(Unfit):
        grow(city, "east", Level.COUNTY, uscc=BASE_CODE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("industry", "Z1"),
        ("region", "41"),
        ("phone", "none"),
        ("nature", "999"),
        ("headcount", -1),
        ("founded", today() + timedelta(days=1)),
        ("certificate", "x" * 33),
    ],
)
def test_own_data_are_examined(field: str, value: object) -> None:
    with pytest.raises(Unfit) as refusal:
        grow(None, "city", Level.CITY, **{field: value})
    assert refusal.value.field == field


@pytest.mark.parametrize("code", ["", "a b", "工会", "-x", "x" * 33])
def test_a_code_is_plain(code: str) -> None:
    with pytest.raises(Unfit):
        grow(None, code, Level.CITY)


def test_one_that_is_being_founded_is_confirmed() -> None:
    tree = plant()
    preparing = Draft(code="new", name="筹", level=Level.BASE, kind=Kind.JOINT, state=State.PREPARING)
    union = found_union(PLATFORM, tree.east, preparing, day=MARCH)
    union = confirm_union(officer(tree.city), union, day=MAY, paper="批复5号")
    assert (union.state, union.founded, union.approval_paper) == (State.ACTIVE, MAY, "批复5号")
    assert list(union.versions.order_by("valid_from").values_list("state", flat=True)) == ["preparing", "active"]
    check_history()
    with pytest.raises(NotPossible):
        confirm_union(PLATFORM, union)


def test_nothing_is_entered_as_dissolved() -> None:
    ended = Draft(code="new", name="x", level=Level.CITY, kind=Kind.JOINT, state=State.DISSOLVED)
    with pytest.raises(Unfit):
        found_union(PLATFORM, None, ended)
