from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from niangjia.foundation.identity import BankCard, Refusal, examine_bank_card

bodies = st.from_regex(r"62[0-9]{10,16}", fullmatch=True)


@given(bodies, st.integers(1, 9))
def test_luhns_digit_decides(body: str, by: int) -> None:
    right = body + luhn.calc_check_digit(body)
    assert examine_bank_card(right) == BankCard(right)
    assert isinstance(examine_bank_card(body + str((int(right[-1]) + by) % 10)), Refusal)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal.EMPTY),
        ("6222 0212", Refusal.LENGTH),
        ("62220212345678X", Refusal.CHARACTERS),
        ("6222021234567890000", Refusal.ROUNDED),
        ("6.22202E+18", Refusal.ROUNDED),
        ("6222021234567895", Refusal.CHECK_DIGIT),
    ],
)
def test_a_refusal_names_what_is_wrong(text: str, refusal: Refusal) -> None:
    assert examine_bank_card(text) is refusal
