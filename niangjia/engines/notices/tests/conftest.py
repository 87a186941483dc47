from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from niangjia.engines.notices.channels.base import SENT
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending import delivering
from niangjia.engines.notices.sending.delivering import deliver_some
from niangjia.foundation.clock import SHANGHAI, travelled
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.running import run_slice

from . import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.notices.channels.base import Carrier, Outcome, Parcel

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)


class Recorder:
    """A carrier that keeps what it is given, and answers as it was told."""

    rings = True

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []
        self.answers: list[Outcome] = []

    def ready(self) -> bool:
        return True

    def carry(self, parcel: Parcel) -> Outcome:
        self.parcels.append(parcel)
        return self.answers.pop(0) if self.answers else SENT


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """In the place of every carrier."""
    found = Recorder()
    monkeypatch.setattr(delivering, "carrier", lambda channel: found)
    return found


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon: nobody sleeps."""
    with travelled(to=NOON):
        yield


def carry_out() -> None:
    """Carry out what is due, as the job does, but by the clock of the test: a job has a context of its own."""
    with transaction.atomic():
        while deliver_some()[0]:
            pass


def run_jobs() -> None:
    """Run what waits, as the worker would, by the real clock."""
    for job in Job.objects.filter(state=State.WAITING, not_before=None):
        run_slice(job.pk)


@contextmanager
def carrying(channel: Channel, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One real carrier in the place of its channel's."""
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "carrier", {channel: carrier}.__getitem__)
        yield


__all__ = ["NOON", "Recorder", "carry_out", "carrying", "run_jobs", "samples"]
