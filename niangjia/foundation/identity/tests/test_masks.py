from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.identity import mask_bank_card, mask_document, mask_name, mask_phone


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "110***********002X"),
        ("KAZ110090123105", "KAZ********3105"),
        ("E12345678", "E******78"),
        ("12345678", "1*****78"),
        ("AB12", "***2"),
    ],
)
def test_documents(number: str, masked: str) -> None:
    assert mask_document(number) == masked


@given(st.text("0123456789X", min_size=1, max_size=20))
def test_at_most_half_of_a_document_number_is_shown(number: str) -> None:
    masked = mask_document(number)
    assert len(masked) == len(number)
    assert masked.count("*") * 2 >= len(number)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+8613800138000", "138****8000"),
        ("+861065551234", "010****1234"),
        ("+85291234567", "+85*****4567"),
        ("65551234", "******34"),
    ],
)
def test_phones(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


def test_bank_cards() -> None:
    assert mask_bank_card("6222021234567890123") == "***************0123"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王梅", "王*"),
        ("王小梅", "王**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿不都·热合曼", "阿**·***"),
        ("John Smith", "J*** *****"),
        ("王", "王"),
        ("", ""),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked
