"""A concern that goes past the own unit leaves no trace for anybody there: by every route of the house.

Every route of the permission tables is asked without the concern and with it. Compared are status, where it leads,
the whole body (without tokens, clock times and the numbers of requests), and how many queries it took. Workbooks are
unpacked. It is asked by the unit's chair, who is an officer of the very union that has the concern, too: there every
list has it, but for this reader. Of the others of the unit, and of the administrators, one asks for each answer that
the tables give to none before; what of it reads where the concern is kept is asked by one whose reach is the unit's
alone as well. An answer that read no table in which the concern left a row cannot tell of it, and is not asked again.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.models import Matter
from niangjia.engines.people.models import Deputy, Post, SecondaryTie
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.foundation.numbers import next_number
from niangjia.foundation.numbers.models import Series
from niangjia.services.concerns.models import Part
from tests.harness.matrix import Route, whole_table
from tests.harness.people import ADMINISTRATORS, CAST, Cast

from .samples import appoint, bring, brought, checked, handed_in, handled, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.cookies import SimpleCookie

UNIT = ("chair", "clerk", "auditor", "group_leader", "worker")
TOMORROW = today() + timedelta(days=1)
REFUSED, NOT_FOUND, BAD = 403, 404, 422
JOURNAL = "journal:list"  # for the audit administrator: see test_the_journal_names_no_unit
TABLE = [route for route in whole_table().routes if not route.name.startswith(("concerns:paper", "concerns:review"))]
MASKS = (
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), ""),
    (re.compile(r'name="token" value="[^"]*"'), ""),
    (re.compile(r"<code>\d{10}</code>"), "NUMBER OF THE REQUEST"),
    (re.compile(r"\d\d:\d\d(:\d\d(\.\d+)?)?"), "TIME"),
    (re.compile(r"\d{4}-\d\d-\d\dTTIME[^\"<]*"), "MOMENT"),
)


# Of rows that the asking itself makes: sequences go on, whatever is undone.
READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)')
WRITTEN = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)')
SIGNING_IN = {"django_session", "access_account"}  # the test's own people do, who are none of those that ask
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")


class Asked(NamedTuple):
    """A route with its address and what is sent to it, the same both times."""

    route: Route
    url: str
    data: dict[str, Any]


class Told(NamedTuple):
    """What an answer tells."""

    status: int
    leads: str
    body: str
    queries: int


class Answer(NamedTuple):
    """What was told, and the tables that were read for it."""

    told: Told
    read: frozenset[str]


class Statements:
    """Counts statements and notes the tables that they read and write: in place of a log of each with its words."""

    def __init__(self) -> None:
        self.count = 0
        self.read: set[str] = set()
        self.written: set[str] = set()

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        self.read.update(READ.findall(str(sql)))
        if found := WRITTEN.match(str(sql)):
            self.written.add(found[1])
        return execute(sql, params, many, context)


class Bare(Client):
    """A browser that does not keep copies of what pages were made of."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))  # type: ignore[attr-defined]


class Ground(NamedTuple):
    cast: Cast
    sessions: dict[str, SimpleCookie]
    tokens: dict[str, str]
    asked: list[Asked]


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _silence() -> Iterator[None]:
    """Thousands of refusals, each with the way to it, take longer to be written down than to be asked for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    """The whole cast, officers of the county, and something of every service, before there is any such concern."""
    with django_db_blocker.unblock(), _undone(), _silence():
        cast = Cast()
        sessions = {key: cast.client(key).cookies for key in CAST}
        tokens = {key: create_token(PLATFORM, cast[key], days=1) for key in CAST}
        asked = list(_everything(cast))
        _free_officers(cast)
        yield Ground(cast, sessions, tokens, asked)


def _free_officers(cast: Cast) -> None:
    """Two at the county who have no post at the unit, whatever the arguments gave them; the chair has both."""
    mine = cast.union("mine")
    mine.refresh_from_db()
    SecondaryTie.objects.filter(union__place__gte=mine.place, union__place__lt=mine.place_end).delete()
    for key, role in (("other_clerk", Role.OFFICER), ("upper_officer", Role.VICE_CHAIR)):
        own = Post.objects.filter(person=cast.person(key))
        own.filter(union__place__gte=mine.place, union__place__lt=mine.place_end).update(started=TOMORROW, ends=None)
        Deputy.objects.filter(person=cast.person(key)).delete()
        appoint(cast, key, "county", role)
    appoint(cast, "chair", "county", Role.OFFICER)


def _everything(cast: Cast) -> Iterator[Asked]:
    """Each route of the tables with its arguments, made once where several share what makes them.

    A form that is sent with what is not taken shows the page of the form again: that page is asked alone.
    """
    made: dict[object, dict[str, Any]] = {}
    pages = {route.name for route in TABLE if route.method == "get"}
    for route in TABLE:
        if route.arguments not in made:
            made[route.arguments] = _made(route, cast)
        if route.method == "get" or route.name not in pages or route.answers["chair"] != BAD:
            yield Asked(route, reverse(route.name, kwargs=made[route.arguments]), dict(route.data(cast)))


def _made(route: Route, cast: Cast) -> dict[str, Any]:
    """The arguments. Where a table's sample may have one under way only, the earlier one becomes somebody else's."""
    try:
        with transaction.atomic():
            return route.arguments(cast)
    except AssertionError:
        for model in (Matter, apps.get_model("mediation", "Dispute")):
            model.objects.filter(person=cast.person("worker")).update(person=cast.person("group_leader"))
        return route.arguments(cast)


def _ask(ground: Ground, who: str, one: Asked) -> Answer:
    client, route, statements = Bare(), one.route, Statements()
    headers = {"Authorization": f"Bearer {ground.tokens[who]}"} if route.bearer else {}
    if not route.bearer:
        client.cookies = deepcopy(ground.sessions[who])
    with _undone(), connection.execute_wrapper(statements):
        if route.method == "post":
            more: Any = {"content_type": "application/json"} if route.json else {}
            answer = client.post(one.url, deepcopy(one.data), headers=headers, **more)
        else:
            answer = getattr(client, route.method)(one.url, headers=headers)
        body = _body(answer)
    leads = NUMBER.sub("ID", answer.headers.get("Location", ""))
    told = Told(answer.status_code, leads, body, statements.count)
    return Answer(told, frozenset(statements.read))


def _body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inner = [packed.read(name) for name in sorted(packed.namelist()) if "docProps" not in name]
        content = b"".join(inner)
    text = content.decode(errors="replace")
    for mask, instead in MASKS:
        text = mask.sub(instead, text)
    return text


def _bring_all(ground: Ground) -> Matter:
    """A concern past the unit with all that follows it, one with a sealed name, one that complains of the clerk,
    and one without a name.
    """
    cast = ground.cast
    matter = brought(cast, "above")
    assert matter.bypassed == cast.union("mine")
    registered(cast, matter, "other_clerk")
    _beside(cast, matter)
    handled(cast, matter, "other_clerk")
    checked(cast, matter, "upper_officer")
    cast.client("member").post(f"/matters/{matter.pk}/rating/", {"solved": "yes", "satisfied": "5"})
    bring(cast.client("member"), "above", sealed="on")
    about = cast.person("clerk").name
    waiting = brought(cast, "above", text="二号井瓦斯超限仍在生产", danger="on", about=about)
    handed_in(cast)
    return waiting


def _beside(cast: Cast, matter: Matter) -> None:
    """What goes on beside its steps: each leaves rows, papers, messages of its own."""
    officer, soon = cast.client("other_clerk"), (today() + timedelta(days=3)).isoformat()
    leader = Post.objects.get(person=cast.person("upper_officer"), union=cast.union("county"))
    letter = {"union": cast.union("county").pk, "to": "顺达", "situation": "欠薪", "asks": "补发", "basis": "劳动法"}
    urgent = {"bodies": ["party", "above"], "happened": "停工", "done": "到场"}
    at = f"/concerns/desk/matters/{matter.pk}/"
    for url, given in (
        (f"{at}parts/", {"code": "110102", "asks": "考勤", "due": soon}),
        (f"{at}reminders/", {"text": "请尽快"}),
        (f"{at}leader/", {"leader": str(leader.pk), "due": soon}),
        (f"{at}numbers/", {"system": "12345", "number": "88"}),
        (f"{at}urgent/", urgent),
        (f"/concerns/desk/letters/new/hint/?matter={matter.pk}", letter),
    ):
        answer = officer.post(url, given)
        assert answer.status_code == 302, (url, answer.status_code)
    part = Part.objects.get(matter=matter)
    answered = officer.post(f"/concerns/desk/parts/{part.pk}/", {"text": "属实"})
    assert answered.status_code == 302


@pytest.fixture(scope="module")
def traces(ground: Ground) -> dict[str, list[str]]:
    """For each who asks, how what is told differs once there is such a concern. It is brought but once, for all."""
    kept = _kept_in(ground)
    before = [(one, who, answer) for one in ground.asked for who, answer in _answers(ground, one, kept)]
    touched = [(one, who, answer.told) for one, who, answer in before if answer.read & kept]
    with _undone():
        _bring_all(ground)
        told = [(one, who, was, _ask(ground, who, one).told) for one, who, was in touched]
    assert len(touched) > 200
    found = [(who, _unlike(ground, who, one, was, then)) for one, who, was, then in told if was != then]
    return {who: [said for asker, said in found if asker == who and said] for who in (*UNIT, *ADMINISTRATORS)}


def _kept_in(ground: Ground) -> set[str]:
    """The tables in which such a concern has rows, or changes some."""
    statements = Statements()
    with _undone(), connection.execute_wrapper(statements):
        _bring_all(ground)
    return statements.written - SIGNING_IN


def _answers(ground: Ground, one: Asked, kept: set[str]) -> Iterator[tuple[str, Answer]]:
    """Of the unit, who asks it first for each answer; one with the unit's reach alone, too, where it may tell."""
    if one.route.name == JOURNAL:
        return
    asking = ["chair", *_first(one.route, UNIT[1:])]
    if one.route.method == "get":
        asking += _first(one.route, ADMINISTRATORS)
    for who in asking:
        answer = _ask(ground, who, one)
        yield who, answer
        if who == "chair" and one.route.method == "get" and answer.read & kept:
            yield from ((alone, _ask(ground, alone, one)) for alone in _alone(one.route) if alone not in asking)


def _first(route: Route, readers: tuple[str, ...]) -> list[str]:
    """The first for each answer that the tables give and the chair does not get; of refusals the chair has enough."""
    given = {route.answers[who]: who for who in reversed(readers)}
    of_the_unit = () if readers == ADMINISTRATORS else (route.answers["chair"],)
    return [who for answer, who in given.items() if answer not in (REFUSED, *of_the_unit)]


def _alone(route: Route) -> list[str]:
    """The first who may, of those who have no post but at the unit."""
    return [who for who in UNIT[1:] if route.answers[who] not in (REFUSED, NOT_FOUND)][:1]


@pytest.mark.parametrize("who", [*UNIT, *ADMINISTRATORS])
def test_nobody_finds_a_trace(who: str, traces: dict[str, list[str]]) -> None:
    assert not traces[who]


def _unlike(ground: Ground, who: str, one: Asked, was: Told, told: Told) -> str:
    """What differs for that one; asked again without the concern."""
    # No trace is what a process works out once, for the first who asks, nor what differs each time by itself (the
    # picture of a secret, the number of a row that was made): without the concern it is asked twice more.
    first, second = (_ask(ground, who, one).told for _time in range(2))
    expected = first if first == second else first._replace(body=told.body)
    return "" if told == expected else _said(one, was, told)


def _said(one: Asked, was: Told, told: Told) -> str:
    """How two answers differ, in short."""
    at = next((at for at, (a, b) in enumerate(zip(was.body, told.body, strict=False)) if a != b), len(was.body))
    piece = slice(max(at - 60, 0), at + 60)
    what = f"{was[:2]} {was.queries} queries, then {told[:2]} {told.queries} queries"
    return f"{one.route}: {what}: {was.body[piece]!r} / {told.body[piece]!r}"


def test_numbers_come_from_the_upper_unions_book(ground: Ground) -> None:
    """No series of the unit moves; the county's do."""
    cast = ground.cast
    codes = [cast.union(key).code for key in ("mine", "shaft", "group", "workshop")]
    with _undone():
        own = set(Series.objects.filter(owner__in=codes).values_list("kind", "owner", "year", "last"))
        following = _next(cast)
        matter = _bring_all(ground)
        assert matter.number.startswith(f"{cast.union('county').code}-")
        assert set(Series.objects.filter(owner__in=codes).values_list("kind", "owner", "year", "last")) == own
        assert _next(cast) == following


def _next(cast: Cast) -> str:
    with _undone():
        return next_number("matters.matter", owner=cast.union("mine").code)


def test_the_journal_names_no_unit(ground: Ground) -> None:
    """Its entries are the upper union's; the audit administrator, who has no person, sees numbers alone."""
    cast = ground.cast
    below = [cast.union(key).pk for key in ("mine", "shaft", "group", "workshop")]
    with _undone():
        last = Entry.objects.filter(union_id__in=below).count()
        matter = _bring_all(ground)
        assert Entry.objects.filter(union_id__in=below).count() == last
        client = Client()
        client.cookies = deepcopy(ground.sessions["audit_admin"])
        page = client.get(reverse(JOURNAL)).content.decode()
        assert cast.person("member").name not in page
        assert matter.number not in page
