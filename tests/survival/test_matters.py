"""A thousand steps are done while one part of the house after the other is killed: none lost, none done twice, no
number left out, no time limit forgotten."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psutil
import psycopg
import pytest
import requests

from niangjia.foundation import embedded
from tests.harness.house import RunningHouse, running_house, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.survival
STEPS, WORKERS, NEAR = 1000, 4, 300
PATIENCE = 120  # seconds for one step, kills and all
OPEN = """
import json
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.models import Task
from niangjia.engines.people.models import Membership, Union
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.models import Account

union = Union.objects.get(code={union!r})
with everywhere(PLATFORM, "a test"):
    below = {{"union__place__gte": union.place, "union__place__lt": union.place_end}}
    members = list(Membership.objects.select_related("person").filter(state="active", **below)[:100])
    key, given = "certificates.certificate", {{"purpose": "other"}}
    for number in range({steps}):
        person = members[number % len(members)].person
        open_matter(PLATFORM, key, union=union, person=person, variables=given)
tasks = Task.objects.filter(union=union, key="check", state=1).order_by("-pk")[:{steps}]
token = create_token(PLATFORM, Account.objects.get(username={clerk!r}), days=1)
print(json.dumps([token, [task.pk for task in tasks]]))
"""
FOLLOW = """
from niangjia.engines.matters.limits.following import start_following
start_following()
print("begun")
"""
STEPPED = """
    SELECT count(*), count(DISTINCT t.matter_id), count(*) FILTER (WHERE m.state = 2 AND m.engine IS NULL),
        (SELECT count(*) FROM matters_event e WHERE e.kind = 5 AND e.matter_id IN (SELECT matter_id FROM ours)),
        (SELECT count(*) FROM matters_event e WHERE e.kind = 9 AND e.matter_id IN (SELECT matter_id FROM ours))
    FROM matters_task t JOIN matters_matter m ON m.id = t.matter_id WHERE t.id = ANY(%s) AND t.state = 3
"""
OURS = "WITH ours AS (SELECT matter_id FROM matters_task WHERE id = ANY(%s))"
PAPERS = """
    SELECT count(*), count(DISTINCT about_id), count(DISTINCT number),
        max(substring(number FROM '(\\d+)号$')::int) - min(substring(number FROM '(\\d+)号$')::int) + 1
    FROM papers_paper
    WHERE about_type = 'matters.matter' AND about_id IN (SELECT matter_id::text FROM ours) AND state = 'signed'
"""
LIMITS = """
    SELECT count(*), count(*) FILTER (WHERE outcome = 1), count(*) FILTER (WHERE ended IS NOT NULL)
    FROM matters_timelimit WHERE task_id = ANY(%s)
"""
JOURNALLED = """
    SELECT count(*), count(DISTINCT subject_id) FROM journal_entry
    WHERE code = 'certificates.certificate.issued' AND subject_id IN (SELECT matter_id::text FROM ours)
"""
MAKE_NEAR = "UPDATE matters_timelimit SET warn_on = current_date, warned = NULL WHERE task_id = ANY(%s)"
WARNED = "SELECT count(*) FILTER (WHERE warned IS NOT NULL), count(*) FROM matters_timelimit WHERE task_id = ANY(%s)"
TOLD = """
    SELECT count(*), count(DISTINCT (n.key, m.person_id, m.channel)), count(DISTINCT n.key)
    FROM notices_message m JOIN notices_notice n ON n.id = m.notice_id WHERE n.key LIKE 'matters.limit.%%.near.%%'
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    folder = tmp_path_factory.mktemp("stepped")
    with running_house(folder / "home", folder / "house.log") as found:
        yield found


@pytest.fixture(scope="module")
def clerk(house: RunningHouse) -> dict[str, str]:
    """A base union's clerk of a small demo: username, and the union's code."""
    accounts = json.loads(house.command("demo", "--size", "small", "--json").splitlines()[-1])
    found: dict[str, str] = next(one for one in accounts if one["role"] == "clerk")
    return found


def _ask(house: RunningHouse, question: str, *values: object) -> tuple[Any, ...]:
    """One row as the tables' owner, who is in no scope."""
    with closing(psycopg.connect(**embedded.settings(house.home, "owner"), autocommit=True)) as connection:
        found = connection.execute(question, values)
        return (found.fetchone() or (0,)) if found.description else (found.rowcount,)


def _asked(house: RunningHouse, question: str, *values: object) -> tuple[Any, ...]:
    """The same; zeros while the database is away."""
    try:
        return _ask(house, question, *values)
    except psycopg.OperationalError:
        return (0, 0, 0)


def _opened(house: RunningHouse, clerk: dict[str, str], steps: int) -> tuple[str, list[int]]:
    """So many requests at the clerk's union: the clerk's token, and the tasks that wait."""
    text = OPEN.format(union=clerk["union"], clerk=clerk["username"], steps=steps)
    token, tasks = json.loads(house.command("shell", "--no-imports", "-c", text).strip().splitlines()[-1])
    assert len(tasks) == steps
    return token, tasks


class Office:
    """Does steps by the API, several at once, and tries anew whatever was not answered."""

    def __init__(self, house: RunningHouse, token: str) -> None:
        self.house, self.done, self.lock = house, Counter[str](), threading.Lock()
        self.headers = {"Authorization": f"Bearer {token}"}
        self.local = threading.local()

    def issue(self, task: int) -> None:
        """Until the house says that it is done: by this try, or by one whose answer was lost."""
        address = f"{self.house.address}/api/v1/matters/tasks/{task}/completion"
        end = time.monotonic() + PATIENCE
        while (answer := self._post(address)) not in {200, 409}:
            assert time.monotonic() < end, f"task {task}: {answer}"
            time.sleep(0.2)
        with self.lock:
            self.done["now" if answer == 200 else "before"] += 1

    def _post(self, address: str) -> int:
        given: dict[str, Any] = {"outcome": "issue", "data": {"seen": "on"}}
        try:
            return requests.post(address, json=given, headers=self.headers, timeout=10).status_code
        except requests.RequestException:
            return 0

    @property
    def count(self) -> int:
        return self.done.total()


def _eldest(processes: list[psutil.Process]) -> list[psutil.Process]:
    return sorted(processes, key=lambda process: process.create_time())[:1]


def _database(house: RunningHouse) -> list[psutil.Process]:
    return _eldest(house.find("postgres", " -D "))


def _web(house: RunningHouse) -> list[psutil.Process]:
    return _eldest(house.find("niangjia.cli.webserver"))


def _web_worker(house: RunningHouse) -> list[psutil.Process]:
    return [worker for parent in _web(house) for worker in parent.children()][:1]


def _worker(house: RunningHouse) -> list[psutil.Process]:
    return house.find("niangjia.cli", "worker")[:1]


PARTS: tuple[Callable[[RunningHouse], list[psutil.Process]], ...] = (_web_worker, _database, _web, _worker)


def _kill(house: RunningHouse, part: Callable[[RunningHouse], list[psutil.Process]]) -> None:
    wait_until(lambda: part(house), seconds=60, what=f"{part.__name__} is there")
    part(house)[0].kill()


def test_a_thousand_steps_come_whole_through_kills(house: RunningHouse, clerk: dict[str, str]) -> None:
    token, tasks = _opened(house, clerk, STEPS)
    office = Office(house, token)
    with ThreadPoolExecutor(WORKERS) as pool:
        steps = [pool.submit(office.issue, task) for task in tasks]
        for number, part in enumerate(PARTS, start=1):
            goal = number * STEPS // (len(PARTS) + 1)
            wait_until(lambda goal=goal: office.count >= goal, seconds=300, what=f"{goal} steps ({house.log})")  # type: ignore[misc]
            _kill(house, part)
        for step in steps:
            step.result()
    assert office.count == STEPS
    assert _ask(house, OURS + STEPPED, tasks, tasks) == (STEPS,) * 5
    assert _ask(house, OURS + PAPERS, tasks) == (STEPS,) * 4
    assert _ask(house, OURS + JOURNALLED, tasks) == (STEPS, STEPS)
    assert _ask(house, LIMITS, tasks) == (STEPS,) * 3


@pytest.mark.parametrize("part", [_worker, _database])
def test_no_time_limit_is_forgotten_and_none_told_twice(
    house: RunningHouse, clerk: dict[str, str], part: Callable[[RunningHouse], list[psutil.Process]]
) -> None:
    _token, tasks = _opened(house, clerk, NEAR)
    told_before = _ask(house, TOLD)
    assert _ask(house, MAKE_NEAR, tasks) == (NEAR,)
    house.command("shell", "--no-imports", "-c", FOLLOW)
    wait_until(lambda: _asked(house, WARNED, tasks)[0], seconds=60, what="some are told")
    _kill(house, part)
    wait_until(lambda: _asked(house, WARNED, tasks)[0] == NEAR, seconds=120, what=f"all are told ({house.log})")
    messages, different, notices = (now - was for now, was in zip(_ask(house, TOLD), told_before, strict=True))
    assert messages == different
    assert notices == NEAR
