"""The days of the Regulation on Petitions (信访工作条例, 2022); how days end we take from the Civil Code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.engines.rules import value

from .answers import Judged, LastDay
from .counting import in_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

ASK = "petition.review_ask_cd"
ANSWER = "petition.review_cd"


def written_notice(received: date, *, reachable: bool = True, unions: Sequence[int] = ()) -> LastDay | None:
    """By when the petitioner is told in writing (23); None if name or address is not clear, then nobody need be."""
    if not reachable:
        return None
    return _days("petition.tell_cd", _("Tell the petitioner in writing"), received, unions)


def not_ours(passed_on: date, *, unions: Sequence[int] = ()) -> LastDay:
    """By when to object to what another body passed on to us and is not ours (23(3)): working days."""
    return in_days("petition.bounce_wd", _("Object to what is not ours"), passed_on, unions=unions)


def handling(accepted: date, *, extension: int = 0, unions: Sequence[int] = ()) -> LastDay:
    """By when what Article 31(6) covers is closed (34); `extension` days were granted in writing, 30 at most.

    Raises ValueError if more were granted than may be.
    """
    if not 0 <= extension <= value("petition.handle_extension_cd", on=accepted, unions=unions).days.count:
        raise ValueError(f"an extension by {extension} days")
    return _days("petition.handle_cd", _("Give the written handling opinion"), accepted, unions, extension)


def review_asked(received: date) -> LastDay:
    """By when a review is asked for, after the written opinion was received (35)."""
    return _days(ASK, _("Ask for a review"), received)


def review_answered(asked: date) -> LastDay:
    """By when the body above answers the request for a review (35)."""
    return _days(ANSWER, _("Answer the request for a review"), asked)


def final_review_asked(received: date) -> LastDay:
    """By when the final review is asked for, after the answer to the review was received (36)."""
    return _days(ASK, _("Ask for the final review"), received)


def final_review_answered(asked: date, *, hearing: int = 0) -> LastDay:
    """By when the final review is answered; the days that a hearing took do not count (36)."""
    return _days(ANSWER, _("Answer the request for the final review"), asked, more=hearing)


def judge_review(received: date, asked: date, *, final: bool = False) -> Judged:
    """Whether a review asked for on that day is in time: day 30 is, day 31 is not, and the sentence says why."""
    limit = final_review_asked(received) if final else review_asked(received)
    if asked < received:
        raise ValueError("asked for before the answer was received")
    told = {"received": date_format(received), "last": date_format(limit.day), "asked": date_format(asked)}
    if not limit.over(asked):
        return Judged(
            True, limit, _("Received on %(received)s, so it could be asked for until %(last)s: in time.") % told
        )
    late = (asked - limit.day).days
    days = ngettext("%(count)s day late", "%(count)s days late", late) % {"count": late}
    said = _(
        "The written answer was received on %(received)s. The day of receipt does not count, so a review could be "
        "asked for until %(last)s. It was asked for on %(asked)s, %(days)s (Regulation on Petitions 35, 36). It "
        "can't be taken any more. If it was received on another day, bring the proof of delivery. New facts or "
        "reasons can be brought as a new concern."
    )
    return Judged(False, limit, said % {**told, "days": days})


def _days(key: str, title: str, start: date, unions: Sequence[int] = (), more: int = 0) -> LastDay:
    found = in_days(key, title, start, unions=unions, more=more)
    if not found.moved:
        return found
    return found.doubting(
        _("The regulation does not say that a day of rest moves the end; we count as the Civil Code (203) does.")
    )
