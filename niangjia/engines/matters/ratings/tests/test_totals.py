"""Totals of ratings: solved and content apart, lawful refusals by themselves, in tens, nobody to be recognised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.matters.core.models import Matter, State
from niangjia.engines.matters.ratings.models import Rating
from niangjia.engines.matters.ratings.publishing import Share, cells_of
from niangjia.engines.matters.tests.test_api import Program
from niangjia.foundation.clock import now, today

from .test_ratings import _closed

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
PAGE = "/desk/matters/ratings/"


def rate(matter: Matter, count: int, **values: object) -> None:
    """So many matters like this one, each rated so."""
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


def test_totals_are_shown_in_tens_and_never_of_fewer(cast: Cast) -> None:
    matter = _closed(cast)
    _ = cast["clerk"], cast["other_clerk"]
    rate(matter, 9)
    page = cast.client("clerk").get(PAGE).content.decode()
    assert "不足10份" in page
    assert "100%" not in page
    assert Program(cast, "clerk").get(f"/ratings/{today().year}").json()[0]["content"] is None

    rate(matter, 1, satisfied=1, solved=False)
    rate(matter, 9, satisfied=1, solved=False)  # the second ten is not full: nothing of it is counted
    cell = cells_of(cast.actor("clerk"), today().year)[0]
    assert (cell.rated, cell.solved, cell.content) == (10, Share(9, 10), Share(9, 10))
    rate(matter, 11, satisfied=5, solved=None, lawful_no=True, answers={})
    cell = cells_of(cast.actor("clerk"), today().year)[0]
    # A lawful "no" is not among what could have been solved, whoever was content with it is.
    assert (cell.rated, cell.lawful_no) == (30, 11)
    assert cell.solved == Share(9, 19)
    assert cell.content == Share(20, 30)
    answers = {key: share for key, _words, share in cell.answers}
    assert answers["speed"] == Share(19, 19)
    assert not answers["manner"].shown

    with CaptureQueriesContext(connection) as asked:
        page = cast.client("clerk").get(PAGE).content.decode()
    assert len(asked) < 30
    assert "67%" in page
    assert "回答太少" in page
    told = Program(cast, "clerk").get(f"/ratings/{today().year}").json()[0]
    assert told["solved"] == {"count": 9, "of": 19}
    assert told["answers"]["manner"] is None
    assert Program(cast, "clerk").get("/ratings/1999").status_code == 404
    assert "67%" not in cast.client("clerk").get(f"{PAGE}?year={today().year - 1}").content.decode()
    assert "67%" not in cast.client("other_clerk").get(PAGE).content.decode()
