from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.chinese import normalise_name, split_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王小梅", "王小梅"),
        (" 王　梅 ", "王梅"),
        ("王\u200b小梅\ufeff", "王小梅"),
        ("阿不都•热合曼", "阿不都·热合曼"),
        ("阿不都 ・ 热合曼", "阿不都·热合曼"),
        ("阿不都.热合曼", "阿不都·热合曼"),
        ("阿不都。热合曼", "阿不都·热合曼"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("歐陽娜娜", "歐陽娜娜"),
        ("⽟梅", "玉梅"),  # a radical, as PDF files give it
        ("\ue000三", "\ue000三"),
        ("", ""),
    ],
)
def test_a_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed) == name


@given(st.text(st.sampled_from("王小梅阿·•.。 　\u200bＡbé⽟"), max_size=12))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("王梅", ("王", "梅")),
        ("王小梅", ("王", "小梅")),
        ("欧阳修", ("欧阳", "修")),
        ("歐陽娜娜", ("歐陽", "娜娜")),
        ("司徒", ("司", "徒")),
        ("王", ("王", "")),
        ("阿不都·热合曼", ("阿不都·热合曼", "")),
        ("John Smith", ("John Smith", "")),
    ],
)
def test_a_surname_may_have_two_characters(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts
