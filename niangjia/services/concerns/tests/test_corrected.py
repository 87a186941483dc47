"""What was decided about a concern is corrected or revoked: what falls with it, and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.later.undoing import undoing_of
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import today
from niangjia.services.concerns.acts.reviewing import next_review

from .samples import brought, checked, concern_of, handled, registered

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_what_was_corrected_counts_nowhere(cast: Cast) -> None:
    _ = cast["chair"]
    matter = brought(cast)
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter)
    correction = Correction(matter=matter, task=Task.objects.get(matter=matter, key="handle"))
    with acting(cast.actor("chair")):
        undoing_of("concerns.concern").undo(cast.actor("chair"), matter, correction)
    row = concern_of(matter)
    assert (row.opinion_on, row.result, row.recovered, next_review(row)) == (None, "", None, None)
    assert "公司已于本月补发" not in cast.client("member").get(f"/matters/{matter.pk}/").content.decode()


ISSUED = {"concerns.receipt", "concerns.notice", "concerns.opinion", "concerns.supervision"}


def _closed_after_a_supervision_letter(cast: Cast) -> Matter:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    matter = brought(cast)
    registered(cast, matter)
    url = f"/concerns/desk/matters/{matter.pk}/reminders/"
    assert cast.client("upper_officer").post(url, {"text": "请于本周内办结。"}).status_code == 302
    handled(cast, matter)
    checked(cast, matter)
    return matter


def _revoked(cast: Cast, matter: Matter, step: str) -> list[str]:
    """What was undone, in sentences."""
    with acting(cast.actor("clerk")):
        asked = ask_correction(cast.actor("clerk"), Task.objects.get(matter=matter, key=step), "点错了")
    with acting(cast.actor("chair")):
        found: list[str] = approve_correction(cast.actor("chair"), asked).effects
    return found


def _in_force(matter: Matter) -> set[str]:
    return {paper.kind for paper in papers_about(matter).filter(revoked=None)}


def test_revoking_the_call_back_leaves_what_was_issued_and_the_way_to_a_review(cast: Cast) -> None:
    """What a union above wrote stands in the way of nothing."""
    matter = _closed_after_a_supervision_letter(cast)
    assert _revoked(cast, matter, "check") == []
    row = concern_of(matter)
    assert _in_force(matter) == ISSUED
    assert (row.opinion_on, row.result, next_review(row) is not None) == (today(), "solved", True)


def test_revoking_the_handling_revokes_the_opinion_alone(cast: Cast) -> None:
    """The dated receipt is the worker's proof: no clerk's mistake takes it away."""
    matter = _closed_after_a_supervision_letter(cast)
    assert len(_revoked(cast, matter, "handle")) == 1
    assert _in_force(matter) == ISSUED - {"concerns.opinion"}
    row = concern_of(matter)
    assert (row.opinion_on, row.answer, row.rounds) == (None, None, 0)
