from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from niangjia.foundation.embedded import StartFailedError, WrongVersionError
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.tests.conftest import House

pytestmark = pytest.mark.survival


def leftovers(house: House) -> list[Path]:
    return list(places_of(house.home).area.glob("new-*"))


@pytest.mark.parametrize("point", ["_initdb", "_initialise"])
def test_killed_initialisation_is_begun_afresh(fresh: House, point: str) -> None:
    owner = fresh.start_owner(f"die:{point}")
    owner.communicate()
    assert owner.returncode == -signal.SIGKILL
    assert leftovers(fresh)
    with fresh.server():
        assert fresh.ask("select 1", "app") == 1
    assert not leftovers(fresh)


@pytest.mark.parametrize("seconds", [0.05, 0.2])
def test_initialisation_killed_while_programs_run(fresh: House, seconds: float) -> None:
    owner = fresh.start_owner("")
    while not leftovers(fresh):
        time.sleep(0.005)
    time.sleep(seconds)
    owner.kill()
    owner.communicate()
    with fresh.server():
        assert fresh.ask("select 1", "app") == 1


def test_failed_start_shows_why_and_lets_go(house: House) -> None:
    with pytest.raises(StartFailedError, match="shared_buffers"):
        house.server(shared_buffers="many").start()
    with house.server():
        assert house.ask("select 1") == 1


def test_data_of_another_version_are_refused(furnished: House) -> None:
    (places_of(furnished.home).data / "PG_VERSION").write_text("16\n")
    with pytest.raises(WrongVersionError, match="PostgreSQL 16's"):
        furnished.server().start()
