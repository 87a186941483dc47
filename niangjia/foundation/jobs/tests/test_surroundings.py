from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.access.actor import PLATFORM, Actor
from niangjia.foundation.jobs import surroundings
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import State
from niangjia.foundation.jobs.sample import start_trial
from niangjia.foundation.jobs.surroundings import surround_chunks

from .kinds import run

if TYPE_CHECKING:
    from collections.abc import Iterator

Told = list[str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(surroundings, "_surroundings", [])
    told: Told = []

    @surround_chunks
    @contextmanager
    def outer(actor: Actor) -> Iterator[None]:
        told.append(f"in as {actor.name}")
        try:
            yield
        finally:
            told.append("out")

    return told


def test_they_are_around_every_chunk(told: Told, db: None) -> None:
    assert run(start_trial(PLATFORM, 2)).state == State.DONE
    assert told == ["in as platform", "out"] * 2


def test_they_end_with_a_chunk_that_fails(told: Told, db: None) -> None:
    assert run(start_job(PLATFORM, "test.fail", {})).state == State.WAITING
    assert told == ["in as platform", "out"]


def test_one_that_is_registered_twice_counts_once(told: Told) -> None:
    surround_chunks(surroundings._surroundings[0])
    assert len(surroundings._surroundings) == 1
