from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.drafts.keeping import MOST_LETTERS, draft_of, keep_draft

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("db")
KEEP, DROP = "/drafts/joining.application/keep/", "/drafts/joining.application/drop/"


def test_keeps_and_says_so(cast: Cast) -> None:
    answer = cast.client("member").post(KEEP, {"name": "王小丽"})
    assert "只有您自己能看到" in answer.content.decode()
    assert draft_of(actor_of(cast["member"]), "joining.application").fields == {"name": ["王小丽"]}


def test_says_when_it_is_too_long(cast: Cast) -> None:
    answer = cast.client("member").post(KEEP, {"name": "长" * (MOST_LETTERS + 1)})
    assert answer.status_code == 413
    assert "太长" in answer.content.decode()


def test_no_forms_name_is_not_there(cast: Cast) -> None:
    assert cast.client("member").post("/drafts/NO/keep/", {"name": "x"}).status_code == 404


def test_drops(cast: Cast) -> None:
    actor = actor_of(cast["member"])
    keep_draft(actor, "joining.application", {"name": ["x"]})
    cast.client("member").post(DROP)
    assert not draft_of(actor, "joining.application").fields


def test_is_not_stored_on_the_way(cast: Cast) -> None:
    assert "no-store" in cast.client("member").post(KEEP, {"name": "x"})["Cache-Control"]
