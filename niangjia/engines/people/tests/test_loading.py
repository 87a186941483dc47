from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.permissions import EDIT, EDIT_UNIONS, SEE, SEE_UNIONS
from tests.harness.people import CAST

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.harness.people import Cast

OK, FORBIDDEN, NOT_FOUND = 200, 403, 404


@pytest.fixture(autouse=True)
def routes(settings: Settings) -> None:
    settings.ROOT_URLCONF = "niangjia.engines.people.tests.urls"


def _answers(cast: Cast, url: str) -> dict[str, int]:
    return {key: cast.client(key).get(url).status_code for key in CAST}


def _only(cast: Cast, answers: dict[str, int]) -> dict[str, int]:
    return {**dict.fromkeys(CAST, NOT_FOUND), **answers}


def test_a_record_is_there_for_whose_scope_it_is_in(cast: Cast) -> None:
    url = f"/try/person/{cast.person('group_leader').pk}/{SEE}"
    seen = dict.fromkeys(("clerk", "chair", "upper_officer", "group_leader"), OK)
    assert _answers(cast, url) == _only(cast, seen)


def test_within_the_scope_the_permission_decides(cast: Cast) -> None:
    url = f"/try/person/{cast.person('group_leader').pk}/{EDIT}"
    answers = {**dict.fromkeys(("clerk", "chair", "upper_officer"), OK), "group_leader": FORBIDDEN}
    assert _answers(cast, url) == _only(cast, answers)


def test_the_own_record_is_no_door_to_the_desks_pages(cast: Cast) -> None:
    assert cast.client("member").get(f"/try/person/{cast.person('member').pk}/{SEE}").status_code == FORBIDDEN
    assert cast.client("member").get("/try/own").content.decode() == "王小梅"
    assert cast.client("system_admin").get("/try/own").status_code == NOT_FOUND


def test_a_union_is_there_for_who_has_any_right_in_it(cast: Cast) -> None:
    seen = dict.fromkeys(("clerk", "chair", "auditor", "upper_officer"), OK)
    assert _answers(cast, f"/try/union/{cast.union('mine').pk}/{SEE_UNIONS}") == _only(cast, seen)


def test_a_union_is_changed_by_whose_right_that_is(cast: Cast) -> None:
    answers = {**dict.fromkeys(("clerk", "chair", "upper_officer"), OK), "auditor": FORBIDDEN}
    assert _answers(cast, f"/try/union/{cast.union('mine').pk}/{EDIT_UNIONS}") == _only(cast, answers)


@pytest.mark.parametrize("what", ["person", "union"])
def test_what_is_not_there_looks_like_what_is_outside(cast: Cast, what: str) -> None:
    assert cast.client("upper_officer").get(f"/try/{what}/999999999/{SEE_UNIONS}").status_code == NOT_FOUND
