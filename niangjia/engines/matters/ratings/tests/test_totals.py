"""Totals of ratings: solved and content apart, lawful refusals by themselves, in groups of ten, nobody recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.matters.core.models import Matter, State
from niangjia.engines.matters.procedures import _procedures
from niangjia.engines.matters.ratings.grouping import group_ratings
from niangjia.engines.matters.ratings.models import Rating, RatingGroup
from niangjia.engines.matters.ratings.publishing import Cell, Share, cells_of
from niangjia.engines.matters.tests.samples import DECIDE, GRANT
from niangjia.engines.matters.tests.test_api import Program
from niangjia.foundation.clock import now, today

from .test_ratings import _closed

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
PAGE = "/desk/matters/ratings/"


def rate(matter: Matter, count: int, union: Union | None = None, **values: object) -> None:
    """So many matters like this one, each rated so; of another union if one is named."""
    matter.union = union or matter.union
    fields = {f.attname: getattr(matter, f.attname) for f in Matter._meta.fields if f.attname != "id"}
    at = Matter.objects.count()
    fields |= {"state": State.DONE, "closed": now(), "engine": None}
    rows = [Matter(**{**fields, "number": f"{matter.number}-{at + number}"}) for number in range(count)]
    given = {"satisfied": 5, "solved": True, "answers": {"speed": 5}, "closed": today(), **values}
    Rating.objects.bulk_create(
        Rating(
            matter=one,
            procedure=matter.procedure,
            union_id=matter.union_id,
            rated=now() + timedelta(seconds=at + n),
            **given,
        )
        for n, one in enumerate(Matter.objects.bulk_create(rows))
    )


def _cell(actor: Actor) -> Cell:
    """The only cell of this year, once what came was put into groups."""
    group_ratings()
    found = cells_of(actor, today().year)
    return found[0] if found else Cell("", 0, Share(0, 0), Share(0, 0), 0, ())


def test_totals_are_of_groups_of_ten_and_never_of_fewer(cast: Cast) -> None:
    matter = _closed(cast)
    _ = cast["clerk"], cast["other_clerk"]
    rate(matter, 9)
    assert _cell(cast.actor("clerk")).rated == 0
    page = cast.client("clerk").get(PAGE).content.decode()
    assert "人数还太少" in page
    assert "100%" not in page
    assert Program(cast, "clerk").get(f"/ratings/{today().year}").json() == []

    rate(matter, 1, satisfied=1, solved=False)
    rate(matter, 9, satisfied=1, solved=False)  # the second ten is not full: nothing of it is counted
    cell = _cell(cast.actor("clerk"))
    assert (cell.rated, cell.solved, cell.content) == (10, Share(9, 10), Share(9, 10))
    assert _cell(cast.actor("clerk")) == cell
    rate(matter, 11, satisfied=5, solved=None, lawful_no=True, answers={})
    cell = _cell(cast.actor("clerk"))
    # A lawful "no" is not among what could have been solved, whoever was content with it is.
    assert (cell.rated, cell.lawful_no, cell.content) == (30, 11, Share(20, 30))
    assert cell.solved == Share(9, 10)  # nine more could have been solved: not ten
    answers = {key: share for key, _words, share in cell.answers}
    assert answers["speed"] == Share(10, 10)
    assert not answers["manner"].shown

    with CaptureQueriesContext(connection) as asked:
        page = cast.client("clerk").get(PAGE).content.decode()
    assert len(asked) < 30
    assert "67%" in page
    assert "回答太少" in page
    told = Program(cast, "clerk").get(f"/ratings/{today().year}").json()[0]
    assert told["solved"] == {"count": 9, "of": 10}
    assert told["answers"]["manner"] is None
    assert Program(cast, "clerk").get("/ratings/1999").status_code == 404
    assert "67%" not in cast.client("clerk").get(f"{PAGE}?year={today().year - 1}").content.decode()
    assert "67%" not in cast.client("other_clerk").get(PAGE).content.decode()


def test_readers_of_different_reach_find_nobody_by_subtracting(cast: Cast) -> None:
    """The city's total less the mine's is whole groups as well: one rating of the school never stands alone."""
    matter, mine, school = _closed(cast), cast.union("mine"), cast.union("school")
    upper, clerk = cast.actor("upper_officer"), cast.actor("clerk")
    rate(matter, 10, mine)
    rate(matter, 1, school, satisfied=1)
    assert (_cell(upper).content, _cell(clerk).content) == (Share(10, 10), Share(10, 10))
    rate(matter, 9, mine)  # nine and one wait: together ten, but not in one union
    assert (_cell(upper).rated, _cell(clerk).rated) == (10, 10)
    # After the quarter they are counted together where both belong to, and the mine's own total stays.
    last = datetime(today().year, (today().month - 1) // 3 * 3 + 1, 1, tzinfo=UTC) - timedelta(days=2)
    Rating.objects.exclude(counted__contains=["satisfied"]).update(rated=last)
    assert (_cell(upper).content, _cell(clerk).content) == (Share(19, 20), Share(10, 10))
    together = RatingGroup.objects.get(question="satisfied", union=cast.union("county"))
    assert (together.people, together.good) == (10, 9)
    assert _cell(upper) == _cell(upper)  # each answer stands in one group for good


def test_every_group_and_every_difference_is_of_ten_or_more(cast: Cast) -> None:
    matter, keys = _closed(cast), ("mine", "school", "county", "shaft", "group", "city")
    for count, key in zip((13, 4, 7, 21, 3, 1), keys, strict=True):
        rate(matter, count, cast.union(key), closed=today())
    Rating.objects.update(rated=now() - timedelta(days=100))
    group_ratings()
    for question in ("satisfied", "solved", "speed", "lawful_no"):
        groups = RatingGroup.objects.filter(question=question)
        assert sum(one.people for one in groups) == 48  # the one of the city waits for others
        assert all(one.people >= 10 for one in groups)


def test_a_sensitive_service_is_counted_for_those_who_see_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = _closed(cast)
    rate(matter, 10)
    monkeypatch.setitem(_procedures, GRANT.key, replace(GRANT, see=DECIDE))
    assert _cell(cast.actor("clerk")).rated == 0
    assert _cell(cast.actor("upper_officer")).rated == 10
