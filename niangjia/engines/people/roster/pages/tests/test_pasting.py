"""Pasting rows: taken apart, checked cell by cell, kept as a draft, and on the way like a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.models import Roster
from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.roster.pages.pasting import check_grid, grid_of
from niangjia.engines.people.scope import acting

from .samples import LISTS, PHONE, page, run_all

if TYPE_CHECKING:
    from niangjia.engines.people.roster.staging.tests.samples import Desk

PASTE = f"{LISTS}paste/"
HEADS = "姓名\t身份证号\t手机号码"


def _send(desk: Desk, text: str, **more: str) -> Any:
    return desk.cast.client(desk.key).post(PASTE, {"union": desk.union.pk, "text": text, **more})


def _rows(*rows: str) -> str:
    return "\n".join([HEADS, *rows])


def test_right_rows_go_on_to_the_preview(desk: Desk) -> None:
    answer = _send(
        desk, _rows(f"张三丰\t{resident_id().number}\t{PHONE}", f"李四光\t{resident_id().number}\t{PHONE}")
    )
    assert answer.status_code == 302, answer.content.decode()
    run_all()
    with acting(desk.actor):
        roster = Roster.objects.select_related("union").get()
    assert roster.counts["new"] == 2
    assert "张三丰" in page(desk, roster)


def test_errors_stand_at_their_cells_and_nothing_is_lost(desk: Desk) -> None:
    number = resident_id().number
    text = _rows(f"张三丰\t{number[:17]}\t{PHONE}", f"\t{resident_id().number}\t{PHONE}", f"李四光\t{number}\t12")
    answer = _send(desk, text)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count('aria-invalid="true"') == 2
    assert f"张三丰\t{number[:17]}\t{PHONE}" in shown
    with acting(desk.actor):
        assert not Roster.objects.exists()


def test_wrong_rows_are_left_out_when_asked_to(desk: Desk) -> None:
    text = _rows(f"张三丰\t{resident_id().number}\t{PHONE}", f"李四光\t123\t{PHONE}")
    assert _send(desk, text, anyway="1").status_code == 302
    run_all()
    with acting(desk.actor):
        counts = Roster.objects.get().counts
    assert (counts["new"], counts["rejected"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写这一项。"),
        (HEADS, "还没有人员"),
        ("\n".join([HEADS, *["张三丰\t\t"] * 201]), "最多 200 行"),
        ("\t".join(["姓名", *"一二三四五六七八九十" * 5]) + "\n张三丰", "最多 40 列"),
    ],
    ids=["nothing", "headings only", "too many rows", "too many columns"],
)
def test_what_does_not_fit_is_said(desk: Desk, text: str, sentence: str) -> None:
    answer = _send(desk, text)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_unknown_union_is_said_at_its_cell(desk: Desk) -> None:
    with acting(desk.actor):
        grid = grid_of(f"姓名\t身份证号\t工会\n张三丰\t{resident_id().number}\t不存在的工会", desk.union)
        check_grid(desk.actor, desk.union, grid)
    assert [at for at, _text in grid.lines[0].wrong] == [2]


def test_tables_of_all_habits_are_taken_apart() -> None:
    without_headings = grid_of(f"张三丰\t居民身份证\t{'1' * 18}", None)
    assert without_headings.fields[:3] == ["name", "document_kind", "document_number"]
    quoted = grid_of('姓名\t身份证号\t备注\n张三丰\t1\t"两\n行"\n', None)
    assert [cell.text for cell in quoted.lines[0].cells] == ["张三丰", "1", "两 行"]
    inches = grid_of('姓名\t身份证号\n"5寸\t1\n李四光\t2', None)
    assert len(inches.lines) == 2
    commas = grid_of("姓名,身份证号\r\n张三丰,1\r\n\r\n", None)
    assert [cell.text for cell in commas.lines[0].cells] == ["张三丰", "1"]


def test_a_draft_is_found_again(desk: Desk) -> None:
    client = desk.cast.client("clerk")
    client.post("/drafts/people.roster_paste/keep/", {"union": desk.union.pk, "text": f"{HEADS}\n孙悟空\t\t"})
    assert "孙悟空" in client.get(PASTE).content.decode()
    assert "孙悟空" not in desk.cast.client("chair").get(PASTE).content.decode()
