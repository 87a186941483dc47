"""Lists through the API, with tokens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from niangjia.engines.people.models import Membership
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.roster import api
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.tests.conftest import desk
from niangjia.engines.people.roster.staging.tests.samples import Desk, workbook
from niangjia.engines.people.roster.workbooks.tests.opened import Opened
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

__all__ = ["desk"]

ROOT = "/api/v1/people/rosters"
SHAFT = "采煤一队分会"
BAD = "110105199003078881"


class Program:
    """Asks with the token of one of the cast."""

    def __init__(self, cast: Cast, key: str = "clerk") -> None:
        self._headers = {"Authorization": f"Bearer {create_token(PLATFORM, cast[key], days=1)}"}

    def upload(self, content: bytes, union: int, status: int = 201, **more: Any) -> Any:
        data = {"union": union, "file": SimpleUploadedFile("会员.xlsx", content), **more}
        return self._told(Client().post(ROOT, data, headers=self._headers), status)

    def post(self, path: str, told: Any, status: int = 202) -> Any:
        answer = Client().post(
            f"{ROOT}{path}", json.dumps(told), content_type="application/json", headers=self._headers
        )
        return self._told(answer, status)

    def get(self, path: str, status: int = 200) -> Any:
        return self._told(Client().get(f"{ROOT}{path}", headers=self._headers), status)

    def file(self, path: str) -> bytes:
        answer: Any = Client().get(f"{ROOT}{path}", headers=self._headers)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)

    def _told(self, answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.content
        return answer.json()


def _rows(*rows: tuple[str, str]) -> bytes:
    return workbook([[*row, "13812345678", SHAFT] for row in rows]).getvalue()


def _run(desk: Desk, roster_id: str) -> None:
    for job in Job.objects.filter(pk__in=[UUID(job) for job in desk.fresh(_roster(roster_id)).jobs]):
        desk.run(job)


def _roster(roster_id: str) -> Roster:
    return Roster(pk=UUID(roster_id))


def test_from_upload_to_commit(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    program, number = Program(cast), resident_id().number
    told = program.upload(_rows(("李明", number), ("王芳", BAD)), desk.union.pk)
    assert (told["state"], told["columns"]["1"], told["sheets"][0]["name"]) == ("uploaded", "document_number", "会员")
    path = f"/{told['id']}"
    assert program.post(f"{path}/check", {})["state"] == "checking"
    assert program.get(path)["total"] == 2
    _run(desk, told["id"])
    told = program.get(path)
    assert (told["state"], told["done"]) == ("checked", None)
    assert (told["counts"]["rows"], told["counts"]["outcomes"]["new"], told["counts"]["outcomes"]["rejected"]) == (
        2,
        1,
        1,
    )
    preview = program.get(f"{path}/rows?outcome=rejected")
    assert (preview["total"], preview["rows"][0]["problems"][0]["code"]) == (1, "check_digit")
    assert BAD not in str(program.get(f"{path}/rows")) and number not in str(program.get(f"{path}/rows"))
    assert Opened(program.file(f"{path}/errors"), tmp_path).rows()[2][1] == BAD
    assert program.post(f"{path}/commit", {"entry": "recorded", "word": "花名册"})["state"] == "committing"
    _run(desk, told["id"])
    assert program.get(path)["state"] == "committed"
    with office(cast):
        assert Membership.objects.get(person__name="李明").origin_note == "花名册"


def test_columns_and_sheet_can_be_said(desk: Desk, cast: Cast) -> None:
    program = Program(cast)
    content = workbook([["李明", resident_id().number, SHAFT]], ["甲", "身份证号", "所属工会"]).getvalue()
    path = f"/{program.upload(content, desk.union.pk)['id']}"
    assert "name" in program.post(f"{path}/check", {}, 409)["detail"] or program.get(path)["columns"] != {}
    told = program.post(f"{path}/check", {"columns": {"0": "name", "1": "document_number", "2": "union"}})
    assert told["columns"]["0"] == "name"
    program.post(f"{path}/check", {"columns": {"0": "colour"}}, 422)
    program.post(f"{path}/check", {"columns": {"-1": "name"}}, 422)
    program.post(f"{path}/check", {"columns": {"0": "name", "1": "name"}}, 409)
    program.post(f"{path}/check", {"sheet": "别的"}, 409)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04" + b"\x00" * 100])
def test_what_cannot_be_read_says_why(desk: Desk, cast: Cast, content: bytes) -> None:
    program = Program(cast)
    data = {"union": desk.union.pk, "file": SimpleUploadedFile("a.xlsx", content or b"\n")}
    told = program._told(Client().post(ROOT, data, headers=program._headers), 201)
    assert told["state"] == "unreadable" and told["reason"] and told["sheets"] == []
    program.post(f"/{told['id']}/check", {}, 409)


def test_too_large_a_file_is_refused(desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LARGEST", 10)
    Program(cast).upload(_rows(("李明", "")), desk.union.pk, 413)
    assert not _any_roster(desk)


def _any_roster(desk: Desk) -> bool:
    with office(desk.cast):
        return Roster.objects.exists()


def test_bad_words_are_refused(desk: Desk, cast: Cast) -> None:
    program = Program(cast)
    program.upload(_rows(), desk.union.pk, 409, layout="theirs")
    program.upload(_rows(), desk.union.pk, 422, purpose="fun")
    program.upload(_rows(), 0, 422)
    path = f"/{program.upload(_rows(('李明', resident_id().number)), desk.union.pk)['id']}"
    program.post(f"{path}/commit", {"entry": "recorded", "word": "册"}, 409)
    program.post(f"{path}/commit", {"entry": "transfer"}, 422)
    program.get(f"{path}/rows?page=0", 422)
    program.get(f"{path}/rows?outcome=odd", 422)
    program.get(f"{path}/errors", 409)
    program.get("/nothing", 422)


def test_no_word_no_record(desk: Desk, cast: Cast) -> None:
    program = Program(cast)
    told = program.upload(_rows(("李明", resident_id().number)), desk.union.pk)
    program.post(f"/{told['id']}/check", {})
    _run(desk, told["id"])
    program.post(f"/{told['id']}/commit", {"entry": "recorded"}, 409)


def test_a_union_or_list_outside_is_not_there(desk: Desk, cast: Cast) -> None:
    program = Program(cast)
    program.upload(_rows(), cast.union("school").pk, 404)
    told = program.upload(_rows(("李明", "")), desk.union.pk)
    other = Program(cast, "other_clerk")
    for path in ("", "/rows", "/errors"):
        other.get(f"/{told['id']}{path}", 404)
    other.post(f"/{told['id']}/check", {}, 404)
    Program(cast, "auditor").get(f"/{told['id']}", 404)
    Program(cast, "auditor").upload(_rows(), desk.union.pk, 403)
