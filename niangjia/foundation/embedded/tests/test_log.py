from __future__ import annotations

import os
import signal
import time

import psycopg
import pytest

from niangjia.foundation.embedded import status
from niangjia.foundation.embedded.tests.conftest import House

pytestmark = pytest.mark.survival
NAME = "张三"
PHONE = "13800138000"  # a crash report would show Chinese as question marks


@pytest.mark.parametrize(
    "statement",
    [
        "insert into people values ('张三')",  # the message's detail names the duplicate
        "select '张三'::int",  # the message itself quotes it
        "select 张三",
    ],
)
def test_what_people_typed_is_not_in_the_log(shared: House, statement: str) -> None:
    with shared.connect() as connection:
        connection.execute("create table if not exists people (name text primary key)")
        connection.execute("insert into people values ('张三') on conflict do nothing")
        with pytest.raises(psycopg.Error, match=NAME):
            connection.execute(statement.encode())
    assert NAME not in status(shared.home).log.read_text()


def test_a_crash_does_not_quote_the_statement(shared: House) -> None:
    with shared.connect() as connection:
        connection.pgconn.send_query(f"select pg_sleep(60), '{PHONE}'".encode())
        while not shared.ask("select count(*) from pg_stat_activity where query like 'select pg_sleep%'"):
            time.sleep(0.01)
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        connection.pgconn.get_result()
    log = status(shared.home).log.read_text()
    assert "was terminated by signal 9" in log
    assert PHONE not in log


def test_log_begins_anew_with_each_start_and_one_is_kept(house: House) -> None:
    for _ in range(3):
        with house.server():
            pass
    log = status(house.home).log
    assert log.read_text().count("is ready to accept") == 1
    assert sorted(path.name for path in log.parent.glob("server.log*")) == ["server.log", "server.log.1"]


def test_log_is_readable_by_its_owner_alone(shared: House) -> None:
    assert status(shared.home).log.stat().st_mode & 0o777 == 0o600
