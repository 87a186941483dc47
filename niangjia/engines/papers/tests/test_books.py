from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook

from niangjia.engines.journal.models import Entry
from niangjia.engines.papers.books.models import Incoming, SealUse
from niangjia.engines.papers.verbs import revoke_paper, send_paper
from niangjia.foundation.clock import today

from .samples import sealed

if TYPE_CHECKING:
    from tests.harness.people import Cast

CAME = {
    "received": "2026-11-02",
    "sender": "石河县总工会",
    "title": "关于报送年报的通知",
    "copies": "1",
    "urgency": "加急",
}


def _lines(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_outgoing_papers_stand_in_their_book(cast: Cast) -> None:
    first, second = sealed(cast), sealed(cast)
    send_paper(cast.actor("clerk"), first, to_name="王小梅")
    revoke_paper(cast.actor("chair"), second, "填错")
    lines = _lines(cast.client("clerk").get("/desk/papers/books/outgoing/book.xlsx").content)
    assert [line[2] for line in lines[2:]] == [first.number, second.number]
    assert (lines[2][4], lines[3][7]) == ("王小梅", "已撤销")
    assert Entry.objects.filter(code="papers.book.taken").count() == 1
    assert first.number in cast.client("chair").get("/desk/papers/books/outgoing/").content.decode()


def test_what_comes_in_is_entered_handled_and_kept_sealed(cast: Cast) -> None:
    clerk = cast.client("clerk")
    wrong = clerk.post("/desk/papers/books/incoming/", {**CAME, "received": "2099-01-01"})
    assert wrong.status_code == 422
    assert "关于报送年报的通知" in wrong.content.decode()
    assert clerk.post("/desk/papers/books/incoming/", CAME).status_code == 302
    row = Incoming.objects.get()
    assert (row.position, row.year) == (1, 2026)
    given = {"handler": "刘芳", "result": "已报送", "finished": today().isoformat()}
    assert clerk.post(f"/desk/papers/books/incoming/{row.pk}/", given).status_code == 302
    lines = _lines(clerk.get("/desk/papers/books/incoming/book.xlsx?year=2026").content)
    assert lines[2][:5] == ["1", "2026-11-02", "石河县总工会", "", "关于报送年报的通知"]
    assert lines[2][8:10] == ["刘芳", "已报送"]


def test_seal_uses_count_on_whether_on_or_off_the_platform(cast: Cast) -> None:
    sealed(cast)
    clerk = cast.client("clerk")
    day = today().isoformat()
    given = {"day": day, "title": "介绍信", "copies": "1", "approved_by": "陈建国"}
    assert clerk.post("/desk/papers/books/seals/", given).status_code == 302
    assert list(SealUse.objects.order_by("position").values_list("position", flat=True)) == [1, 2]
    lines = _lines(clerk.get("/desk/papers/books/seals/book.xlsx").content)
    assert [line[2] for line in lines[2:]] == ["会员证明", "介绍信"]


def test_a_book_that_is_none_and_a_union_out_of_reach(cast: Cast) -> None:
    clerk = cast.client("clerk")
    assert clerk.get("/desk/papers/books/secret/print/").status_code == 404
    school = cast.union("school").pk
    assert clerk.get(f"/desk/papers/books/outgoing/?union={school}").status_code == 404
    assert clerk.post(f"/desk/papers/books/incoming/?union={school}", CAME).status_code == 404


def test_the_word_in_numbers(cast: Cast) -> None:
    _ = cast["clerk"]
    chair = cast.client("chair")
    chair.post("/desk/papers/books/word/", {"word": "石矿工"})
    assert sealed(cast).number.startswith("石矿工证〔")
