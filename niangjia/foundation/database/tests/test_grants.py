"""The app's role may do what it must, and nothing else."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction

from niangjia.foundation.database.checks import database_fits
from niangjia.foundation.database.grants import append_only_tables, secret_columns

FORBIDDEN = "permission denied|must be owner"
APPEND_ONLY = sorted(append_only_tables())
KEYS = {model._meta.db_table: model._meta.pk.column for model in apps.get_models()}


def _refused(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=FORBIDDEN), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_tests_themselves_act_as_the_apps_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_nothing_is_changed_or_removed_where_rows_are_only_added(table: str, statement: str) -> None:
    _refused(statement.format(table, KEYS[table]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE mine (id int)", "DROP TABLE access_token", "ALTER TABLE access_token ADD x int",
     "TRUNCATE access_token", "DELETE FROM django_migrations"],
)  # fmt: skip
def test_the_tables_themselves_are_the_owners(statement: str) -> None:
    _refused(statement)


@pytest.mark.django_db
def test_some_table_is_append_only() -> None:
    assert APPEND_ONLY


@pytest.mark.django_db
def test_secrets_of_such_tables_are_guarded_by_a_trigger() -> None:
    # 2 is BEFORE, 16 is UPDATE
    asked = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 18 = 18"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        guarded = {table for (table,) in cursor.fetchall()}
    assert secret_columns().keys() <= guarded


@pytest.mark.django_db
def test_an_ordinary_role_passes_the_check() -> None:
    assert not [found for found in database_fits(databases=["default"]) if found.id == "database.C001"]


@pytest.mark.django_db
def test_a_superuser_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.foundation.database.checks.ROLE", "SELECT true, false, 180000, 100")
    assert [found.id for found in database_fits(databases=["default"])] == ["database.C001"]


@pytest.mark.django_db
def test_an_old_and_narrow_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.foundation.database.checks.ROLE", "SELECT false, false, 160002, 3")
    assert [found.id for found in database_fits(databases=["default"])] == ["database.C002", "database.W001"]


def test_readings_of_a_lost_database_do_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    from niangjia.foundation import readings

    def lost() -> list[readings.Reading]:
        raise DatabaseError

    monkeypatch.setattr(readings, "_sources", [lost])
    assert [reading.health for reading in readings.readings()] == [readings.Health.BAD]
