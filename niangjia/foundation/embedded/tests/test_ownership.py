from __future__ import annotations

import os
import signal
import time

import pytest

from niangjia.foundation.embedded import AlreadyOwnedError, available, status
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.record import Record, note, running
from niangjia.foundation.embedded.tests.conftest import House

pytestmark = pytest.mark.survival


def test_second_owner_is_refused_and_told_the_first(house: House) -> None:
    with house.owned() as owner, pytest.raises(AlreadyOwnedError, match=f"Process {owner.pid} "):
        house.server().start()


def test_refused_owner_leaves_the_first_alone(house: House) -> None:
    with house.owned():
        with pytest.raises(AlreadyOwnedError):
            house.server().start()
        assert house.ask("select 1") == 1


def test_available_uses_the_server_of_another_process(house: House) -> None:
    with house.owned():
        before = house.server_pid
        with available(house.home, max_connections=5, say=house.said.append):
            assert house.ask("select 1") == 1
        assert house.server_pid == before


def test_available_waits_for_one_that_is_starting(house: House) -> None:
    owner = house.start_owner("")
    with available(house.home, max_connections=5, say=house.said.append):
        assert house.ask("select 1") == 1
    owner.communicate()


def test_available_starts_a_server_and_stops_it(house: House) -> None:
    with available(house.home, max_connections=5, say=house.said.append, extra_settings={"fsync": "off"}):
        assert house.ask("select 1") == 1
    assert not house.processes()


def test_stopping_ends_every_process(house: House) -> None:
    with house.server() as server:
        watcher = server._watcher
        assert watcher
    assert not house.processes()
    assert watcher.returncode is not None
    assert not status(house.home).running


def test_ctrl_c_reaches_the_owner_only(house: House) -> None:
    with house.owned("deaf") as owner:
        os.killpg(owner.pid, signal.SIGINT)
        time.sleep(0.3)
        assert house.ask("select 1") == 1


def test_note_with_a_reused_pid_is_no_running_server(house: House) -> None:
    with house.server():
        pass
    where = places_of(house.home)
    note(where, os.getpid(), where.area)
    assert running(where) is not None
    assert not Record(os.getpid(), "another boot:1", "").alive
