"""Warnings: each step once, up the line once overdue, and the letter of reminder."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.notices.models import Message
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import now, travelled
from niangjia.foundation.jobs.models import Job, State
from niangjia.services.founding.models import TermWarning
from niangjia.services.founding.terms import warning
from niangjia.services.founding.terms.jobs import start_warning, warn

from .samples import ahead, entered, printed

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _steps(union: Union) -> list[tuple[str, str]]:
    return list(TermWarning.objects.filter(union=union).order_by("pk").values_list("subject", "step"))


def _told(cast: Cast, who: str) -> int:
    return Message.objects.filter(person=cast.person(who).pk, notice__kind__startswith="founding.").count()


def _all() -> int:
    """As the job does, chunk by chunk."""
    last, made = warning.warn_some()
    total = made
    while last is not None:
        last, made = warning.warn_some(last)
        total += made
    return total


def test_each_step_is_said_once_and_what_is_overdue_goes_up(cast: Cast) -> None:
    union = entered(cast, election_due=ahead(360))
    assert (_all(), _all(), _steps(union)) == (1, 0, [("term", "year")])
    assert [_told(cast, who) for who in ("clerk", "chair", "upper_officer", "member")] == [1, 1, 1, 0]
    for days, step in ((200, "half"), (340, "month"), (362, "overdue")):
        with travelled(to=now() + timedelta(days=days)):
            Post.objects.filter(pk=cast.post("chair").pk).update(ends=None)
            Post.objects.filter(pk__in=(cast.post("clerk").pk, cast.post("upper_officer").pk)).update(ends=None)
            _all()
            _all()
        assert _steps(union)[-1] == ("term", step)
    assert len(_steps(union)) == 4
    assert _told(cast, "clerk") == 4


def test_what_is_entered_late_gets_the_nearest_step_alone(cast: Cast) -> None:
    union = entered(cast, certificate_expires=ahead(20))
    _all()
    assert _steps(union) == [("certificate", "month")]
    Union.objects.filter(pk=union.pk).update(certificate_expires=ahead(21))
    _all()
    assert _steps(union) == [("certificate", "month")] * 2, "another day, another warning"


def test_a_chunk_that_is_killed_leaves_nothing_and_is_done_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(cast, election_due=ahead(20))
    entered(cast, "school", election_due=ahead(20))
    monkeypatch.setattr(warning, "AT_ONCE", 1)

    def killed(made: list[TermWarning]) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(warning, "_tell", killed)
        with pytest.raises(RuntimeError):
            warning.warn_some()
    assert (TermWarning.objects.count(), _told(cast, "clerk")) == (0, 0)
    assert (_all(), TermWarning.objects.count(), _told(cast, "clerk")) == (2, 2, 1)
    start_warning()
    assert Job.objects.get(kind="founding.warn").state == State.WAITING
    assert warn.__name__ == "warn"


def test_the_officer_above_issues_the_letter_of_reminder_once(cast: Cast) -> None:
    union = entered(cast, election_due=ahead(-5))
    county = cast.union("county")
    Post.objects.create(union=county, person=cast.person("other_clerk"), role=Role.OFFICER, started=ahead(-9))
    _ = cast["other_clerk"]
    _all()
    row = TermWarning.objects.get()
    assert _told(cast, "other_clerk") == 1 and _told(cast, "upper_officer") == 1, "overdue: all up the line"
    url = f"/founding/desk/warnings/{row.pk}/letter/"
    assert cast.client("chair").post(url).status_code == 403, "not of oneself"
    assert TermWarning.objects.get().paper is None
    answer = cast.client("other_clerk").post(url)
    row.refresh_from_db()
    assert row.paper and answer.status_code == 302
    assert row.paper.union == county and row.paper.number
    words = printed(cast, "other_clerk", row.paper)
    assert "届满的提醒函" in words and union.name in words
    cast.client("other_clerk").post(url)
    row.refresh_from_db()
    assert row.paper_id == TermWarning.objects.get().paper_id


def test_of_a_warning_that_is_no_longer_true_no_letter_is_issued(cast: Cast) -> None:
    union = entered(cast, election_due=ahead(20), certificate_expires=ahead(25))
    who = {"union": cast.union("county"), "person": cast.person("other_clerk"), "started": ahead(-9)}
    Post.objects.create(role=Role.OFFICER, **who)
    _ = cast["other_clerk"]
    _all()
    officer, page = cast.client("other_clerk"), f"/founding/desk/terms/{union.pk}/"
    urls = [f"/founding/desk/warnings/{row.pk}/letter/" for row in TermWarning.objects.order_by("subject")]
    assert [url in officer.get(page).content.decode() for url in urls] == [True, True]
    Union.objects.filter(pk=union.pk).update(election_due=ahead(200))
    assert [url in officer.get(page).content.decode() for url in urls] == [True, False]
    answer = officer.post(urls[1], follow=True)
    assert "这条提醒已不再适用" in answer.content.decode()
    assert not TermWarning.objects.exclude(paper=None).exists()
