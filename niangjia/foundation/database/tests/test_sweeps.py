from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from niangjia.foundation.clock import now, travelled
from niangjia.foundation.database.jobs import sweep_sessions, sweep_tallies
from niangjia.foundation.limits import Limit
from niangjia.foundation.limits.models import Tally

LIMIT = Limit("test", most=3, per=timedelta(minutes=5))


@pytest.mark.django_db
def test_windows_that_are_over_are_swept() -> None:
    LIMIT.count("old")
    with travelled(to=now() + timedelta(hours=1)):
        LIMIT.count("new")
        sweep_tallies()
    assert Tally.objects.count() == 1


@pytest.mark.django_db
def test_sessions_that_are_over_are_swept() -> None:
    for days in (-1, 1):
        session = SessionStore()
        session.create()
        Session.objects.filter(pk=session.session_key).update(expire_date=now() + timedelta(days=days))
    sweep_sessions()
    assert Session.objects.count() == 1
