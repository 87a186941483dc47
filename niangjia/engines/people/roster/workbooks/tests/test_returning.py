"""Rows go back, are mended, and come again."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.columns.guessing import guessed_field
from niangjia.engines.people.roster.staging.tests.samples import HEADS, Desk, counts
from niangjia.engines.people.roster.tests import books
from niangjia.engines.people.roster.workbooks import rejected_workbook, returning
from niangjia.engines.people.roster.workbooks.returning import REASON
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Refused

from .opened import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.people.models import Roster

SHAFT = "采煤一队分会"
RED, YELLOW, BLUE = "F8B4B4", "FFE9A8", "CFE3F7"


def _row(name: str, number: Any = "", phone: str = "13812345678", **more: Any) -> list[Any]:
    given = {
        "union": SHAFT,
        "education": "大专",
        "party": "群众",
        "joined": "2020-03-01",
        "employer": "",
        "address": "",
    }
    return [name, number, phone, *(given | more).values()]


def _number() -> str:
    return resident_id().number


def _returned(desk: Desk, roster: Roster, folder: Path) -> Opened:
    with acting(desk.actor), rejected_workbook(desk.actor, desk.fresh(roster)) as file:
        return Opened(file.read(), folder)


def test_rejected_rows_come_back_as_they_were_read(desk: Desk, tmp_path: Path) -> None:
    lost, good = 110105199003078000.0, _number()
    roster = desk.checked([_row("李明", good), _row("王芳", lost, "123", education="博士后"), _row("", _number())])
    assert counts(roster) == {"new": 1, "rejected": 2}
    made = _returned(desk, roster, tmp_path)
    rows = made.rows()
    assert rows[1] == [*HEADS, REASON]
    assert rows[2][:5] == ["王芳", lost, "123", SHAFT, "博士后"]
    assert rows[3][1] == desk.rows(roster)[2].values["documents"][0].number
    assert "第 3 行" in str(rows[2][-1]) and "末几位" in str(rows[2][-1])
    assert "姓名" in str(rows[3][-1])
    assert good not in str(rows)


def test_what_is_wrong_is_coloured_and_said_in_chinese(desk: Desk, tmp_path: Path) -> None:
    made = _returned(desk, desk.checked([_row("王芳", "110105199003078881", "12"), _row("", _number())]), tmp_path)
    assert (made.colour("B2"), made.colour("C2"), made.colour("A2"), made.colour("A3")) == (RED, YELLOW, "", RED)
    notes = made.notes()
    assert set(notes) == {"B2", "C2", "A3"}
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in note) for note in notes.values()), notes


def test_rows_that_only_the_register_rejects_come_back_whole(desk: Desk, tmp_path: Path) -> None:
    number = _number()
    made = _returned(
        desk, desk.checked([_row("李明", number, union="没有这个工会", joined=date(2020, 3, 1))]), tmp_path
    )
    assert made.rows()[2][:4] == ["李明", number, "13812345678", "没有这个工会"]
    assert made.colour("D2") == RED


def test_held_rows_have_a_colour_of_their_own(desk: Desk, tmp_path: Path) -> None:
    number = _number()
    roster = desk.checked([_row("李明", number), _row("王芳", _number()), _row("李明", number, education="本科")])
    assert counts(roster) == {"new": 1, "held": 2}
    made = _returned(desk, roster, tmp_path)
    rows = made.rows()
    assert [rows[2][1], rows[3][1]] == [number, number]
    assert {made.colour(cell) for cell in ("A2", "B2", "F3")} == {BLUE}
    assert "第 2 行" in str(rows[3][-1])


def test_only_what_was_mended_is_new(desk: Desk, tmp_path: Path) -> None:
    """The journey: a list comes in, what is wrong goes back, is mended there, and comes in again."""
    twice, late = _number(), _number()
    first = desk.committed([
        _row("李明", _number()), _row("王芳", "110105199003078881"), _row("", late),
        _row("赵强", twice), _row("赵强", twice, education="本科"), _row("孙丽", _number(), union="没有这个工会"),
    ])  # fmt: skip
    assert counts(first) == {"new": 1, "held": 2, "rejected": 3}
    rows = list(_returned(desk, first, tmp_path).rows().values())
    heads, lines = rows[0], [list(row) for row in rows[1:]]
    lines[0][1] = _number()
    lines[1][0] = "周红"
    del lines[3]
    lines[3][3] = SHAFT
    mended = books.xlsx({"会员": [heads, *lines]})
    second = desk.check(desk.upload_file(io.BytesIO(mended), "改好.xlsx"))
    assert counts(second) == {"new": 4}, desk.rows(second)
    assert counts(desk.commit(second)) == {"new": 4}


def test_what_comes_back_twice_has_one_column_of_reasons(desk: Desk, tmp_path: Path) -> None:
    made = _returned(desk, desk.checked([_row("王芳", "110105199003078881")]), tmp_path)
    again = _returned(desk, desk.check(desk.upload_file(io.BytesIO(made.content), "再传.xlsx")), tmp_path)
    assert again.rows()[1] == [*HEADS, REASON]
    assert again.rows()[2][:4] == made.rows()[2][:4]
    assert guessed_field(REASON) == ""


@pytest.mark.parametrize("kind", ["csv", "xls", "merged"])
def test_titles_and_columns_stay_where_they_were(desk: Desk, tmp_path: Path, kind: str) -> None:
    lines: list[list[Any]] = [["石河煤矿会员花名册"], ["序号", "姓名", "证件", "", "电话"],
                              ["", "", "类型", "号码", ""],
                              [1, "王芳", "身份证", "110105199003078881", "13812345678"]]  # fmt: skip
    if kind == "csv":
        content = books.text([lines[0], ["序号", "姓名", "类型", "证件号码", "电话"], lines[3]], encoding="gb18030")
    elif kind == "xls":
        content = books.xls({"花名册": [lines[0], ["序号", "姓名", "证件类型", "证件号码", "电话"], lines[3]]})
    else:
        content = books.xlsx(
            {"花:名册"[::2]: lines}, more=lambda _book, made: made[0].merge_range(1, 2, 1, 3, "证件")
        )
    roster = desk.check(desk.upload_file(io.BytesIO(content), f"a.{kind}"))
    assert counts(roster) == {"rejected": 1}, (roster.titles, roster.mapping)
    made = _returned(desk, roster, tmp_path)
    rows = made.rows()
    assert rows[1][0] == "石河煤矿会员花名册"
    assert REASON in (rows[roster.heading][-1], rows[roster.heading - 1][-1])
    assert [str(cell) for cell in rows[roster.heading + 1][1:4]] == [str(cell) for cell in lines[3][1:4]]
    again = desk.upload_file(io.BytesIO(made.content), "b.xlsx")
    assert (again.mapping, again.heading) == (roster.mapping, roster.heading)


def test_nothing_to_return(desk: Desk) -> None:
    roster = desk.checked([_row("李明", _number())])
    with acting(desk.actor), pytest.raises(NotPossible):
        rejected_workbook(desk.actor, desk.fresh(roster))


def test_only_those_who_may_enrol_get_it_back(desk: Desk) -> None:
    roster = desk.checked([_row("", _number())])
    with pytest.raises(Refused):
        rejected_workbook(desk.cast.actor("auditor"), roster)


def test_odd_cells_come_back(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returning, "MOST_NOTES", 1)
    odd = ["=1+1", "\x07响", "x" * 40_000, True, 1.5, date(1899, 12, 1).isoformat()]
    lines = [[*HEADS, *"甲乙丙丁戊己"], [*_row("王芳", "1"), *odd], [*_row("李明", "2"), *odd]]
    made = _returned(desk, desk.check(desk.upload_file(io.BytesIO(books.xlsx({"会员": lines})), "a.xlsx")), tmp_path)
    assert made.rows()[2][9] == "=1+1"
    assert len(made.notes()) == 1
