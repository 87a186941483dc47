from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from niangjia.foundation.embedded import ForeignServerError, Server, binaries, folders, record, server, settings
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.tests.conftest import House

pytestmark = pytest.mark.survival


def until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def kill_parent(house: House, running: Server) -> None:
    os.kill(house.server_pid, signal.SIGKILL)
    assert until(lambda: not running.alive(), 5)


def keep(house: House) -> None:
    house.tell("drop table if exists kept")
    house.tell("create table kept as select generate_series(1, 1000) as number")


def kept(house: House) -> bool:
    return bool(house.ask("select count(*) = 1000 from kept"))


def test_killed_parent_is_revived_with_its_data_and_address(house: House) -> None:
    with house.server() as running:
        keep(house)
        before = settings(house.home, "app")
        kill_parent(house, running)
        running.revive()
        assert kept(house)
        assert settings(house.home, "app") == before


def test_recovery_is_waited_for_and_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "FIRST_WORD_SECONDS", 0.0)
    with house.server() as running:
        keep(house)
        kill_parent(house, running)
        running.revive()
    assert any("Waiting for the database" in sentence for sentence in house.said)


def test_busy_orphans_of_a_killed_parent_are_ended(house: House) -> None:
    with house.server() as running:
        connection = house.connect()
        connection.pgconn.send_query(b"select count(*) from generate_series(1, 100000000000)")
        orphan = connection.info.backend_pid
        kill_parent(house, running)
        running.revive()
        assert orphan not in house.processes()
        connection.close()


@pytest.mark.parametrize("seconds", [0.005, 0.02])
def test_stopping_amid_recovery_does_not_hang(house: House, seconds: float) -> None:
    with house.server():
        with house.connect() as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)
            connection.close()
        time.sleep(seconds)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("also", ["", "fork"])
def test_killed_owner_takes_the_server_along(house: House, also: str) -> None:
    owner = house.start_owner(also)
    assert owner.stdout
    child = int(owner.stdout.readline().split()[1])
    keep(house)
    owner.kill()
    assert until(lambda: not house.processes(), 10)
    if child:
        os.kill(child, signal.SIGKILL)
    owner.communicate()
    with house.server():
        assert kept(house)


def test_killed_owner_can_be_followed_at_once(house: House) -> None:
    with house.owned() as owner:
        keep(house)
        owner.kill()
    with house.server():
        assert kept(house)


def test_owner_and_parent_killed_together(house: House) -> None:
    with house.owned() as owner:
        keep(house)
        os.kill(house.server_pid, signal.SIGKILL)
        owner.kill()
    assert until(lambda: not house.processes(), 10)
    with house.server():
        assert kept(house)


@pytest.fixture
def stranger(house: House) -> Iterator[int]:
    """The pid of an unrelated process of the user that the server runs as."""
    process = subprocess.Popen(["sleep", "60"], **places_of(house.home).user.spawn())
    yield process.pid
    process.kill()
    process.wait()


def test_pid_file_with_a_reused_pid_does_not_hinder(house: House, stranger: int) -> None:
    where = places_of(house.home)
    with house.server() as running:
        keep(house)
        kill_parent(house, running)
    lines = record.pid_file_lines(where)
    stale = "\n".join([str(stranger), *lines[1:], ""])
    where.pid_file.write_text(stale)
    (folders.socket_folder(where) / f"{folders.SOCKET_NAME}.lock").write_text(stale)
    with house.server():
        assert kept(house)


def test_server_started_by_hand_is_named_and_left_alone(house: House) -> None:
    where = places_of(house.home)
    with house.server():
        socket = settings(house.home, "app")["host"]
    command = [binaries.located(where.user).path("postgres"), "-D", str(where.data), "-c", "listen_addresses="]
    command += ["-c", f"unix_socket_directories={socket}"]
    by_hand = subprocess.Popen(command, stderr=subprocess.DEVNULL, **where.user.spawn())
    try:
        assert until(lambda: record.is_ready(where, by_hand.pid), 10)
        with pytest.raises(ForeignServerError, match=f"process {by_hand.pid};"):
            house.server().start()
        assert by_hand.poll() is None
    finally:
        by_hand.send_signal(signal.SIGINT)
        by_hand.wait()
