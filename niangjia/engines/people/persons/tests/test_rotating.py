from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import PersonIdentifier
from niangjia.engines.people.persons import rotating
from niangjia.engines.people.persons.details import replace_detail
from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.models import IdentityDocument, Relative, SealedDetail
from niangjia.engines.people.persons.rotating import keys_needed, sealed_columns, start_rotation
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.jobs.models import LIVE
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.keys import add_pair, ensure_pair, retire_pair, use_pair
from niangjia.foundation.secrets import KeyRing, ring
from niangjia.foundation.secrets.house import vault

from .samples import OTHER_PHONE, PHONE, Office, number_of, office, resident_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from niangjia.engines.people.persons.values import DocumentData
    from niangjia.foundation.jobs.models import Job
    from tests.harness.people import Cast


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of the test's own, which the house's vault follows at once."""
    ensure_pair(tmp_path)
    monkeypatch.setattr(ring, "LOOK_EVERY", -1)
    monkeypatch.setattr(vault(), "_ring", KeyRing(tmp_path))
    monkeypatch.setattr(rotating, "AT_ONCE", 4)
    return tmp_path


def rotate(keys: Path) -> Job:
    """Make a new pair, use it, and start the job."""
    use_pair(keys, add_pair(keys))
    return start_rotation(PLATFORM)


def finish(job: Job) -> None:
    run_slice(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == ("done", "")


def digests(person_id: int) -> list[int]:
    return sorted(PersonIdentifier.objects.filter(person=person_id).values_list("key_id", flat=True))


def test_every_column_of_secrets_takes_part() -> None:
    found = {column.table for column in sealed_columns()}
    assert found >= {model._meta.db_table for model in (IdentityDocument, SealedDetail, Relative)}


def test_all_is_sealed_and_found_by_the_new_key(committed: str, cast: Cast, keys: Path) -> None:
    document, other = resident_id(), resident_id()
    with office(cast) as mine:
        person = mine.register("李雷", document, phones=(PHONE,))
        record_relative(mine.actor, person, RelativeData(relation="spouse", name="韩梅梅", number=other.number))
        assert digests(person.pk) == [1, 1, 1]
    finish(rotate(keys))
    assert keys_needed(PLATFORM) == {2}
    retire_pair(keys, 1)
    with acting(cast.actor("clerk")):
        assert digests(person.pk) == [2, 2, 2]
        assert [find_persons(text).get() for text in (document.number, document.number[-4:], PHONE)] == [person] * 3
        assert number_of(Relative.objects.get()) == other.number


def test_until_then_the_old_key_is_needed(committed: str, cast: Cast, keys: Path) -> None:
    with office(cast) as mine:
        mine.register("李雷", phones=(PHONE,))
    rotate(keys)
    assert keys_needed(PLATFORM) == {1}


@contextmanager
def stale(keys: Path, folder: Path) -> Iterator[None]:
    """Within it the vault is one of a process that has not seen the new pair yet."""
    folder.mkdir(exist_ok=True)
    for name in ("data-1", "find-1"):
        shutil.copy(keys / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault(), "_ring", KeyRing(folder))
        yield


def test_who_was_entered_by_a_process_that_was_late_is_found_too(committed: str, cast: Cast, keys: Path) -> None:
    with office(cast) as mine:
        mine.register("李雷", resident_id())
    job, document = rotate(keys), resident_id()
    while "round" not in (job.cursor or {}) or job.cursor["round"] == 1:  # type: ignore[index]
        run_slice(job.pk, seconds=0)
        job.refresh_from_db()
    with stale(keys, keys / "late"), office(cast) as mine:
        late = mine.register("韩梅梅", document)
    finish(job)
    with acting(cast.actor("clerk")):
        assert (digests(late.pk), find_persons(document.number).get()) == ([2, 2], late)
    assert keys_needed(PLATFORM) == {2}


def test_another_key_in_the_middle_ends_the_job(committed: str, cast: Cast, keys: Path) -> None:
    with office(cast) as mine:
        mine.register("李雷", resident_id())
    job = rotate(keys)
    use_pair(keys, add_pair(keys))
    run_slice(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "key_changed")


def test_only_who_is_responsible_starts_it(cast: Cast) -> None:
    with pytest.raises(Refused):
        start_rotation(cast.actor("chair"))


def test_beginning_and_end_are_journalled(committed: str, cast: Cast, keys: Path) -> None:
    with office(cast) as mine:
        mine.register("李雷", resident_id())
    finish(rotate(keys))
    assert Entry.objects.get(code="people.keys.rotation_started").data == {"key": 2}
    assert Entry.objects.get(code="people.keys.rotation_ended").data == {"key": 2, "persons": 9}


ENOUGH = 60  # persons entered by the test: else the job would never come to an end


class Traffic:
    """Clerks who search and write in other threads until they are told to stop; what went wrong is kept."""

    def __init__(self, cast: Cast, documents: list[DocumentData]) -> None:
        self.cast, self.documents, self.actor = cast, documents, cast.actor("clerk")
        self.stop, self.wrong, self.looks = threading.Event(), list[object](), 0

    def __enter__(self) -> Traffic:
        self.threads = [
            threading.Thread(target=self._go_on, args=[deed]) for deed in (self._look, self._look, self._write)
        ]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def wait_for_more(self) -> None:
        """Until others have since found somebody and entered somebody."""
        looks, known, until = self.looks, len(self.documents), time.monotonic() + 30
        while not self.wrong and (self.looks == looks or len(self.documents) == known < ENOUGH):
            assert time.monotonic() < until, "nobody works"
            time.sleep(0.01)

    def _go_on(self, deed: object) -> None:
        try:
            while not self.stop.is_set():
                deed()  # type: ignore[operator]
                self.stop.wait(0.05)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
            self.wrong.append(error)
        finally:
            connections.close_all()

    def _look(self) -> None:
        for document in list(self.documents):
            with acting(self.actor):
                found = [find_persons(text).count() > 0 for text in (document.number, document.number[-4:])]
                opened = [
                    row.number.reveal()
                    for row in IdentityDocument.objects.filter(person__in=find_persons(document.number))
                ]
            self.looks += 1
            if found != [True, True] or document.number not in opened:
                self.wrong.append(found)

    def _write(self) -> None:
        if len(self.documents) >= ENOUGH:
            return
        document = resident_id()
        with acting(self.actor):
            desk = Office(self.cast, self.actor)
            person = desk.register("韩梅梅", document, phones=(PHONE,))
        self.documents.append(document)
        with acting(self.actor):
            replace_detail(self.actor, person.details.get(), OTHER_PHONE)


def test_nobody_is_unfindable_while_people_work(committed: str, cast: Cast, keys: Path) -> None:
    documents = [resident_id() for _ in range(6)]
    with office(cast) as mine:
        for document in documents:
            mine.register("李雷", document, phones=(PHONE,))
    with Traffic(cast, documents) as traffic:
        for old in (1, 2):
            chunks = _rotate_among(traffic, rotate(keys))
            assert old not in keys_needed(PLATFORM)
            retire_pair(keys, old)
            assert chunks > 6  # two rounds over all of the cast and of those entered, four at a time
            traffic.wait_for_more()
    assert traffic.wrong == []


def _rotate_among(traffic: Traffic, job: Job) -> int:
    """Run the job chunk by chunk, and in between let others find everybody and enter somebody; how many chunks."""
    job.refresh_from_db()
    while job.state in LIVE:
        traffic.wait_for_more()
        run_slice(job.pk, seconds=0)
        job.refresh_from_db()
    assert (job.state, job.failure) == ("done", "")
    return job.chunks


def test_chunks_and_desks_work_at_the_same_moment(committed: str, cast: Cast, keys: Path) -> None:
    """Not only between chunks: the job runs as fast as it can while others look and write without a pause."""
    documents = [resident_id() for _ in range(40)]
    with office(cast) as mine:
        for document in documents:
            mine.register("李雷", document, phones=(PHONE,))
    with Traffic(cast, documents) as traffic:
        traffic.wait_for_more()
        for _round in range(3):
            finish(rotate(keys))
            traffic.wait_for_more()
    assert traffic.wrong == []
