"""A list is checked and committed in a running house whose parts are killed: nobody is lost or doubled."""

from __future__ import annotations

import io
import json
from contextlib import closing
from typing import TYPE_CHECKING

import psutil
import psycopg
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from niangjia.engines.people.demo import nobodys
from niangjia.foundation import embedded
from tests.harness.house import RunningHouse, running_house, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

pytestmark = pytest.mark.survival
ROWS = 12_000
BEGIN = """
import json, sys
from niangjia.engines.people.models import Roster, Union
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.committing import commit_roster
from niangjia.engines.people.roster.staging.uploading import start_upload
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account

actor = actor_of(Account.objects.get(username={username!r}))
with acting(actor):
"""
UPLOAD = """
    with open({path!r}, "rb") as file:
        roster = start_upload(actor, Union.objects.get(parent=None), file, "many.xlsx")
    start_check(actor, roster)
    print(roster.pk)
"""
COMMIT = """
    commit_roster(actor, Roster.objects.get(pk={roster!r}), origin="recorded", word="花名册")
"""
ENTERED = """
    SELECT count(DISTINCT m.person_id), count(DISTINCT m.id), count(DISTINCT i.digest) FROM people_membership m
    JOIN people_personidentifier i ON i.person_id = m.person_id AND i.kind = 'document:resident_id'
    WHERE m.origin_note = '花名册'
"""
RECOUNT = """
from niangjia.engines.people.models import Union
from niangjia.engines.people.totals.recounting import recount
print(recount(list(Union.objects.values_list("pk", flat=True))))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    folder = tmp_path_factory.mktemp("listed")
    with running_house(folder / "home", folder / "house.log") as found:
        yield found


@pytest.fixture(scope="module")
def officer(house: RunningHouse) -> str:
    """The name of the city's officer, in a small demo."""
    accounts = json.loads(house.command("demo", "--size", "small", "--json").splitlines()[-1])
    return str(accounts[0]["username"])


def _workbook(path: Path, code: str, county: int) -> None:
    from datetime import date

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "身份证号", "手机号码", "所属工会", "家庭住址"])
    for at in range(ROWS):
        born: date = date.fromordinal(date(1970, 1, 1).toordinal() + at % 8000)
        number = nobodys.resident_id(nobodys.region(county), born, at // 8000, female=bool(at % 2))
        row = [
            f"李{'明强勇军芳'[at % 5]}{'华民国'[at % 3]}",
            number,
            nobodys.mobile(7_000_000 + county * ROWS + at)[3:],
            code,
        ]
        sheet.write_row(at + 1, 0, [*row, f"幸福路{at}号"])
    book.close()
    path.write_bytes(file.getvalue())


def _ask(house: RunningHouse, question: str, *values: object) -> tuple[int, ...]:
    """One row as the tables' owner, who is in no scope; zeros while the database is away."""
    try:
        with closing(psycopg.connect(**embedded.settings(house.home, "owner"), autocommit=True)) as connection:
            return connection.execute(question, values).fetchone() or (0,)
    except psycopg.OperationalError:
        return (0, 0, 0)


def _python(house: RunningHouse, text: str) -> str:
    """The last line that this text prints in the house."""
    return house.command("shell", "--no-imports", "-c", text).strip().splitlines()[-1]


def _state(house: RunningHouse, roster: str) -> object:
    return _ask(house, "SELECT state FROM people_roster WHERE id = %s", roster)[0]


def _parts(house: RunningHouse, roster: str, state: str) -> int:
    return _ask(house, "SELECT count(*) FROM people_rosterpart WHERE roster_id = %s AND state = %s", roster, state)[0]


def _entered(house: RunningHouse) -> tuple[int, ...]:
    """Persons with a membership from lists, their memberships, and digests of different documents."""
    return _ask(house, ENTERED)


def _database(house: RunningHouse) -> list[psutil.Process]:
    found = house.find("postgres", " -D ")
    return sorted(found, key=lambda process: process.create_time())[:1]


def _worker(house: RunningHouse) -> list[psutil.Process]:
    return house.find("niangjia.cli", "worker")


def _web(house: RunningHouse) -> list[psutil.Process]:
    found = house.find("niangjia.cli.webserver")
    return sorted(found, key=lambda process: process.create_time())[:1]


def _reader(house: RunningHouse) -> list[psutil.Process]:
    return house.find("roster.reading.inside")


def _kill(house: RunningHouse, part: Callable[[RunningHouse], list[psutil.Process]]) -> None:
    """Kill one of it, once there is one: what was killed before may still be on its way back."""
    wait_until(lambda: part(house), seconds=60, what=f"the part is there ({house.log})")
    part(house)[0].kill()


@pytest.mark.parametrize(("part", "county"), [(_database, 51), (_worker, 52), (_web, 53)])
def test_a_list_comes_whole_through_a_kill(
    house: RunningHouse,
    officer: str,
    tmp_path: Path,
    part: Callable[[RunningHouse], list[psutil.Process]],
    county: int,
) -> None:
    before, path = _entered(house), tmp_path / "many.xlsx"
    (code,) = _ask(house, "SELECT code FROM people_union WHERE level = '5' ORDER BY place LIMIT 1")
    _workbook(path, str(code), county)
    begin = BEGIN.format(username=officer)
    roster = _python(house, begin + UPLOAD.format(path=str(path)))
    wait_until(lambda: _reader(house) or _parts(house, roster, "checked"), seconds=60, what="it is being read")
    _kill(house, part)
    wait_until(lambda: _state(house, roster) == "checked", seconds=120, what=f"it is checked ({house.log})")
    assert _parts(house, roster, "checked") == ROWS // 2000
    _python(house, begin + COMMIT.format(roster=roster) + "    print('begun')")
    wait_until(
        lambda: _parts(house, roster, "committed") or _state(house, roster) == "committed", seconds=90, what="a part"
    )
    _kill(house, part)
    wait_until(lambda: _state(house, roster) == "committed", seconds=120, what=f"it is committed ({house.log})")
    assert tuple(after - was for after, was in zip(_entered(house), before, strict=True)) == (ROWS, ROWS, ROWS)
    assert _python(house, RECOUNT) == "0"
