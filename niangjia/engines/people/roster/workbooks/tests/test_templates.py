"""What a union gets to fill in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.columns import find_heading, guess
from niangjia.engines.people.roster.layouts import shipped
from niangjia.engines.people.roster.staging.tests.samples import Desk, counts
from niangjia.engines.people.roster.tests import books
from niangjia.engines.people.roster.workbooks import find_layout, layout_choices, template, templates
from niangjia.foundation.access.actor import Refused

from .opened import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

KEYS = list(shipped())


def _made(desk: Desk, key: str, folder: Path) -> Opened:
    return Opened(template(desk.actor, desk.union, find_layout(key)), folder)


@pytest.mark.parametrize("key", KEYS)
def test_its_columns_are_known_and_the_rest_is_skipped(desk: Desk, tmp_path: Path, key: str) -> None:
    book = _made(desk, key, tmp_path).book
    assert [(sheet.explanation, sheet.hidden) for sheet in book.sheets if not sheet.hidden] == [
        (False, False),
        (True, False),
    ]
    layout, head = find_layout(key), book.sheets[0]
    heading = find_heading(head.head, head.merged)
    assert heading and heading.titles == layout.titles
    assert list(guess(heading.titles, layout.pairs).values()) == [column.field for column in layout.columns]
    assert heading.last == head.rows  # nobody stands in it yet


def test_ids_are_text_and_the_heading_stays(desk: Desk, tmp_path: Path) -> None:
    made = _made(desk, "ours", tmp_path)
    sheet = made.part("xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet and 'topLeftCell="A2"' in sheet
    columns = sheet.partition("<cols>")[2].partition("</cols>")[0]
    assert columns.count("style=") == columns.count("<col ")  # every column is text
    assert 'width="22.' in columns
    assert 'numFmtId="49"' in made.part("xl/styles.xml")


def test_codes_and_unions_are_chosen_from_lists(desk: Desk, tmp_path: Path) -> None:
    made = _made(desk, "province", tmp_path)
    offered = made.rows("选项").values()
    words = {cell for row in offered for cell in row}
    assert {"大专", "群众", "汉族", "男", "是", "采煤一队分会", "石河煤矿工会委员会"} <= words
    assert "石河一中工会委员会" not in words
    rules = made.part("xl/worksheets/sheet1.xml").partition("<dataValidations")[2]
    assert rules.count('type="list"') >= 8 and "选项!$A$1" in rules
    coded = _made(desk, "city", tmp_path).rows("选项").values()
    assert {"30", "0", "11010101"} <= {cell for row in coded for cell in row}


def test_too_many_unions_are_not_listed(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MOST_UNIONS", 1)
    assert "采煤一队分会" not in str(_made(desk, "ours", tmp_path).rows("选项"))


def test_a_sample_says_that_it_is_none_of_the_authoritys(desk: Desk, tmp_path: Path) -> None:
    assert "样表，非官方" in str(_made(desk, "province", tmp_path).rows("填表说明"))
    assert "非官方" not in str(_made(desk, "ours", tmp_path).rows("填表说明"))
    assert {key: "非官方" in title for key, title in layout_choices()} == {key: key != "ours" for key in KEYS}


@pytest.mark.parametrize("key", KEYS)
def test_filled_in_it_is_taken(desk: Desk, tmp_path: Path, key: str) -> None:
    made, layout = _made(desk, key, tmp_path), find_layout(key)
    given: dict[str, Any] = {"name": "李明", "document_number": resident_id().number, "phone": "13812345678",
                             "union": "采煤一队分会", "education": "大专"}  # fmt: skip
    rows = made.rows()
    lines = [rows.get(number, []) for number in range(1, max(rows) + 1)]
    lines.append([given.get(column.field, "") for column in layout.columns])
    groups = [column.group for column in layout.columns]
    at = len(lines) - 3

    def more(_book: Any, sheets: list[Any]) -> None:
        for group in dict.fromkeys(filter(None, groups)):
            columns = [column for column, other in enumerate(groups) if other == group]
            sheets[0].merge_range(at, columns[0], at, columns[-1], group)

    roster = desk.upload_file(io.BytesIO(books.xlsx({"会员": lines}, more=more)), "填好.xlsx", layout=key)
    assert counts(desk.check(roster)) == {"new": 1}


def test_only_those_who_may_enrol_get_one(cast: Cast) -> None:
    for key in ("auditor", "other_clerk", "member"):
        with pytest.raises(Refused):
            template(cast.actor(key), cast.union("mine"), find_layout("ours"))


def test_an_unknown_layout() -> None:
    with pytest.raises(NotPossible, match="ours"):
        find_layout("theirs")
