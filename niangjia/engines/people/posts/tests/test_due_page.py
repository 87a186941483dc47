from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.due_views import due_lines
from niangjia.engines.people.unions.tests.with_past import text
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _in(days: int) -> date:
    return today() + timedelta(days=days)


def _end(cast: Cast, whose: str, days: int) -> None:
    Post.objects.filter(pk=cast.post(whose).pk).update(ends=_in(days))


def _whats(cast: Cast, what: str = "", within: str = "90") -> list[tuple[str, str]]:
    return [(line.union, line.what) for line in due_lines(cast.union("mine").subtree, what, within)]


@pytest.mark.parametrize(("within", "count"), [("30", 1), ("90", 2), ("180", 3), ("overdue", 0)])
def test_posts_by_when_they_run_out(cast: Cast, within: str, count: int) -> None:
    for whose, days in {"clerk": 10, "chair": 60, "auditor": 150}.items():
        _end(cast, whose, days)
    assert len(_whats(cast, "post", within)) == count


def test_a_post_that_nobody_took_over_is_overdue(cast: Cast) -> None:
    _end(cast, "clerk", -5)
    assert len(_whats(cast, within="overdue")) == 1
    after = {"union": cast.union("mine"), "role": "clerk", "started": _in(-4)}
    Post.objects.create(person_id=cast.person("chair").pk, **after)
    assert not _whats(cast, within="overdue")


def test_a_chair_whose_next_term_is_entered_is_not_due(cast: Cast) -> None:
    _end(cast, "chair", 10)
    Post.objects.create(person_id=cast.person("clerk").pk, union=cast.union("mine"), role="chair", started=_in(11))
    assert not _whats(cast, "post")


def test_elections_and_certificates(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("mine").pk).update(election_due=_in(-3), certificate_expires=_in(20))
    assert len(_whats(cast)) == 2 and len(_whats(cast, "election")) == 1
    assert len(_whats(cast, "election", "overdue")) == 1 and not _whats(cast, "certificate", "overdue")


def test_only_the_own_reach_is_listed(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("school").pk).update(election_due=_in(3))
    assert "石河一中" not in text(cast.client("clerk").get("/desk/people/due/"))
    assert "石河一中" in text(cast.client("upper_officer").get("/desk/people/due/"))
    narrowed = text(cast.client("upper_officer").get(f"/desk/people/due/?at={cast.union('mine').pk}"))
    assert "石河一中" not in narrowed
    assert cast.client("clerk").get(f"/desk/people/due/?at={cast.union('school').pk}").status_code == 404


@pytest.mark.parametrize("query", ["what=x", "within=x", "within=99999999999", "page=x"])
def test_strange_filters_do_no_harm(cast: Cast, query: str) -> None:
    assert cast.client("clerk").get(f"/desk/people/due/?{query}").status_code == 200
