from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections

from niangjia.engines.people.demo.columns import TABLES
from niangjia.engines.people.demo.filling import Filled, fill_demo
from niangjia.engines.people.demo.loading import CONSTRAINTS, INDEXES
from tests.harness import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = list[str]
# PostgreSQL writes the types of a list's parts down at another place once it has read what it wrote.
CASTS = re.compile(r"::[a-z ]+(\[\])?|[()]")


def shape() -> Shape:
    """The indexes and constraints of the tables that a demo fills."""
    found: Shape = []
    for question in (CONSTRAINTS, INDEXES):
        with connections["owner"].cursor() as cursor:
            cursor.execute(question, {"tables": list(TABLES)})
            found += [CASTS.sub("", " ".join(row)) for row in cursor.fetchall()]
    return found


@pytest.fixture(scope="module")
def shape_before(django_db_setup: None, django_db_blocker: Any) -> Shape:
    with django_db_blocker.unblock():
        return shape()


@pytest.fixture(scope="module")
def filled(shape_before: Shape, django_db_blocker: Any, database_name: str) -> Iterator[Filled]:
    """The small demo, committed, for all tests of a module: they undo what they change."""
    with django_db_blocker.unblock():
        yield fill_demo("small")
        for connection in connections.all(initialized_only=True):
            connection.close()
        cluster.empty(database_name)
