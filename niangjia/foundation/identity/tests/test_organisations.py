from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.identity import CodeHolder, CreditCode, Doubt, Refusal, examine_uscc

BASE_UNION, UNION_BODY, COMPANY = "81110101123456788A", "893100000000000191", "91110000600037341L"
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def read(text: str) -> CreditCode:
    found = examine_uscc(text)
    assert isinstance(found, CreditCode)
    return found


@pytest.mark.parametrize(
    ("text", "holder"),
    [(BASE_UNION, CodeHolder.BASE_UNION), (UNION_BODY, CodeHolder.UNION_BODY), (COMPANY, CodeHolder.OTHER)],
)
def test_unions_are_told_from_employers(text: str, holder: CodeHolder) -> None:
    assert read(text).holder is holder


def test_a_code_is_read_as_typed() -> None:
    assert read("９１ 110000-600037341l").code == COMPANY
    assert (read(COMPANY).region, read(COMPANY).doubts) == ("110000", ())


@given(st.integers(0, 17), st.sampled_from(CHARACTERS))
def test_one_mistyped_character_is_always_refused(at: int, sign: str) -> None:
    wrong = COMPANY[:at] + sign + COMPANY[at + 1 :]
    assert wrong == COMPANY or isinstance(examine_uscc(wrong), Refusal)


def test_the_organisation_code_inside_is_checked_but_not_refused() -> None:
    assert Doubt.ORGANISATION_CODE not in read(BASE_UNION).doubts
    assert Doubt.ORGANISATION_CODE in read("91110000600037349D").doubts


def test_a_rural_collective_may_start_with_a_letter() -> None:
    assert read("N2110105MF00000058").holder is CodeHolder.OTHER


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal.EMPTY),
        (COMPANY[:-1], Refusal.LENGTH),
        ("9111000060003734IL", Refusal.CHARACTERS),
        (COMPANY[:-1] + "M", Refusal.CHECK_DIGIT),
    ],
)
def test_a_refusal_names_what_is_wrong(text: str, refusal: Refusal) -> None:
    assert examine_uscc(text) is refusal
