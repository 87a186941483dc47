"""`niangjia roster export` and `template` as an operator calls them."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.reading import looks_at
from niangjia.engines.people.persons.tests.samples import number_of, office, resident_id
from niangjia.engines.people.roster.workbooks.tests.opened import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

MINE = ("--union", "110101")
LAYOUT = {"key": "county", "title": "县级表", "columns": [{"header": "姓名", "field": "name"}]}


def _out(folder: Path, verb: str, *words: str) -> Opened:
    path = folder / "out.xlsx"
    call_command("roster", verb, *MINE, *words, str(path), stdout=io.StringIO())
    assert path.stat().st_mode & 0o777 == 0o600
    return Opened(path.read_bytes(), folder)


def _known(cast: Cast) -> tuple[Person, str]:
    with office(cast) as at:
        person = at.register("张秀英", resident_id())
        at.enrol(person)
        return person, number_of(person.documents.get())


def test_members_go_out_masked(cast: Cast, tmp_path: Path) -> None:
    person, number = _known(cast)
    rows = _out(tmp_path, "export", "--layout", "roll").rows()
    assert "张秀英" in str(rows) and "王小梅" in str(rows) and number not in str(rows)
    with office(cast):
        assert len(looks_at(person)) == 1
    assert Entry.objects.filter(code="people.scope.everywhere").count() == 1


def test_numbers_in_full_need_a_reason_and_a_right(cast: Cast, tmp_path: Path) -> None:
    _person, number = _known(cast)
    _ = cast["clerk"], cast["chair"]
    with pytest.raises(CommandError, match="Say why"):
        _out(tmp_path, "export", "--plain")
    with pytest.raises(CommandError, match="You may not"):
        _out(tmp_path, "export", "--plain", "--reason", "报送", "--as", "clerk")
    assert number in str(_out(tmp_path, "export", "--plain", "--reason", "报送", "--as", "chair").rows())


def test_a_layout_from_a_file(cast: Cast, tmp_path: Path) -> None:
    _known(cast)
    path = tmp_path / "county.json"
    path.write_text(json.dumps(LAYOUT), encoding="utf-8")
    assert ["姓名"] in _out(tmp_path, "export", "--layout", str(path)).rows().values()
    path.write_text(json.dumps({**LAYOUT, "columns": []}), encoding="utf-8")
    with pytest.raises(CommandError, match="1 to 200 columns"):
        _out(tmp_path, "template", "--layout", str(path))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="no JSON"):
        _out(tmp_path, "template", "--layout", str(path))


def test_a_template(cast: Cast, tmp_path: Path) -> None:
    _ = cast["clerk"], cast["auditor"]
    made = _out(tmp_path, "template", "--as", "clerk")
    assert [sheet.name for sheet in made.book.sheets] == ["会员", "选项", "填表说明"]
    with pytest.raises(CommandError, match="You may not"):
        _out(tmp_path, "template", "--as", "auditor")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "--union", "nowhere", "{out}"], "No union has the code"),
        (["export", *MINE, "--layout", "theirs", "{out}"], "There is no layout"),
        (["export", *MINE, "--layout", "none.json", "{out}"], "none.json: No such file"),
        (["template", *MINE, "{folder}"], "is a folder"),
        (["template", *MINE, "{folder}/none/out.xlsx"], "no folder"),
        (["template", *MINE, "--as", "nobody", "{out}"], "No account"),
    ],
)
def test_what_is_wrong_is_said_plainly(cast: Cast, tmp_path: Path, words: list[str], sentence: str) -> None:
    _known(cast)
    places: dict[str, Any] = {"out": tmp_path / "out.xlsx", "folder": tmp_path}
    with pytest.raises(CommandError, match=sentence):
        call_command("roster", *(word.format(**places) for word in words), stdout=io.StringIO())
    assert list(tmp_path.iterdir()) == []


def test_a_closed_account_does_nothing(cast: Cast, tmp_path: Path) -> None:
    account = cast["clerk"]
    account.is_active = False
    account.save(update_fields=["is_active"])
    with pytest.raises(CommandError, match="is closed"):
        _out(tmp_path, "export", "--as", "clerk")
