from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.chinese import name_tokens, normalise_name, query_tokens

COMMON = "王李张刘陈杨单曾梅英华伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂安乐晟昂绿女二"
names = st.text(st.sampled_from(COMMON), min_size=2, max_size=4)


def finds(typed: str, name: str) -> bool:
    """As PostgreSQL would: every group has a pattern that some token is LIKE."""
    groups, tokens = query_tokens(typed), name_tokens(normalise_name(name))
    return bool(groups) and all(
        any(like(token, pattern) for token in tokens for pattern in group) for group in groups
    )


def like(token: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace("%", ".*"), token) is not None


def spoken(name: str) -> list[str]:
    return next(token for token in name_tokens(name) if " " in token).split()[1:]


@pytest.mark.parametrize(
    "typed",
    [
        "王", "王小", "王小梅", "小梅", "梅", "王 小梅",
        "w", "wx", "wxm", "WXM", "xm",
        "wang", "wangxiaomei", "wang xiao mei", "Wang Xiaomei", "xiaomei", "xiaom", "wangxiaom",
        "wangx", "wangxm", "wxiaomei", "wxmei", "wxiao", "wangxmei", "xmei",
        "王xm", "王xiaomei",
    ],
)  # fmt: skip
def test_what_people_type_finds_wang_xiaomei(typed: str) -> None:
    assert finds(typed, "王小梅")


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "小王", "王梅", "wxn", "mei", "wangm", "xmw", "李xm"])
def test_what_does_not_fit_does_not_find_her(typed: str) -> None:
    assert not finds(typed, "王小梅")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("shanxx", "单雄信"),
        ("danxx", "单雄信"),
        ("zgf", "曾国藩"),
        ("yuchi", "尉迟恭"),
        ("oynn", "欧阳娜娜"),
        ("nn", "欧阳娜娜"),
        ("lv", "吕布"),
        ("lü", "吕布"),
        ("lyu", "吕布"),
        ("zhangyueyue", "张乐乐"),
        ("zhanglele", "张乐乐"),
        ("lixi'an", "李西安"),
        ("wangem", "王二明"),
        ("chengm", "陈刚明"),
        ("lillian", "丽丽丽安"),
        ("阿不都.热", "阿不都·热合曼"),
        ("热合曼", "阿不都·热合曼"),
        ("rehe", "阿不都·热合曼"),
        ("smith", "John Smith"),
        ("smith john", "John Smith"),
        ("js", "John Smith"),
        ("jose", "José Pérez"),
        ("𬱖", "王𬱖"),
        ("\ue000", "\ue000三"),
    ],
)
def test_other_names(typed: str, name: str) -> None:
    assert finds(typed, name)


@given(names, st.data())
def test_any_piece_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    assert finds(name[start : data.draw(st.integers(start + 1, len(name)))], name)


@given(st.text(st.sampled_from("王张刘陈杨军勇明超强平磊梅小"), min_size=2, max_size=4), st.data())
def test_any_mixture_of_syllables_and_initials_finds_it(name: str, data: st.DataObject) -> None:
    short = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    typed = "".join(syllable[0] if cut else syllable for syllable, cut in zip(spoken(name), short, strict=True))
    assert finds(typed, name)


@pytest.mark.parametrize(
    ("name", "most"), [("王梅", 5), ("王小梅", 7), ("欧阳娜娜", 8), ("阿不都·热合曼", 8), ("张乐乐", 11)]
)
def test_a_name_has_few_tokens(name: str, most: int) -> None:
    assert len(name_tokens(name)) <= most


@given(st.text(max_size=60))
def test_any_text_has_few_short_tokens(text: str) -> None:
    assert len(name_tokens(normalise_name(text))) <= 28


@given(st.text(max_size=60))
def test_a_query_never_starts_with_a_wildcard(text: str) -> None:
    assert not any(
        pattern.startswith(("%", "_")) or "_" in pattern for group in query_tokens(text) for pattern in group
    )
