"""`niangjia keys rotate` and `retire`, as an operator calls them, on people's data."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.rotating import ROTATE, start_rotation
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import LIVE, Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.keys import KeyFileError, add_pair, live_ids, use_pair
from niangjia.foundation.secrets.keeping import ids_needed

from .samples import PHONE, office, resident_id
from .test_rotating import keys

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

__all__ = ["keys"]


@pytest.fixture(autouse=True)
def _house(committed: str, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOUSE", SimpleNamespace(keys=keys, production=False))


class Worker:
    """A job worker that does whatever it finds, until the block ends."""

    def __enter__(self) -> Worker:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            for job in Job.objects.filter(state__in=LIVE):
                run_slice(job.pk)
            time.sleep(0.02)
        connections.close_all()


def test_a_key_is_put_aside_only_when_nothing_needs_it(
    cast: Cast, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = resident_id()
    with office(cast) as mine:
        person = mine.register("李雷", document, phones=(PHONE,))
    use_pair(keys, add_pair(keys))
    with pytest.raises(CommandError, match="Data still need key 1: "):
        call_command("keys", "retire", "1")
    assert live_ids(keys) == [2, 1]
    with Worker():
        call_command("keys", "rotate")
    assert "sealed with key 2.\nNo longer needed: 1" in capsys.readouterr().out
    call_command("keys", "retire", "1")
    assert (live_ids(keys), ids_needed()) == ([2], {2})
    with acting(cast.actor("clerk")):
        assert find_persons(document.number).get() == person


def test_the_current_key_and_one_that_is_not_there_are_not_put_aside(cast: Cast, keys: Path) -> None:
    for key_id, reason in ((1, "the current one"), (7, "not there")):
        with pytest.raises(KeyFileError, match=reason):
            call_command("keys", "retire", str(key_id))


def test_what_is_under_way_is_shown_and_not_started_twice(cast: Cast, keys: Path) -> None:
    start_rotation(PLATFORM)
    call_command("keys", "rotate", "--no-wait")
    with Worker():
        call_command("keys", "rotate")
    assert Job.objects.filter(kind=ROTATE).count() == 1


def test_a_job_that_stopped_says_why(cast: Cast, keys: Path) -> None:
    with office(cast) as mine:
        mine.register("李雷", resident_id())

    def chosen_meanwhile() -> None:
        time.sleep(0.2)
        use_pair(keys, add_pair(keys))
        with Worker():
            time.sleep(0.5)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(chosen_meanwhile)
        with pytest.raises(CommandError, match="It stopped: "):
            call_command("keys", "rotate")
