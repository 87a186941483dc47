from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.models import State
from niangjia.foundation.clock import today

from .with_past import BEGAN, at, begun, confirm, text

if TYPE_CHECKING:
    from tests.harness.people import Cast

NEW = {
    "how": "founded",
    "name": "石河二中工会委员会",
    "code": "110103",
    "level": "5",
    "kind": "independent",
    "state": "active",
}
BRANCH = {"level": "6", "kind": "branch"}
NEW = {**NEW, "day": "2026-03-01", "paper": "石工发〔2026〕3号"}


@pytest.fixture(autouse=True)
def _past(cast: Cast) -> None:
    begun(cast)


def _now(cast: Cast, key: str) -> Union:
    return Union.objects.get(pk=cast.union(key).pk)


def test_nothing_happens_before_it_is_confirmed(cast: Cast) -> None:
    shown = cast.client("upper_officer").post(at(cast, "county", "found"), NEW)
    assert "石河二中工会委员会" in text(shown) and shown.context["lines"]
    assert not Union.objects.filter(code="110103").exists()
    assert not Entry.objects.filter(code="people.union.founded").exists()


def test_a_union_is_founded_below(cast: Cast) -> None:
    response = confirm(cast, "upper_officer", at(cast, "county", "found"), NEW)
    made = Union.objects.get(code="110103")
    assert response.headers["Location"] == f"/desk/people/unions/{made.pk}/"
    assert (made.parent_id, made.founded) == (cast.union("county").pk, date(2026, 3, 1))
    assert made.versions.get().paper == "石工发〔2026〕3号"


def test_the_next_code_is_suggested(cast: Cast) -> None:
    page = cast.client("upper_officer").get(at(cast, "county", "found"))
    assert 'value="110103"' in text(page)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "110101"),
        ("name", ""),
        ("level", "2"),
        ("uscc", "91350100M000100Y43"),
        ("day", "2999-01-01"),
        ("day", "2009-01-01"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(cast: Cast, field: str, value: str) -> None:
    response = cast.client("upper_officer").post(at(cast, "county", "found"), {**NEW, field: value})
    assert response.status_code == 422
    assert "石工发〔2026〕3号" in text(response)
    assert not Union.objects.filter(code="110103").exists()


def test_a_chair_founds_a_branch_below_the_own_union(cast: Cast) -> None:
    new = {**NEW, "code": "11010103", "level": "6", "kind": "branch"}
    assert confirm(cast, "chair", at(cast, "mine", "found"), new).status_code == 302


def test_one_that_is_being_founded_is_confirmed(cast: Cast) -> None:
    confirm(cast, "upper_officer", at(cast, "county", "found"), {**NEW, "state": "preparing"})
    made = Union.objects.get(code="110103")
    path = f"/desk/people/unions/{made.pk}/confirm/"
    confirm(cast, "upper_officer", path, {"day": "2026-04-01", "paper": ""})
    made.refresh_from_db()
    assert (made.state, made.founded) == (State.ACTIVE, date(2026, 4, 1))


def test_a_union_is_renamed_from_a_day_on(cast: Cast) -> None:
    name = (
        "石河煤业集团有限责任公司矿山机械与煤炭开采分公司联合基层工会委员会筹备与换届工作领导小组办公室所属工会委员会"
    )
    data = {"name": name, "short_name": "", "day": "2026-03-01", "paper": "批"}
    response = confirm(cast, "clerk", at(cast, "mine", "rename"), data)
    assert response.status_code == 302
    assert _now(cast, "mine").name == name
    assert [version.name for version in _now(cast, "mine").versions.order_by("valid_from")] == [
        "石河煤矿工会委员会",
        name,
    ]


def test_a_clerk_does_not_change_level_or_kind(cast: Cast) -> None:
    assert 'name="level"' not in text(cast.client("clerk").get(at(cast, "mine", "rename")))
    assert 'name="level"' in text(cast.client("upper_officer").get(at(cast, "mine", "rename")))


def test_the_same_name_again_is_refused(cast: Cast) -> None:
    data = {"name": "石河煤矿工会委员会", "day": str(today())}
    assert cast.client("clerk").post(at(cast, "mine", "rename"), data).status_code == 422


def test_a_day_before_the_register_knew_it_is_refused(cast: Cast) -> None:
    data = {"name": "新名", "day": str(BEGAN - timedelta(days=1))}
    assert cast.client("clerk").post(at(cast, "mine", "rename"), data).status_code == 422


def test_the_last_renaming_is_taken_back_with_a_reason(cast: Cast) -> None:
    confirm(cast, "clerk", at(cast, "mine", "rename"), {"name": "错名", "day": "2026-03-01"})
    assert cast.client("upper_officer").post(at(cast, "mine", "take-back"), {"reason": ""}).status_code == 422
    confirm(cast, "upper_officer", at(cast, "mine", "take-back"), {"reason": "输入有误"})
    assert _now(cast, "mine").name == "石河煤矿工会委员会"


def test_what_must_be_settled_before_dissolving_is_listed(cast: Cast) -> None:
    page = text(cast.client("upper_officer").get(at(cast, "mine", "dissolve")))
    assert "采煤一队分会" in page and "3名会员" in page and 'name="day"' not in page


def test_without_anything_open_the_form_is_there(cast: Cast) -> None:
    assert 'name="day"' in text(cast.client("chair").get(at(cast, "workshop", "dissolve")))


def test_a_union_with_members_is_not_dissolved(cast: Cast) -> None:
    data: dict[str, Any] = {"day": str(today())}
    assert cast.client("upper_officer").post(at(cast, "school", "dissolve"), data).status_code == 422
    assert _now(cast, "school").state == State.ACTIVE


def test_an_empty_union_is_dissolved_and_says_so(cast: Cast) -> None:
    confirm(cast, "chair", at(cast, "workshop", "dissolve"), {"day": "2026-03-01", "paper": "批7号"})
    assert _now(cast, "workshop").state == State.DISSOLVED
    page = text(cast.client("chair").get(f"/desk/people/unions/{cast.union('workshop').pk}/"))
    assert "批7号" in page and "/take-back/" in page and "/dissolve/" not in page


@pytest.mark.parametrize(
    "act", ["found", "rename", "dissolve", "move", "merge", "split", "ties/add", "employers/add"]
)
def test_a_union_that_is_no_more_takes_no_changes(cast: Cast, act: str) -> None:
    Union.objects.filter(pk=cast.union("workshop").pk).update(state="dissolved")
    response = cast.client("upper_officer").get(at(cast, "workshop", act))
    assert response.headers["Location"] == f"/desk/people/unions/{cast.union('workshop').pk}/"


def test_somebody_else_changed_it_meanwhile(cast: Cast) -> None:
    """The act is shown anew instead of being done to something that is not what was looked at."""
    path, data = at(cast, "workshop", "dissolve"), {"day": str(today())}
    seen = cast.client("upper_officer").post(path, data).context["seen"]
    confirm(cast, "chair", at(cast, "workshop", "rename"), {**BRANCH, "name": "机电分会", "day": "2026-03-01"})
    again = cast.client("upper_officer").post(path, {**data, "sure": seen})
    assert again.status_code == 200 and again.context["changed"]
    assert _now(cast, "workshop").state == State.ACTIVE


def test_going_back_to_the_form_keeps_what_was_typed(cast: Cast) -> None:
    response = cast.client("upper_officer").post(at(cast, "county", "found"), {**NEW, "change": "1"})
    assert response.status_code == 200 and "石河二中工会委员会" in text(response) and "lines" not in response.context


@pytest.mark.parametrize("who", ["clerk", "group_leader", "auditor"])
def test_who_may_not_restructure_sees_none_of_it(cast: Cast, who: str) -> None:
    key = "group" if who == "group_leader" else "mine"
    page = text(cast.client(who).get(f"/desk/people/unions/{cast.union(key).pk}/"))
    hidden = ["/found/", "/move/", "/merge/", "/split/", "/dissolve/", "/ties/add/", "/posts/fill/"]
    assert not [path for path in hidden if path in page]
    assert ("/rename/" in page) == (who == "clerk")


def test_a_chair_sees_what_is_for_those_above_only_below(cast: Cast) -> None:
    own = text(cast.client("chair").get(f"/desk/people/unions/{cast.union('mine').pk}/"))
    below = text(cast.client("chair").get(f"/desk/people/unions/{cast.union('shaft').pk}/"))
    assert "/found/" in own and "/move/" not in own and "/move/" in below
