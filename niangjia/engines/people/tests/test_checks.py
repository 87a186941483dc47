from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings as house
from django.db import connection, connections

from niangjia.engines.people import checks
from niangjia.engines.people.persons.managers import scoped_tables

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings


def test_this_house_has_both_nets(db: None) -> None:
    assert checks.scope_surrounds_views() == []
    assert checks.rows_are_bound(databases=["default"]) == []


def test_a_middleware_behind_the_scope_is_an_error(settings: Settings) -> None:
    settings.MIDDLEWARE = [*house.MIDDLEWARE, "django.middleware.gzip.GZipMiddleware"]
    assert [found.id for found in checks.scope_surrounds_views()] == ["people.E001"]


def test_whom_row_level_security_does_not_bind_is_named(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "connection", connections["owner"])
    (found,) = checks.rows_are_bound(databases=["default"])
    assert found.id == "people.C001"
    assert "people_person," in found.msg


def test_every_table_that_points_at_persons_is_scoped_or_public() -> None:
    """Posts and deputies are public: who holds a post is known to all."""
    pointing = {
        relation.related_model._meta.db_table
        for model in scoped_tables()
        for relation in model._meta.related_objects
        if relation.related_model is not model
    }
    scoped = {model._meta.db_table for model in scoped_tables()}
    assert pointing - scoped == {"people_post", "people_deputy"}


def test_no_table_of_persons_is_left_out(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        # Services have the net under tables of theirs, too.
        assert {name for (name,) in cursor.fetchall()} >= {model._meta.db_table for model in scoped_tables()}
