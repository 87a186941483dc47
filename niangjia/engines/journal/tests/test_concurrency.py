"""Sealers at once, sealers that are killed, writers that go on meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction

from niangjia.engines.journal import Draft, record, record_many
from niangjia.engines.journal.models import Entry, Seal
from niangjia.engines.journal.sealing import heads, sealer
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.sealer import seal
from niangjia.foundation.access.actor import PLATFORM
from tests.harness import cluster
from tests.harness.house import COMMAND, wait_until

from .samples import DID, make, person, seal_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Rolled(Exception):
    """A writer's transaction is given up."""


def _write(seed: int) -> int:
    """Some transactions, long and short, a third of them rolled back; how many entries stayed."""
    chance, stayed = random.Random(seed), 0  # noqa: S311
    for _ in range(40):
        count = chance.randrange(1, 30)
        try:
            with transaction.atomic():
                record(PLATFORM, DID, person(seed))
                record_many(PLATFORM, [Draft(DID, person(seed))] * count)
                if chance.random() < 0.3:
                    raise Rolled
            stayed += count + 1
        except Rolled:
            pass
    return stayed


def _closing(work: Callable[[], int]) -> int:
    try:
        return work()
    finally:
        connections.close_all()


def test_sealers_and_writers_at_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "MOST", 25)
    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(_closing, lambda seed=seed: _write(seed)) for seed in range(3)]  # type: ignore[misc]
        sealers = [
            pool.submit(_closing, lambda: sum(seal() for _ in range(40)))  # a sealer stops when nothing is final
            for _ in range(3)
        ]
        written, sealed = sum(job.result() for job in writers), sum(job.result() for job in sealers)
    assert sealed + seal_all() == written == Entry.objects.count()
    report = verify_journal()
    assert report.sound and report.entries == written, report.sentence


def test_a_sealer_that_is_killed(home: Path) -> None:
    make(80_000)
    environment = cluster.environment(str(connections["default"].settings_dict["NAME"]), NIANGJIA_HOME=str(home))
    process = subprocess.Popen([*COMMAND, "journal", "seal"], env=environment, cwd=cluster.CHECKOUT)
    wait_until(Seal.objects.exists, seconds=30, what="a first seal")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert Seal.objects.count() < 5, "it was killed in the middle"
    assert verify_journal().sound
    seal_all()
    report = verify_journal()
    assert report.sound and report.entries == 80_000, report.sentence


@pytest.mark.parametrize("breaks", ["append", "write_head"])
def test_dying_before_it_is_known_outside(home: Path, monkeypatch: pytest.MonkeyPatch, breaks: str) -> None:
    make(1)
    with monkeypatch.context() as patch, pytest.raises(OSError, match="full"):
        patch.setattr(heads, breaks, _full)
        seal_all()
    assert verify_journal().sound
    make(1, start=2)
    seal_all()
    assert verify_journal().sound
    head, logged = heads.read_head(), heads.last_logged()
    assert head and logged and head.number == logged.number == Seal.objects.count()


def _full(*given: object) -> None:
    raise OSError("the disk is full")


def test_a_line_that_was_cut_short_is_mended(home: Path) -> None:
    make(1)
    seal_all()
    with heads.log_path().open("a") as file:
        file.write("2 abc")
    assert verify_journal().sound
    make(1, start=2)
    seal_all()
    assert [line.number for line in heads.logged()] == [1, 2]
    assert verify_journal().sound
