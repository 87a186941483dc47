from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.engines.people.models import Deputy, Employer, Person, Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.scope import NoScope, current_scope
from niangjia.foundation.clock import today
from tests.harness.people import STRANGER

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from tests.harness.people import Cast

MINE = ["何强", "刘芳", "孙立", "李大山", "王小梅", "陈建国"]
SEEN = {
    "clerk": MINE,
    "chair": MINE,
    "group_leader": ["何强"],
    "other_clerk": ["赵文"],
    "upper_officer": sorted([*MINE, "赵文", "周敏"]),
    "auditor": ["孙立"],  # audits funds: of persons only the own record
    "member": ["王小梅"],
    "worker": ["李大山"],
    "system_admin": [],
    "security_admin": [],
    "audit_admin": [],
}


@pytest.fixture(autouse=True)
def routes(settings: Settings) -> None:
    settings.ROOT_URLCONF = "niangjia.engines.people.tests.urls"


@pytest.mark.parametrize("key", SEEN)
def test_each_of_the_cast_sees_their_own(cast: Cast, key: str) -> None:
    _ = cast.union("mine")
    assert cast.client(key).get("/try/names").json() == SEEN[key]


@pytest.mark.parametrize("key", SEEN)
def test_bulk_sql_sees_no_more(cast: Cast, key: str) -> None:
    _ = cast.union("mine")
    assert cast.client(key).get("/try/bulk").json() == len(SEEN[key])


def test_a_post_that_ended_yesterday_opens_nothing_today_nor_one_that_starts_tomorrow(cast: Cast) -> None:
    client = cast.client("clerk")
    Post.objects.filter(pk=cast.post("clerk").pk).update(ends=today() - timedelta(days=1))
    Post.objects.create(
        person=cast.person("clerk"), union=cast.union("mine"), role=Role.CLERK, started=today() + timedelta(days=1)
    )
    assert client.get("/try/names").json() == ["刘芳"]


def test_who_has_posts_in_two_unions_sees_where_the_right_is(cast: Cast) -> None:
    for role, where in ((Role.GROUP_LEADER, "group"), (Role.AUDITOR, "mine")):
        Post.objects.create(person=cast.person("other_clerk"), union=cast.union(where), role=role, started=today())
    assert cast.client("other_clerk").get("/try/names").json() == ["何强", "赵文"]


def test_a_deputy_sees_what_the_holder_sees(cast: Cast) -> None:
    deputising = {"person": cast.person("member"), "started": today(), "ends": today()}
    Deputy.objects.create(post=cast.post("other_clerk"), **deputising)
    assert cast.client("member").get("/try/names").json() == ["王小梅", "赵文"]


def test_a_visitor_sees_nobody(cast: Cast) -> None:
    _ = cast.union("mine")
    assert cast.client(STRANGER).get("/try/visitor").json() == []


def test_a_page_that_is_rendered_late_is_rendered_in_its_scope(cast: Cast) -> None:
    assert cast.client("other_clerk").get("/try/lazy").content.decode().strip() == "赵文"


def test_after_the_request_nothing_of_its_scope_is_left(cast: Cast) -> None:
    cast.client("clerk").get("/try/names")
    with pytest.raises(NoScope):
        current_scope()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        assert cursor.fetchone() == (0,)


def test_a_view_without_a_transaction_has_no_scope(cast: Cast) -> None:
    with pytest.raises(NoScope):
        cast.client("clerk").get("/try/outside")


def test_a_view_that_answers_nothing_is_an_error(cast: Cast) -> None:
    with pytest.raises(ValueError, match="answered nothing"):
        cast.client("clerk").get("/try/nothing")


def test_a_stream_reads_in_a_scope_of_its_own(committed: str, cast: Cast) -> None:
    response = cast.client("other_clerk").get("/try/stream")
    assert b"".join(response).decode() == "赵文\n"
    assert not connection.in_atomic_block


def test_a_stream_that_nobody_reads_to_its_end_leaves_nothing_behind(committed: str, cast: Cast) -> None:
    response = cast.client("clerk").get("/try/stream")
    assert next(iter(response))
    response.close()
    assert not connection.in_atomic_block
    with pytest.raises(NoScope):
        current_scope()


def test_a_stream_that_forgot_its_scope_is_an_error(cast: Cast) -> None:
    response = cast.client("clerk").get("/try/stream-late")
    with pytest.raises(NoScope):
        list(response)


@pytest.mark.parametrize(
    ("then", "status", "kept"),
    [
        ("well", 200, True),
        ("422", 422, True),  # an answer, not an exception
        ("404", 404, False),
        ("403", 403, False),
        ("400", 400, False),
        ("500", 500, False),
        ("broken", 500, False),
    ],
)
def test_what_a_view_raises_undoes_what_it_did(
    committed: str, cast: Cast, then: str, status: int, kept: bool
) -> None:
    client = cast.client("clerk")
    client.raise_request_exception = False
    assert client.get(f"/try/write/{then}").status_code == status
    assert Employer.objects.filter(name=then).exists() is kept


def test_the_error_itself_is_told_and_not_its_consequence(committed: str, cast: Cast) -> None:
    with pytest.raises(Exception, match="division by zero"):
        cast.client("clerk").get("/try/write/broken")


def test_health_and_static_files_open_no_transaction(cast: Cast, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("healthz"))
    assert [query["sql"] for query in queries] == ["SELECT 1"]


def test_persons_outside_a_request_are_an_error(db: None) -> None:
    with pytest.raises(NoScope):
        Person.objects.count()
