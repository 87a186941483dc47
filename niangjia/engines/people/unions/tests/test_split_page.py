from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.models import Employer, Membership, Person, Union
from niangjia.engines.people.unions.restructuring import split_forms
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

from .with_past import at, begun, confirm, text

if TYPE_CHECKING:
    from tests.harness.people import Cast

NEW: dict[str, Any] = {
    "name": "石河洗煤厂工会委员会",
    "code": "110109",
    "level": "5",
    "kind": "independent",
    "day": "2026-03-01",
}


@pytest.fixture(autouse=True)
def _past(cast: Cast) -> None:
    begun(cast)


def _homes(*keys: str, cast: Cast) -> list[str]:
    with in_scope(Scope(EVERYWHERE)):
        return [Person.objects.get(pk=cast.person(key).pk).home.code for key in keys]


def test_a_branch_and_a_member_go_along(cast: Cast) -> None:
    data = {**NEW, "children": [cast.union("workshop").pk], "persons": [cast.person("clerk").pk]}
    shown = cast.client("upper_officer").post(at(cast, "mine", "split"), data)
    assert "1名会员随之划出" in text(shown) and "2名会员留下" in text(shown)
    confirm(cast, "upper_officer", at(cast, "mine", "split"), data)
    part = Union.objects.get(code="110109")
    assert Union.objects.get(pk=cast.union("workshop").pk).parent_id == part.pk
    assert _homes("clerk", "chair", cast=cast) == ["110109", "110101"]


def test_those_who_work_for_an_employer_go_along(cast: Cast) -> None:
    data = {**NEW, "employers": [Employer.objects.get().pk], "with_workers": "on"}
    confirm(cast, "upper_officer", at(cast, "mine", "split"), data)
    assert _homes("clerk", "chair", "worker", "member", cast=cast) == ["110109"] * 3 + ["11010101"]


def test_members_may_stay_when_their_employer_goes(cast: Cast) -> None:
    data = {**NEW, "employers": [Employer.objects.get().pk]}
    confirm(cast, "upper_officer", at(cast, "mine", "split"), data)
    assert _homes("clerk", "worker", cast=cast) == ["110101", "110109"]


def test_nothing_is_no_split(cast: Cast) -> None:
    assert cast.client("upper_officer").post(at(cast, "mine", "split"), NEW).status_code == 422


@pytest.mark.parametrize("name", ["children", "persons", "employers"])
def test_what_is_elsewhere_does_not_go_along(cast: Cast, name: str) -> None:
    other = {"children": cast.union("school").pk, "persons": cast.person("other_clerk").pk, "employers": 987654}[name]
    assert cast.client("upper_officer").post(at(cast, "mine", "split"), {**NEW, name: [other]}).status_code == 422
    assert not Union.objects.filter(code="110109").exists()


def test_of_many_members_those_looked_for_are_offered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was ticked before stays on the list."""
    monkeypatch.setattr(split_forms, "FEW", 1)
    ticked = cast.person("clerk").pk
    assert "刘芳" not in text(cast.client("upper_officer").get(at(cast, "mine", "split")))
    data = {**NEW, "find": "1", "who": "陈建国", "persons": [ticked]}
    page = text(cast.client("upper_officer").post(at(cast, "mine", "split"), data))
    assert "陈建国" in page and "刘芳" in page and "孙立" not in page and "石河洗煤厂工会委员会" in page
    confirm(cast, "upper_officer", at(cast, "mine", "split"), {**NEW, "persons": [ticked]})
    with in_scope(Scope(EVERYWHERE)):
        assert Membership.objects.filter(union__code="110109").count() == 1


def test_the_uppermost_union_is_not_split(cast: Cast) -> None:
    assert cast.client("upper_officer").post(at(cast, "city", "split"), NEW).status_code == 422
