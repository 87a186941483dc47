from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from niangjia.foundation.access.models import Account
from niangjia.foundation.database.rows import Rows
from niangjia.foundation.jobs.models import Job

pytestmark = pytest.mark.django_db
ACCOUNTS, JOBS = Rows(Account), Rows(Job)


def _values(one: Account | Job) -> dict[str, object]:
    return {name: value for name, value in vars(one).items() if name != "_state"}


def test_a_row_is_entered_read_and_changed_as_the_orm_does() -> None:
    made = Account(username="rows", name="陈'桂芳%s", password="!")
    with CaptureQueriesContext(connection) as asked:
        ACCOUNTS.insert(made)
    assert len(asked) == 1
    assert _values(Account.objects.get(pk=made.pk)) == _values(made)
    assert (made._state.adding, made._state.db) == (False, "default")
    made.name, made.epoch, made.is_active = "刘芳", 7, False
    ACCOUNTS.update(made, "name", "epoch")
    there = Account.objects.get(pk=made.pk)
    assert (there.name, there.epoch, there.is_active) == ("刘芳", 7, True)
    made.pk = 0
    with pytest.raises(DatabaseError, match="gone"):
        ACCOUNTS.update(made, "name")


def test_values_are_converted_by_their_fields() -> None:
    made = Job.objects.create(kind="x", actor_kind="platform", ids={"a": [1, "二"]}, cursor=None)
    made.cursor = {"at": 3}
    JOBS.update(made, "cursor")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {JOBS.columns('job')} FROM jobs_job job WHERE id = %s", [made.pk])  # noqa: S608
        read = JOBS.read(cursor.fetchone())
    assert read == made
    assert _values(read) == _values(Job.objects.get(pk=made.pk))
    assert (read.ids, read.cursor) == ({"a": [1, "二"]}, {"at": 3})
