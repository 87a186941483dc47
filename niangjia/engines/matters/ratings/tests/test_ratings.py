from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.http import Http404

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.core.models import Matter, Note, State
from niangjia.engines.matters.limits.tests.samples import GRANT
from niangjia.engines.matters.ratings.kinds import RatingKind, register_rating
from niangjia.engines.matters.ratings.models import Rating
from niangjia.engines.matters.ratings.rating import Given, can_rate, rate_matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
register_rating(RatingKind(GRANT, lawful_no=frozenset({"refused"})))
GOOD = Given(satisfied=5, solved=True, answers={"speed": 4, "manner": 5}, comment="很快")


def _closed(cast: Cast, phase: str = "granted", *, days: int = 0, explained: bool = False) -> Matter:
    """A matter of the member's that ended so many days ago."""
    _ = cast["member"]
    matter = open_matter(
        PLATFORM, GRANT, union=cast.union("mine"), person=cast.person("member"), variables={"units": []}
    )
    ended = now() - timedelta(days=days)
    Matter.objects.filter(pk=matter.pk).update(state=State.DONE, phase=phase, closed=ended, engine=None)
    if explained:
        Note.objects.create(matter=matter, kind=Note.Kind.APPLICANT, text="收入超过标准，见办法第五条")
    matter.refresh_from_db()
    return matter


def test_the_applicant_rates_once(cast: Cast) -> None:
    matter = _closed(cast)
    made = rate_matter(cast.actor("member"), matter, GOOD)
    assert (made.solved, made.satisfied, made.answers) == (True, 5, {"speed": 4, "manner": 5})
    assert made.comment.reveal() == "很快"
    with pytest.raises(NotPossible, match="already"):
        rate_matter(cast.actor("member"), matter, GOOD)


def test_nobody_else_and_not_too_late(cast: Cast) -> None:
    _ = cast["clerk"], cast["worker"]
    for who in ("clerk", "worker"):
        with pytest.raises(Http404):
            rate_matter(cast.actor(who), _closed(cast), GOOD)
    with pytest.raises(NotPossible):
        rate_matter(cast.actor("member"), _closed(cast, days=31), GOOD)
    assert can_rate(cast.actor("member"), _closed(cast, days=30))


@pytest.mark.parametrize(
    "given",
    [
        Given(satisfied=5),
        Given(satisfied=0, solved=True),
        Given(satisfied=6, solved=True),
        Given(satisfied=5, solved=True, answers={"speed": 9}),
        Given(satisfied=5, solved=True, answers={"likes": 5}),
        Given(satisfied=5, solved=True, comment="好" * 501),
    ],
)
def test_bad_answers_are_refused(cast: Cast, given: Given) -> None:
    with pytest.raises(NotPossible):
        rate_matter(cast.actor("member"), _closed(cast), given)
    assert not Rating.objects.exists()


def test_a_lawful_no_that_was_explained_is_no_failure(cast: Cast) -> None:
    unhappy = Given(satisfied=1, solved=False)
    rate_matter(cast.actor("member"), _closed(cast), GOOD)
    rate_matter(cast.actor("member"), _closed(cast), Given(satisfied=2, solved=True))
    rate_matter(cast.actor("member"), _closed(cast, "refused", explained=True), unhappy)
    rate_matter(cast.actor("member"), _closed(cast, "refused"), unhappy)  # nobody said why: that is one
    kept = Rating.objects.order_by("pk").values_list("solved", "satisfied", "lawful_no")
    assert list(kept) == [(True, GOOD.satisfied, False), (True, 2, False), (False, 1, True), (False, 1, False)]
