"""`niangjia roster import` as an operator calls it."""

from __future__ import annotations

import io
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Expected, Membership, Person
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.roster.commands import jobs
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.rows import Outcome
from niangjia.engines.people.roster.staging.tests.conftest import desk, wrong_totals
from niangjia.engines.people.roster.staging.tests.samples import Desk, counts, workbook
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

__all__ = ["desk"]

MINE = "110101"
SHAFT = "采煤一队分会"


def _row(name: str, number: str = "", **more: str) -> list[str]:
    given = {
        "union": SHAFT,
        "education": "大专",
        "party": "群众",
        "joined": "2020-03-01",
        "employer": "",
        "address": "",
    }
    return [name, number, "13812345678", *(given | more).values()]


def _file(folder: Path, *rows: list[str]) -> str:
    path = folder / "会员.xlsx"
    path.write_bytes(workbook(rows).getvalue())
    return str(path)


def _run(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("roster", *words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def _import(file: str, *words: str, union: str = MINE) -> dict[str, Any]:
    return _run("import", file, "--union", union, *words)


def code(entry: Entry) -> str:
    return entry.code.rpartition(".")[2]


def _names(cast: Cast) -> set[str]:
    with office(cast):
        return set(Person.objects.values_list("name", flat=True))


def test_it_tells_and_enters_nothing_unless_asked(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    twice = resident_id().number
    told = _import(
        _file(tmp_path, _row("李明", resident_id().number), _row("王芳", "110105199003078881"), _row("无证"),
              _row("周红", twice), _row("周红", twice), _row("", resident_id().number)),
    )  # fmt: skip
    assert {key: told[key] for key in ("rows", "new", "rejected", "incomplete", "folded", "committed", "errors")} == {
        "rows": 6, "new": 2, "rejected": 2, "incomplete": 1, "folded": 1, "committed": False, "errors": False,
    }  # fmt: skip
    assert sum(told[outcome] for outcome in Outcome) == told["rows"]
    assert told["reasons"]["check_digit"] == told["reasons"]["name_missing"] == 1
    assert told["seconds"] > 0 and told["warnings"] == 0
    assert "李明" not in _names(cast)


def test_committed_it_is_entered_by_the_platform_and_journalled(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    file = _file(tmp_path, _row("李明", resident_id().number))
    told = _import(file, "--commit", "--recorded-later", "2025年花名册")
    assert (told["new"], told["committed"]) == (1, True)
    with office(cast):
        membership = Membership.objects.get(person__name="李明")
    assert (membership.state, membership.origin, membership.origin_note) == ("active", "recorded", "2025年花名册")
    entries = Entry.objects.filter(code__startswith="people.roster.")
    assert {entry.code.rpartition(".")[2] for entry in entries} >= {
        "uploaded",
        "checked",
        "commit_started",
        "committed",
    }
    assert set(entries.values_list("actor", "account_id")) == {(3, None)}
    assert _import(file, "--commit")["unchanged"] == 1
    assert wrong_totals() == 0


def test_nobody_said_on_whose_word(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    assert _import(_file(tmp_path, _row("李明", resident_id().number)), "--commit", "--as", "clerk")["committed"]
    with office(cast):
        assert Membership.objects.get(person__name="李明").origin_note == "文件导入，刘芳"


def test_who_is_to_apply_is_no_member(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    _import(_file(tmp_path, _row("李明", resident_id().number)), "--commit", "--to-apply")
    with office(cast):
        assert Expected.objects.get(person__name="李明").since == today()
        assert not Membership.objects.filter(person__name="李明").exists()


def test_what_is_to_be_mended_is_written(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "错误.xlsx"
    file = _file(tmp_path, _row("李明", resident_id().number), _row("王芳", "110105199003078881"))
    assert _import(file, "--errors", str(out))["errors"]
    assert out.stat().st_mode & 0o777 == 0o600
    again = desk.check(desk.upload_file(io.BytesIO(out.read_bytes()), "错误.xlsx"))
    assert counts(again) == {"rejected": 1}
    out.unlink()
    assert not _import(_file(tmp_path, _row("李明", resident_id().number)), "--errors", str(out))["errors"]
    assert not out.exists()


def test_nothing_at_all(desk: Desk, tmp_path: Path) -> None:
    told = _import(_file(tmp_path), "--commit", "--errors", str(tmp_path / "out.xlsx"))
    assert (told["rows"], told["committed"]) == (0, False)


def test_an_account_acts_within_its_scope(desk: Desk, tmp_path: Path) -> None:
    file = _file(tmp_path, _row("李明", resident_id().number))
    assert _import(file, "--as", "clerk", "--commit")["new"] == 1
    for name in ("auditor", "other_clerk"):
        _ = desk.cast[name]
        with pytest.raises(CommandError, match="You may not"):
            _import(file, "--as", name)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["missing.xlsx", "--union", MINE], "No such file"),
        (["{file}", "--union", "nowhere"], "No union has the code 'nowhere'"),
        (["{file}", "--union", MINE, "--as", "nobody"], "No account has the sign-in name 'nobody'"),
        (["{file}", "--union", MINE, "--layout", "theirs"], "There is no layout"),
        (["{file}", "--union", MINE, "--sheet", "别的"], "no such sheet"),
        (["{file}", "--union", MINE, "--errors", "{folder}"], "is a folder"),
        (["{file}", "--union", MINE, "--errors", "{folder}/none/out.xlsx"], "no folder"),
        (["{folder}", "--union", MINE], "Is a directory"),
        (["{broken}", "--union", MINE], "no spreadsheet"),
        (["{empty}", "--union", MINE], "empty"),
        (["{headless}", "--union", MINE], "which column holds the name"),
    ],
)
def test_what_is_wrong_is_said_plainly(desk: Desk, tmp_path: Path, words: list[str], sentence: str) -> None:
    places = {name: tmp_path / f"{name}.xlsx" for name in ("file", "broken", "empty", "headless")} | {
        "folder": tmp_path
    }
    places["file"].write_bytes(workbook([_row("李明", resident_id().number)]).getvalue())
    places["broken"].write_bytes(b"\x89PNG\r\n\x1a\n" * 50)
    places["empty"].write_bytes(b"")
    places["headless"].write_bytes(workbook([["甲", "乙"]], ["一", "二"]).getvalue())
    out = io.StringIO()
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("roster", "import", *(word.format(**places) for word in words), "--json", stdout=out)
    assert sentence in json.loads(out.getvalue())["error"]
    assert refused.value.returncode == 1


def test_for_people_it_is_told_in_words(desk: Desk, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("roster", "import", _file(tmp_path, _row("王芳", "110105199003078881")), "--union", MINE, stdout=out)
    text = out.getvalue()
    assert "1 rows in" in text and "mistyped" in text and "Not committed" in text


def test_a_job_that_fails_is_said(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(job_id: Any, **_more: Any) -> None:
        Job.objects.filter(pk=job_id).update(state="failed", sentence="The disk is full.")

    monkeypatch.setattr(jobs, "run_slice", give_up)
    with pytest.raises(CommandError, match="The disk is full"):
        _import(_file(tmp_path, _row("李明", resident_id().number)))


def test_several_jobs_are_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those beside the first in threads, each with a connection of its own."""
    began: list[str] = []
    monkeypatch.setattr(jobs, "_run", lambda job_id: began.append(threading.current_thread().name))
    roster = desk.upload([_row("李明", resident_id().number)])
    with acting(desk.actor):
        job = start_check(desk.actor, roster)
    Job.objects.filter(pk=job.pk).update(state="done")
    jobs.run_to_end([job, job])
    assert len(began) == len(set(began)) == 2


def test_beside_a_worker_nothing_is_doubled(committed: str, cast: Cast) -> None:
    cast["clerk"]
    desk = Desk(cast)
    roster = desk.upload([_row(f"李{sign}", resident_id().number) for sign in "甲乙丙丁戊己庚辛"])
    with acting(desk.actor):
        job = start_check(desk.actor, roster)

    def work() -> None:
        run_slice(job.pk)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    jobs.run_to_end([job])
    worker.join()
    assert counts(desk.fresh(roster)) == {"new": 8}
    assert Job.objects.get(pk=job.pk).chunks == 2
