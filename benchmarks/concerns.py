"""Figures of concerns, with as many old ones as a city gathers in some eight years: one every four minutes.

A concern is brought as a worker does it, by HTTP: opened, sealed, its first step and time limit, receipt, journal.
Afterwards the rows are counted: a figure that finds one not brought fails.
"""

from __future__ import annotations

import time
from contextlib import closing
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import psycopg

from .figures import Sides, figure, in_turns
from .fill import BASE, ROOT
from .ground import BARE, THE_BARE_PAGE
from .pages import ASKED_AT_ONCE, PageFailed, run_python, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from .world import World

RUNS = 15
OLD = {"small": 20_000, "tenth": 100_000, "city": 1_000_000}
SAID = {
    "kind": "claim",
    "category": "wages",
    "text": "三月至五月的工资没有发。",
    "wants": "补发工资12600元",
    "since": "2026-01-05",
    "place": "二号井",
    "people": "1",
    "employer_name": "顺达劳务公司",
    "speakers": "",
}
# One concern as the product keeps it, of which the old ones are copies; the matter's id.
ONE = """
import django
django.setup()
from niangjia.engines.people.models import Person
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
from niangjia.services.concerns.acts.bringing import Brought, bring_concern
from niangjia.services.concerns.said import Said
actor = actor_of(Account.objects.get(username={name!r}))
with acting(actor):
    person = Person.objects.select_related("home__parent").get(pk=actor.person_id)
    facts = {{"kind": "claim", "category": "wages"}}
    print(bring_concern(actor, person, Brought("own", Said(text="old"), facts)).pk)
"""
# Over the base unions, round and round.
MATTERS = """
    INSERT INTO matters_matter (procedure, version_id, number, union_id, subject_type, subject_id, state, phase,
        sensitive, variables, engine, passed, opened, closed)
    SELECT m.procedure, m.version_id, 'old' || n, b.ids[1 + n %% cardinality(b.ids)], m.subject_type,
        gen_random_uuid()::text, 2, 'closed', true, m.variables, NULL, m.passed, now() - n * interval '4 minutes',
        now() - n * interval '4 minutes'
    FROM matters_matter m, generate_series(1, %(count)s) n,
        (SELECT array_agg(id ORDER BY id) ids FROM people_union WHERE level = '5') b
    WHERE m.id = %(one)s
"""
CONCERNS = """
    INSERT INTO concerns_concern (id, matter_id, choice, way, kind, category, difficulty, people, danger, said, made,
        rounds, result, elsewhere, goes_on)
    SELECT m.subject_id::uuid, m.id, c.choice, c.way, c.kind,
        (ARRAY['wages', 'hours', 'safety', 'injury', 'contract', 'welfare'])[1 + m.id %% 6], c.difficulty, 1, false,
        c.said, m.opened::date, 1, 'solved', '', '{}'
    FROM matters_matter m, concerns_concern c WHERE c.matter_id = %(one)s AND m.number LIKE 'old%%'
"""
COUNT = "SELECT count(*) FROM concerns_concern WHERE matter_id > %s AND made = current_date AND rounds = 0"


def _owner(world: World) -> psycopg.Connection[tuple[int]]:
    return psycopg.connect(world.url("owner"), autocommit=True)


def _made(world: World) -> bool:
    one = int(run_python(world, ONE.format(name=BASE)).split()[-1])
    with closing(_owner(world)) as connection:
        given = {"one": one, "count": OLD[world.size]}
        connection.execute(MATTERS, given)
        connection.execute(CONCERNS, given)
        connection.execute("VACUUM (ANALYZE) matters_matter, concerns_concern")
    return True


def _bringing(world: World) -> Callable[[], float]:
    """A function that brings some, each by its own request, and gives the seconds of one."""
    pages = signed_in(world, BASE)

    def timed() -> float:
        start = time.perf_counter()
        for _ in range(ASKED_AT_ONCE):
            try:
                pages.ask("/concerns/new/own/", {**SAID, "form": token_urlsafe()})
            except PageFailed as answer:  # it leads on to "my matter"
                if not str(answer).endswith("302"):
                    raise
        return (time.perf_counter() - start) / ASKED_AT_ONCE

    return timed


def _newest(world: World) -> int:
    with closing(_owner(world)) as connection:
        row = connection.execute("SELECT max(id) FROM matters_matter").fetchone()
    return row[0] if row else 0


@figure("concerns.intake", limit=6, against=THE_BARE_PAGE)
def intake(world: World) -> Sides:
    """Bringing a concern: with everything that happens then, committed."""
    world.once("concerns", lambda: _made(world))
    before = _newest(world)
    sides = in_turns(RUNS, _bringing(world), signed_in(world).seconds(BARE))
    with closing(_owner(world)) as connection:
        row = connection.execute(COUNT, [before]).fetchone()
    if row is None or row[0] < RUNS * ASKED_AT_ONCE:
        raise PageFailed(f"{row} of {RUNS * ASKED_AT_ONCE} concerns were brought")
    return sides


@figure("concerns.totals", limit=10, against=THE_BARE_PAGE)
def totals(world: World) -> Sides:
    """The month's totals of the whole city."""
    world.once("concerns", lambda: _made(world))
    pages = signed_in(world, ROOT)
    return in_turns(RUNS, pages.seconds("/concerns/desk/totals/"), signed_in(world).seconds(BARE))
