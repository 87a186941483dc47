from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from niangjia.engines.rules.defaults import COLUMNS, BadParameters, Sure, UnknownParameter, known, parameters
from niangjia.engines.rules.units import Days

if TYPE_CHECKING:
    from pathlib import Path

GOOD = ["org.least", "25", "people", "seen", "", "", "工会法第十一条", "会员人数下限", "Members, at least"]


def _folder(folder: Path, *rows: list[str]) -> Path:
    text = "\n".join("\t".join(row) for row in [COLUMNS, *rows])
    (folder / "organisation.tsv").write_text(text + "\n", encoding="utf-8")
    return folder


def _changed(**cells: str) -> list[str]:
    return [cells.get(name, usual) for name, usual in zip(COLUMNS, GOOD, strict=True)]


def test_the_files_of_the_house_are_good() -> None:
    assert len(parameters()) > 70


def test_every_figure_has_a_basis_and_both_meanings() -> None:
    for parameter in parameters().values():
        assert parameter.zh and parameter.en and all(default.basis for default in parameter.defaults)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("org.base_union_min_members", 25),
        ("dues.rate", Decimal("0.005")),
        ("org.extra_meeting_share", Fraction(1, 3)),
        ("petition.handle_cd", Days(60, working=False)),
        ("petition.bounce_wd", Days(5, working=True)),
        ("fund.festival_cap_year", Decimal(1300)),
    ],
)
def test_values_come_typed(key: str, value: object) -> None:
    assert known(key).defaults[-1].value == value


def test_a_key_tells_the_kind_of_its_days() -> None:
    for parameter in parameters().values():
        for default in parameter.defaults:
            if isinstance(default.value, Days):
                assert default.value.working or not parameter.key.endswith("_wd")
                assert not default.value.working or not parameter.key.endswith("_cd")


def test_what_the_sheet_is_unsure_of_says_so() -> None:
    assert known("proposal.reply_cd").defaults[-1].sure is Sure.UNSURE
    assert known("hardship.notice_wd").defaults[-1].sure is Sure.UNSURE


def test_a_key_that_no_file_knows_is_refused() -> None:
    with pytest.raises(UnknownParameter):
        known("petition.unheard_of")


def test_the_figure_of_a_day_comes_from_the_text_in_force() -> None:
    before, after = (known("security.log_months").default_on(day) for day in (date(2025, 12, 31), date(2026, 1, 1)))
    assert before and after and "第二十一条" in before.basis and "第二十三条" in after.basis


@pytest.mark.parametrize(("language", "meaning"), [("zh-hans", "会员人数下限"), ("en", "Members, at least")])
def test_the_meaning_is_said_in_the_readers_language(language: str, meaning: str, tmp_path: Path) -> None:
    with translation.override(language):
        assert parameters(_folder(tmp_path, GOOD))["org.least"].meaning == meaning


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"value": "many"}, "line 2: org.least"),
        ({"unit": "miles"}, "miles"),
        ({"basis": ""}, "lacks basis"),
        ({"en": ""}, "lacks en"),
        ({"key": "least"}, "must look like"),
        ({"sure": "set"}, "not for files"),
        ({"valid_from": "2020-13-01"}, "line 2"),
        ({"valid_from": "2020-01-02", "valid_to": "2020-01-01"}, "ends before"),
    ],
)
def test_a_bad_line_is_named(cells: dict[str, str], complaint: str, tmp_path: Path) -> None:
    with pytest.raises(BadParameters, match=complaint):
        parameters(_folder(tmp_path, _changed(**cells)))


def test_two_figures_of_one_day_are_refused(tmp_path: Path) -> None:
    later = _changed(valid_from="2020-01-01")
    with pytest.raises(BadParameters, match=r"line 3: org\.least overlaps organisation\.tsv, line 2"):
        parameters(_folder(tmp_path, GOOD, later))


def test_a_key_means_one_thing(tmp_path: Path) -> None:
    rows = _changed(valid_to="2019-12-31"), _changed(valid_from="2020-01-01", zh="别的")
    with pytest.raises(BadParameters, match="means something else"):
        parameters(_folder(tmp_path, *rows))


def test_a_file_of_no_area_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weather.tsv").touch()
    with pytest.raises(BadParameters, match="no such area"):
        parameters(tmp_path)
