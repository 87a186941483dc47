from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.chinese import initials, romanised, sort_key
from niangjia.foundation.chinese.readings import syllables


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("王小梅", "Wang Xiaomei"),
        ("单雄信", "Shan Xiongxin"),
        ("曾乐", "Zeng Le"),
        ("乐毅", "Yue Yi"),
        ("仇英", "Qiu Ying"),
        ("区志强", "Ou Zhiqiang"),
        ("解缙", "Xie Jin"),
        ("查良镛", "Zha Liangyong"),
        ("尉迟恭", "Yuchi Gong"),
        ("万俟卨", "Moqi Xie"),
        ("李西安", "Li Xi'an"),
        ("吕绿", "Lü Lü"),
        ("王长春", "Wang Changchun"),
        ("阿不都·热合曼", "Abudu Reheman"),
        ("John Smith", "John Smith"),
    ],
)
def test_surnames_have_readings_of_their_own(name: str, spelled: str) -> None:
    assert romanised(name) == spelled


@pytest.mark.parametrize(("name", "letters"), [("王小梅", "WXM"), ("尉迟恭", "YCG"), ("José Pérez", "JP"), ("", "")])
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_names_are_sorted_by_syllable_tone_and_character() -> None:
    register = ["李昂", "李明", "李明亮", "利明", "单雄", "汪洋", "王梅", "曾平", "张平", "章平", "\ue000"]
    keys = [sort_key(name) for name in register]
    assert keys == sorted(keys)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=4))
def test_different_names_have_different_keys(name: str) -> None:
    assert sort_key(name) != sort_key(name + "一")


def test_the_syllables_are_those_of_standard_chinese() -> None:
    assert len(syllables()) == 400
    assert {"wang", "lv", "nve", "a", "zhuang"} <= syllables()
