"""Without a name: what is opened in the night after, and how it stands in the inbox."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.models import Matter
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.acts.anonymous import (
    erase_old,
    open_waiting,
)
from niangjia.services.concerns.acts.reviewing import open_wanted
from niangjia.services.concerns.models import (
    Anonymous,
    Concern,
)
from niangjia.services.concerns.pages import inbox as pages

from .samples import checked, done, handed_in, handled, registered
from .test_nameless import _officers, _with_receipt

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_a_review_is_asked_for_with_the_receipt(cast: Cast) -> None:
    """Opened in the night after, by nobody; who reviews it reads it, and its words go with the others."""
    _officers(cast)
    sender, officer = Client(), cast.client("upper_officer")
    receipt = handed_in(cast, sender)
    officer.post(f"/concerns/desk/anonymous/{Anonymous.objects.get().pk}/", {"take": "1"})
    matter = Matter.objects.get()
    assert 'name="review"' not in _with_receipt(sender, receipt)
    registered(cast, matter, "upper_officer")
    handled(cast, matter, "upper_officer")
    checked(cast, matter, "other_clerk")
    assert 'name="review"' in _with_receipt(sender, receipt)
    page = _with_receipt(sender, receipt, review="1", text="只补了一半")
    assert 'name="review"' not in page and "已申请" in page
    assert open_wanted() == 0  # of today: nothing
    assert "concerns.review.wanted" in Anonymous.objects.get().pending
    with travelled(to=datetime.combine(today() + timedelta(days=1), time(3), SHANGHAI)):
        assert (open_wanted(), open_wanted()) == (1, 0)
        review = Matter.objects.get(procedure="concerns.review")
        assert (review.union, review.bypassed, review.opened_by) == (cast.union("city"), cast.union("mine"), None)
        reader = cast.client("upper_officer")
        assert "只补了一半" in reader.get(f"/desk/matters/{review.pk}/").content.decode()
        given = {"facts": "复查事实", "opinion": "应当全部补发", "basis": ""}
        assert done(reader, review, outcome="change", **given).status_code == 422  # who handled it below
    Anonymous.objects.update(keep_until=today() - timedelta(days=1))
    assert erase_old() == 0  # while it is being reviewed


def test_what_nobody_takes_up_is_opened_at_night_and_its_days_run_from_the_day_it_came(cast: Cast) -> None:
    _officers(cast)
    handed_in(cast)
    made = Concern.objects.get().made
    assert open_waiting() == 0  # of today: nothing
    with travelled(to=datetime.combine(today() + timedelta(days=1), time(3), SHANGHAI)):
        assert open_waiting() == 1
        assert open_waiting() == 0
    limit = TimeLimit.objects.get(kind="concerns.tell")
    assert (limit.event, limit.union) == (made, cast.union("county"))


def test_new_ones_stand_first_however_many_there_are(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _officers(cast)
    monkeypatch.setattr(pages, "SHOWN", 1)
    handed_in(cast)
    old = Anonymous.objects.get()
    officer = cast.client("upper_officer")
    officer.post(f"/concerns/desk/anonymous/{old.pk}/", {"take": "1"})
    handed_in(cast)
    new = Anonymous.objects.exclude(pk=old.pk).get()
    first = officer.get("/concerns/desk/anonymous/").content.decode()
    assert str(new.pk) in first and str(old.pk) not in first
    assert str(old.pk) in officer.get("/concerns/desk/anonymous/?page=2").content.decode()
