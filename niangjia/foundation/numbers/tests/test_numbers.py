from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.numbers import NumberKind, UnknownNumberKind, next_number, secret_number, valid_secret
from niangjia.foundation.numbers.generator import ALPHABET, NoTransaction

PAPER = NumberKind("test.paper", "{owner}〔{year}〕{number}号")


@pytest.mark.django_db
def test_numbers_count_up_within_owner_and_year() -> None:
    assert next_number("test.paper", owner="矿工", year=2026) == "矿工〔2026〕1号"
    assert next_number("test.paper", owner="矿工", year=2026) == "矿工〔2026〕2号"
    assert next_number("test.paper", owner="教工", year=2026) == "教工〔2026〕1号"
    assert next_number("test.paper", owner="矿工", year=2027) == "矿工〔2027〕1号"


@pytest.mark.django_db
def test_a_kind_that_nobody_registered_is_refused() -> None:
    with pytest.raises(UnknownNumberKind):
        next_number("test.unheard_of")


def test_a_number_is_given_only_inside_a_transaction(committed: str) -> None:
    with pytest.raises(NoTransaction):
        next_number("test.paper")


def test_a_number_goes_back_when_its_bearer_fails(committed: str) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_number("test.paper", year=2026)
        raise ZeroDivisionError
    with transaction.atomic():
        assert next_number("test.paper", year=2026) == "〔2026〕1号"


def _take(_: int) -> str:
    try:
        with transaction.atomic():
            return next_number("test.paper", year=2026)
    finally:
        connection.close()


def test_many_at_once_leave_no_gap_and_double_nothing(committed: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = sorted(pool.map(_take, range(40)), key=lambda number: int(number[6:-1]))
    assert taken == [f"〔2026〕{count}号" for count in range(1, 41)]


def test_a_pattern_must_bear_the_number() -> None:
    with pytest.raises(ValueError, match="must use number"):
        NumberKind("test.bad", "{year}")


def test_a_secret_number_is_known_again_however_it_is_typed() -> None:
    number = secret_number()
    assert valid_secret(number.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == number


@given(st.integers(0, 14), st.sampled_from(ALPHABET))
def test_one_wrong_sign_shows(at: int, sign: str) -> None:
    signs = secret_number().replace("-", "")
    wrong = signs[:at] + sign + signs[at + 1 :]
    assert (valid_secret(wrong) is None) == (wrong != signs)


@given(st.text(max_size=40))
def test_whatever_is_typed_there_is_an_answer(typed: str) -> None:
    assert valid_secret(typed) is None or len(typed) >= 16
