from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.identity import normalise

NOISE = " \t\n\u3000\u00a0\u200b\u200e\u2060\ufeff\u00ad-–—－'’‘`\"“”()（）[]"
noise = st.text(st.sampled_from(NOISE), max_size=3)
characters = st.text(st.sampled_from("0123456789ABCHMX"), min_size=1, max_size=18)
FULL_WIDTH = {ord(sign): ord(sign) - 0x20 + 0xFF00 for sign in "0123456789ABCHMX"}


@given(characters, st.lists(noise, min_size=19, max_size=19))
def test_what_stands_around_the_characters_is_dropped(number: str, around: list[str]) -> None:
    spoilt = around[0] + "".join(sign + extra for sign, extra in zip(number, around[1:], strict=False))
    assert normalise(spoilt) == number


@given(characters)
def test_full_width_and_small_letters_are_the_same(number: str) -> None:
    assert normalise(number.translate(FULL_WIDTH)) == normalise(number.lower()) == number


@given(st.text(st.sampled_from(NOISE + "0129abxzＡｘ１×.")))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("sign", "×Ххχ✕xＸ")
def test_signs_that_look_like_x_are_x(sign: str) -> None:
    assert normalise("11010519491231002" + sign) == "11010519491231002X"


def test_a_whole_figure_of_a_spreadsheet_loses_its_zero() -> None:
    assert normalise("13800138000.0") == "13800138000"
