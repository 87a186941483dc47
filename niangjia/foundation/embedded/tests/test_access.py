from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from niangjia.foundation.embedded import NotInitialisedError, folders, settings
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.tests.conftest import House

pytestmark = pytest.mark.survival


def test_both_roles_sign_in_and_neither_is_a_superuser(shared: House) -> None:
    for role in ("owner", "app"):
        assert shared.ask("select rolsuper from pg_roles where rolname = current_user", role) is False


def test_owner_makes_databases_for_tests(shared: House) -> None:
    shared.tell("create database trial")


@pytest.mark.parametrize(
    "statement", ["create table t (i int)", "create temp table t (i int)", "create database d", "create role r"]
)
def test_app_may_nothing_until_granted(shared: House, statement: str) -> None:
    with shared.connect("app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_app_sees_no_other_database(shared: House) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        shared.connect("app", dbname="postgres")


def test_wrong_password_is_refused(shared: House) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        shared.connect("owner", password="guess")


def test_nobody_signs_in_as_superuser(shared: House) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        shared.connect("owner", user="postgres", dbname="postgres")


def test_only_passwords_and_only_the_socket_are_offered(shared: House) -> None:
    assert shared.ask("show listen_addresses") == ""
    rules = places_of(shared.home).access.read_text().splitlines()
    assert [line for line in rules if not line.startswith("#")] == ["local all all scram-sha-256"]


def test_socket_folder_is_closed(shared: House) -> None:
    assert folders.is_closed(Path(settings(shared.home, "app")["host"]), places_of(shared.home).user)


def test_passwords_are_readable_by_their_owner_alone(shared: House) -> None:
    assert places_of(shared.home).passwords.stat().st_mode & 0o777 == 0o600


def test_locale_and_time_do_not_depend_on_the_machine(shared: House) -> None:
    assert shared.ask("select datlocprovider::text || datlocale from pg_database limit 1") == "bC.UTF-8"
    assert shared.ask("show timezone") == "Asia/Shanghai"
    assert shared.ask("show data_checksums") == "on"


def test_connections_are_those_asked_for_and_a_reserve(shared: House) -> None:
    assert shared.ask("show max_connections") == "13"
    assert shared.ask("show jit") == "off"


def test_settings_outlive_the_server(house: House) -> None:
    with house.server():
        running = settings(house.home, "app")
    assert settings(house.home, "app") == running


def test_without_a_database_there_are_no_settings(fresh: House) -> None:
    with pytest.raises(NotInitialisedError, match="start the house once"):
        settings(fresh.home, "app")
