"""The quick way to the tokens of most names gives what the long way gives."""

from __future__ import annotations

import random

import pytest

from niangjia.foundation.chinese import tokens

SIGNS = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
ODD = ["欧阳修", "司马相如", "欧阳", "单于", "尉迟敬德", "曾曾", "阿不都·热合曼", "Anna Keller", "王", "乐乐乐"]


def test_both_ways_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(1925)  # noqa: S311 - the same every time
    names = [dice.choice("王李张曾单仇欧") + "".join(dice.choices([sign for sign in SIGNS if sign], k=size))
             for size in (1, 2, 2, 3, 4) for _ in range(300)]  # fmt: skip
    quick = {name: tokens.name_tokens(name) for name in (*names, *ODD)}
    monkeypatch.setattr(tokens, "_plainly", lambda _name, _parts: [])
    assert {name: tokens.name_tokens(name) for name in quick} == quick
