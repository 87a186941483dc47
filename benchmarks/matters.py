"""Figures of matters, with as many closed and open ones as a city gathers in some years.

Steps are completed as a clerk does it, by HTTP; each request completes another task, and afterwards the rows are
counted: a figure that finds one not done fails.
"""

from __future__ import annotations

import json
import time
from contextlib import closing
from typing import TYPE_CHECKING, cast

import psycopg

from .figures import Sides, figure, in_turns
from .fill import BASE, ROOT
from .ground import BARE, THE_BARE_PAGE
from .pages import ASKED_AT_ONCE, PageFailed, run_python, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .world import World

RUNS = 15
CLOSED = {"small": 20_000, "tenth": 100_000, "city": 1_000_000}
OPEN = {"small": 1_000, "tenth": 5_000, "city": 50_000}
OWN = 500  # of the open ones wait at the union of the clerk who measures: more than RUNS times ASKED_AT_ONCE

# One matter as the product opens it, of which all others are copies; its id, and the clerk's union.
ONE = """
import django
django.setup()
import benchmarks.three_steps as sample
from django.db import transaction
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
actor = actor_of(Account.objects.get(username={name!r}))
with acting(actor):
    start = min(start for grant in actor.grants if sample.CHECK in grant.codes for start, _ in grant.reach.ranges)
    union = Union.objects.get(place=start)
    matter = open_matter(actor, sample.THREE_STEPS.key, union=union)
print(matter.pk, union.pk)
"""
# Copies over the base unions, round and round; the days lie behind each other.
MATTERS = """
    INSERT INTO matters_matter (procedure, version_id, number, union_id, subject_type, subject_id, state, phase,
        sensitive, variables, engine, passed, opened, closed)
    SELECT m.procedure, m.version_id, %(prefix)s || n, coalesce(%(union)s, b.ids[1 + n %% cardinality(b.ids)]),
        '', '', %(state)s, CASE WHEN %(state)s = 1 THEN m.phase ELSE 'telling' END, false, m.variables,
        CASE WHEN %(state)s = 1 THEN m.engine END, m.passed, now() - n * interval '1 minute',
        CASE WHEN %(state)s = 1 THEN NULL ELSE now() - n * interval '1 minute' END
    FROM matters_matter m, generate_series(1, %(count)s) n,
        (SELECT array_agg(id ORDER BY id) ids FROM people_union WHERE level = '5') b
    WHERE m.id = %(one)s
"""
OPEN_TASKS = """
    INSERT INTO matters_task (matter_id, procedure, key, token, role, permission, union_id, for_applicant, state,
        opened, due, outcome, checked)
    SELECT m.id, t.procedure, t.key, t.token, t.role, t.permission, m.union_id, false, 1, m.opened,
        m.opened + interval '15 days', '', '[]'
    FROM matters_matter m, matters_task t WHERE t.matter_id = %(one)s AND m.state = 1 AND m.id <> %(one)s
"""
CLOSED_TASKS = """
    INSERT INTO matters_task (matter_id, procedure, key, token, role, permission, union_id, for_applicant, state,
        opened, due, done, outcome, checked)
    SELECT m.id, t.procedure, k.key, '', t.role, t.permission, m.union_id, false, 3, m.opened,
        m.opened + interval '15 days', m.closed, 'done', '[]'
    FROM matters_matter m, matters_task t, unnest(ARRAY['check', 'decide', 'tell']) k(key)
    WHERE t.matter_id = %(one)s AND m.state = 2
"""
WAITING = "SELECT id FROM matters_task WHERE union_id = %s AND key = 'check' AND state = 1 ORDER BY id"
DONE = "SELECT count(*) FROM matters_task WHERE id = ANY(%s) AND state = 3"


def _owner(world: World) -> psycopg.Connection[tuple[int]]:
    return psycopg.connect(world.url("owner"), autocommit=True)


def _made(world: World) -> int:
    """Fill the tables; the union of the clerk who measures."""
    one, union = map(int, run_python(world, ONE.format(name=BASE)).split()[-2:])
    closed, opened = CLOSED[world.size], OPEN[world.size]
    with closing(_owner(world)) as connection:
        for prefix, state, at, count in (("c", 2, None, closed), ("o", 1, None, opened - OWN), ("w", 1, union, OWN)):
            given = {"prefix": prefix, "state": state, "union": at, "count": count, "one": one}
            connection.execute(MATTERS, given)
        connection.execute(OPEN_TASKS, {"one": one})
        connection.execute(CLOSED_TASKS, {"one": one})
        connection.execute("VACUUM (ANALYZE) matters_matter, matters_task")
    return union


def _union(world: World) -> int:
    return cast("int", world.once("matters", lambda: _made(world)))


def _tasks(world: World) -> list[int]:
    with closing(_owner(world)) as connection:
        return [row[0] for row in connection.execute(WAITING, [_union(world)])]


def _completing(world: World, tasks: Iterator[int], asked: list[int]) -> Callable[[], float]:
    """A function that completes some tasks, each by its own request, and gives the seconds of one."""
    pages = signed_in(world, BASE)

    def timed() -> float:
        some = [next(tasks) for _ in range(ASKED_AT_ONCE)]
        asked.extend(some)
        start = time.perf_counter()
        for task in some:
            try:
                pages.ask(f"/desk/matters/tasks/{task}/completion/", {"outcome": "pass"})
            except PageFailed as answer:  # it leads on to the matter's page
                if not str(answer).endswith("302"):
                    raise
        return (time.perf_counter() - start) / ASKED_AT_ONCE

    return timed


@figure("matters.step", limit=5, against=THE_BARE_PAGE)
def step(world: World) -> Sides:
    """Completing a step: checked, gone on, the next task opened, journal and timeline written, committed."""
    asked: list[int] = []
    ours = _completing(world, iter(_tasks(world)), asked)
    sides = in_turns(RUNS, ours, signed_in(world).seconds(BARE))
    with closing(_owner(world)) as connection:
        row = connection.execute(DONE, [asked]).fetchone()
    if row is None or row[0] != len(asked):
        raise PageFailed(f"{row} of {len(asked)} tasks were done")
    return sides


@figure("matters.worklist", limit=4, against=THE_BARE_PAGE)
def worklist(world: World) -> Sides:
    """The first page of what waits at a clerk's union."""
    _union(world)
    pages = signed_in(world, BASE)
    return in_turns(RUNS, pages.seconds("/desk/matters/"), signed_in(world).seconds(BARE))


@figure("matters.worklist_of_all", limit=4, against=THE_BARE_PAGE)
def worklist_of_all(world: World) -> Sides:
    """The first page of all that waits in the city, what is due first on top, for an officer of the city's."""
    _union(world)
    pages = signed_in(world, ROOT)
    return in_turns(RUNS, pages.seconds("/desk/matters/?view=all"), signed_in(world).seconds(BARE))


# Both sides do the same three steps of the same drawing with a commit after each. The bare one keeps the library's
# own JSON in a row; ours is the product's verb with all that it checks and writes.
ENGINE = """
import json, logging, time, django
django.setup()
logging.getLogger("spiff").setLevel(logging.WARNING)
import benchmarks.three_steps as sample
from django.db import connection, transaction
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.bpmn.running import read_specs
from niangjia.engines.matters.models import Task
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account

COUNT, STEPS = {count}, ("check", "decide", "tell")
actor = actor_of(Account.objects.get(username={name!r}))
union = Union.objects.get(pk={union})
serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
spec = read_specs(sample.THREE_STEPS.texts()).main

def ours():
    with acting(actor):
        matters = [open_matter(actor, sample.THREE_STEPS.key, union=union).pk for _ in range(COUNT)]
    spent = 0.0
    for matter in matters:
        for step in STEPS:
            with acting(actor), connection.cursor() as cursor:  # an address has the task's id
                cursor.execute("SELECT id FROM matters_task WHERE matter_id = %s AND state = 1", [matter])
                task = Task(pk=cursor.fetchone()[0], matter_id=matter)
            start = time.perf_counter()
            with acting(actor):
                complete_task(actor, task, "pass" if step == "check" else "")
            spent += time.perf_counter() - start
    return spent / COUNT / len(STEPS)

def base():
    workflow = BpmnWorkflow(spec, {{}}, script_engine=PythonScriptEngine())
    workflow.do_engine_steps()
    packed = serializer.serialize_json(workflow)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bench_bare")
        for number in range(COUNT):
            cursor.execute("INSERT INTO bench_bare VALUES (%s, %s)", [number, packed])
    start = time.perf_counter()
    for number in range(COUNT):
        for step in STEPS:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT packed FROM bench_bare WHERE id = %s FOR UPDATE", [number])
                workflow = serializer.deserialize_json(cursor.fetchone()[0])
                task = workflow.get_next_task(state=TaskState.READY, manual=True)
                task.data["outcome"] = "pass"
                task.run()
                workflow.do_engine_steps()
                packed = serializer.serialize_json(workflow)
                cursor.execute("UPDATE bench_bare SET packed = %s WHERE id = %s", [packed, number])
    return (time.perf_counter() - start) / COUNT / len(STEPS)

ours(), base()
print(json.dumps([[ours(), base()] for _ in range(7)]))
"""


@figure("matters.engine", limit=3, against="SpiffWorkflow alone: load, step, store its JSON in a row, commit")
def engine(world: World) -> Sides:
    """A step with its commit, without HTTP. `steps_per_second` is told beside it."""
    union = _union(world)
    with closing(_owner(world)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_bare (id integer PRIMARY KEY, packed text)")
        connection.execute("GRANT ALL ON bench_bare TO PUBLIC")
    pairs = json.loads(run_python(world, ENGINE.format(count=50, name=BASE, union=union)).splitlines()[-1])
    ours = [pair[0] for pair in pairs]
    return Sides(ours, [pair[1] for pair in pairs], {"steps_per_second": round(len(ours) / sum(ours), 1)})
