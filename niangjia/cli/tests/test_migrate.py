from __future__ import annotations

from contextlib import closing
from threading import Timer

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from niangjia.cli.management.commands.migrate import LOCK, take_turn
from tests.harness import cluster


def test_a_migration_waits_for_another_longer_than_for_tables(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = connections["owner"]
    owner.close()
    monkeypatch.setitem(owner.settings_dict["OPTIONS"], "options", "-c lock_timeout=100ms")
    said: list[str] = []
    with closing(psycopg.connect(cluster.url("owner", committed), autocommit=True)) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        timer = Timer(0.5, other.execute, ["SELECT pg_advisory_unlock_all()"])
        timer.start()
        with owner.cursor() as cursor:
            take_turn(cursor, said.append)
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("100ms",)
        timer.join()
    owner.close()
    assert len(said) == 1


def test_the_owner_is_not_taken_for_the_app(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = connections["owner"].settings_dict["USER"]
    monkeypatch.setitem(connections["default"].settings_dict, "USER", owner)
    with pytest.raises(CommandError, match="DATABASE_URL and of DATABASE_OWNER_URL"):
        call_command("migrate", verbosity=0)
