"""Figures that are drawn, and always told as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template import engines

from niangjia.foundation.web.charts import Chart, Series, Shape

if TYPE_CHECKING:
    from tests.harness.browser import Visitor


def _bars(**more: object) -> Chart:
    given = {"note_title": "占比", "notes": ["60.0%", "40.0%"], **more}
    return Chart("按性别", Shape.BARS, "性别", ["男", "女"], [Series("人数", [1200, 800])], **given)  # type: ignore[arg-type]


def _html(chart: Chart) -> str:
    return str(engines["django"].from_string("{% load web %}{% chart chart %}").render({"chart": chart}))


def test_every_figure_stands_in_the_table() -> None:
    html = _html(_bars())
    assert '<td data-value="1200">1,200</td>' in html
    assert "60.0%" in html
    assert html.count("<tr>") == 3


def test_what_is_not_known_is_no_nought() -> None:
    chart = Chart("会员", Shape.LINES, "月末", ["2026-10", "今天"], [Series("会员", [None, 12.5])])
    html = _html(chart)
    assert 'data-value=""' in html
    assert 'data-value="12.5"' in html


def test_lines_are_told_apart_by_a_key_bars_need_none() -> None:
    two = [Series("会员", [1]), Series("职工", [2])]
    assert "chart-key" in _html(Chart("会员", Shape.LINES, "月末", ["今天"], two))
    assert "chart-key" not in _html(_bars())


@pytest.mark.parametrize(
    ("shape", "series", "notes"),
    [
        (Shape.LINES, [Series("a", [1, 2])], ()),
        (Shape.LINES, [], ()),
        (Shape.BARS, [Series("a", [1]), Series("b", [1])], ()),
        (Shape.LINES, [Series("a", [1])] * 5, ()),
        (Shape.BARS, [Series("a", [1])], ("x", "y")),
    ],
)
def test_what_does_not_fit_is_refused(shape: Shape, series: list[Series], notes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="a chart"):
        Chart("会员", shape, "月末", ["今天"], series, "", notes)


@pytest.mark.browser
@pytest.mark.parametrize("visitor", ["phone"], indirect=True)
def test_pictures_are_drawn_in_the_houses_colours_and_drawn_anew_at_night(visitor: Visitor) -> None:
    visitor.go("/style-guide/")
    page = visitor.page
    page.locator("figure.chart canvas").nth(1).wait_for()
    pixels = "() => document.querySelector('figure.chart canvas').toDataURL()"
    day = page.evaluate(pixels)
    page.evaluate("document.getElementById('dark').media = 'all'")
    page.wait_for_function(f"day => ({pixels})() !== day", arg=day)
    page.locator("figure.chart summary").first.click()
    page.get_by_role("cell", name="2,970").first.wait_for()
