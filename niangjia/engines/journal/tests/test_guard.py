from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from niangjia.engines.journal.guard import UnfitData, packed

PERSONAL = [
    "11010519491231002X",
    "11010519491231002x",
    "证件 110105194912310021 号",
    "110105491231002",
    "13800138000",
    13800138000,
    "138 0013 8000",
    "138-0013-8000",
    "+86 13800138000",
    "6222021234567890123",
    "6222 0212 3456 7890 123",
]
FIT = [
    "2026-11-20 2026-12-31",
    "3f1a9c3e-1380-4138-8001-380001380001",
    "a13800138000b",
    "关于发放的通知〔2026〕12号",
    Decimal("13800138000.00"),
    date(2026, 11, 20),
    4744,
    12000.5,
    True,
    None,
]


@pytest.mark.parametrize("value", PERSONAL)
def test_numbers_of_people_are_refused(value: object) -> None:
    with pytest.raises(UnfitData) as caught:
        packed({"note": value})
    assert str(value) not in str(caught.value)


@pytest.mark.parametrize("value", FIT)
def test_what_is_not_personal_passes(value: object) -> None:
    assert packed({"note": value})


@pytest.mark.parametrize("data", [{"a": {"b": ["13800138000"]}}, {"13800138000": 1}, {"a": ({"b": "13800138000"},)}])
def test_nothing_hides_inside(data: dict[str, Any]) -> None:
    with pytest.raises(UnfitData):
        packed(data)


@pytest.mark.parametrize(
    "data",
    [{"a": "x" * 201}, {str(n): "x" * 100 for n in range(20)}, {"a": object()}, {"a": float("nan")}, {"a": "\0"}],
)
def test_what_is_large_or_no_plain_json_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(UnfitData):
        packed(data)


@pytest.mark.parametrize(
    "data", [{"day": "2020-03-01", "n": -7}, {"signs": '张"\\/\n\x01\x7f'}, {"a": "", "b": "😀"}]
)
def test_plain_data_are_written_as_any_other(data: dict[str, Any]) -> None:
    assert packed(data) == json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def test_no_data_take_no_room() -> None:
    assert packed({}) is None
