from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.template import VariableDoesNotExist
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from niangjia.foundation.web import cells, tables
from niangjia.foundation.web.pieces import State, Tone
from niangjia.foundation.web.samples import FilterForm
from niangjia.foundation.web.tables import Column, Kind


@dataclass
class Row:
    title: str
    amount: Decimal | None = None

    def url(self) -> str:
        return f"/{self.title}/"


COLUMNS = [Column("事项", "title", link="url", sort="title"), Column("金额", "amount", Kind.YUAN)]


def _page(*rows: Row) -> Page[Row]:
    return Paginator(rows, 25).get_page(1)


def _table(page: Page[Row], query: str = "") -> str:
    template = "web/style_guide/tables.html"
    context = {
        "page": page,
        "no_rows": _page(),
        "samples": type("Samples", (), {"COLUMNS": COLUMNS}),
        "sort": "title",
    }
    return render_to_string(template, context, RequestFactory().get(f"/list/?{query}"))


@pytest.mark.parametrize(
    ("asked", "sort"), [("title", "title"), ("-title", "-title"), ("amount", "-due"), ("", "-due")]
)
def test_only_what_a_column_offers_is_sorted_by(asked: str, sort: str) -> None:
    assert tables.sorting({"sort": asked}, COLUMNS, "-due") == sort


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("99", 3), ("x", 1), ("", 1)])
def test_there_is_always_a_page(asked: str, number: int) -> None:
    assert tables.page_of({"page": asked}, list(range(60)), per_page=25).number == number


def test_a_head_turns_the_direction_and_forgets_the_page() -> None:
    head = tables.headers(COLUMNS, "title", QueryDict("q=a&page=3&sort=title"))[0]
    assert (head.url, head.direction) == ("?q=a&sort=-title", "ascending")


def test_a_column_without_sort_has_no_link() -> None:
    assert tables.headers(COLUMNS, "title", QueryDict())[1].url == ""


def test_cells_take_values_and_links_from_the_row() -> None:
    (first, second), *_ = tables.cells(COLUMNS, [Row("relief", Decimal(5))])
    assert (first.value, first.url, second.value) == ("relief", "/relief/", Decimal(5))


def test_a_column_that_no_row_has_is_an_error() -> None:
    with pytest.raises(VariableDoesNotExist):
        list(tables.cells([Column("?", "tittle")], [Row("relief")]))


def test_pages_far_away_are_left_out() -> None:
    page = Paginator(range(1000), 10).get_page(50)
    assert [link.number for link in tables.page_links(page, QueryDict())] == [1, None, 49, 50, 51, None, 100]


def test_links_to_pages_keep_filters() -> None:
    links = tables.page_links(Paginator(range(20), 10).get_page(1), QueryDict("q=a&page=1"))
    assert links[1].url == "?q=a&page=2"


def test_filtering_keeps_the_rest_and_starts_on_the_first_page() -> None:
    query = QueryDict("q=a&state=1&sort=-due&page=4")
    assert tables.kept(query, FilterForm(query)) == [("sort", "-due")]


def test_amounts_are_grouped_and_what_is_missing_is_said() -> None:
    html = _table(_page(Row("relief", Decimal("1234567.5")), Row("visit")))
    assert "1,234,567.50" in html
    assert 'aria-label="无">—' in html


def test_a_value_can_not_bring_code_in() -> None:
    assert "<script>" not in _table(_page(Row("<script>alert(1)</script>")))


def test_a_page_in_the_query_can_not_bring_code_in() -> None:
    assert "<script>" not in _table(_page(Row("relief")), "q=%22><script>alert(1)</script>")


def test_without_rows_it_says_so() -> None:
    assert "没有找到符合条件的内容" in _table(_page())


def test_a_line_is_what_its_cells_say() -> None:
    row = SimpleNamespace(
        name="<b>", url="/a?b=1&c=2", state=State("逾期", Tone.BAD), day=date(2026, 3, 1), sum=Decimal(5), none=None,
        moment=datetime(2026, 3, 1, 16, 30, tzinfo=UTC), deep={"count": lambda: 1234}, safe=mark_safe("<i>x</i>"),
    )  # fmt: skip
    kinds = {"state": Kind.STATE, "day": Kind.DAY, "sum": Kind.YUAN, "moment": Kind.MOMENT, "deep.count": Kind.NUMBER}
    names = ("state", "day", "sum", "moment", "deep.count", "none", "safe")
    columns = [
        Column("姓名", "name", link="url"),
        *(Column(name, name, kinds.get(name, Kind.TEXT)) for name in names),
    ]
    (line,) = cells.lines(columns, [row])
    shown = re.findall(r'<td data-title="[^"]*" class="(is-[a-z]+)">(.*?)</td>', line)
    assert shown[0] == ("is-text", '<a href="/a?b=1&amp;c=2">&lt;b&gt;</a>')
    assert shown[1][1].startswith('<span class="state state-bad"><svg')
    assert [text for _kind, text in shown[2:6]] == ["2026-03-01", "5.00", "2026-03-02 00:30", "1,234"]
    assert 'aria-label="无">—' in shown[6][1]
    assert shown[7][1] == "<i>x</i>"
