from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from niangjia.foundation.identity import Document, DocumentKind, Doubt, Refusal, Sex, examine

DAY = date(2026, 11, 20)
SAMPLE = "11010519491231002X"  # printed in the standard

born = st.dates(date(1910, 1, 1), DAY)
orders = st.integers(0, 999)


def number(region: str, day: date, order: int) -> str:
    body = f"{region}{day:%Y%m%d}{order:03}"
    return body + calc_check_digit(body + "0")


def resident(text: str) -> Document | Refusal:
    return examine(DocumentKind.RESIDENT_ID, text, day=DAY)


def read(text: str, kind: DocumentKind = DocumentKind.RESIDENT_ID) -> Document:
    found = examine(kind, text, day=DAY)
    assert isinstance(found, Document)
    return found


def test_the_standards_sample_is_read() -> None:
    found = read(SAMPLE)
    assert (found.born, found.sex, found.region, found.doubts) == (date(1949, 12, 31), Sex.FEMALE, "110105", ())
    assert found.last_four == "002X"


@given(born, orders)
def test_what_was_put_in_is_read_out(day: date, order: int) -> None:
    found = read(number("320102", day, order))
    assert (found.born, found.sex) == (day, Sex.MALE if order % 2 else Sex.FEMALE)


@given(born, orders, st.integers(0, 17), st.integers(1, 9))
def test_one_mistyped_digit_is_always_refused(day: date, order: int, at: int, by: int) -> None:
    right = number("320102", day, order)
    wrong = str(("0123456789X".index(right[at]) + by) % 10)
    if wrong != right[at]:
        assert isinstance(resident(right[:at] + wrong + right[at + 1 :]), Refusal)


@given(born, orders, st.integers(0, 15))
def test_two_digits_swapped_are_always_refused(day: date, order: int, at: int) -> None:
    right = number("320102", day, order)
    wrong = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    assert wrong == right or isinstance(resident(wrong), Refusal)


def test_an_old_number_is_converted_and_marked() -> None:
    found = read("110105491231002")
    assert (found.number, found.doubts) == (SAMPLE, (Doubt.CONVERTED,))


def test_an_unknown_region_is_a_doubt_and_a_former_one_is_not() -> None:
    assert read(number("119999", date(1980, 5, 1), 1)).doubts == (Doubt.UNKNOWN_REGION,)
    assert read(number("110103", date(1980, 5, 1), 1)).doubts == ()  # Chongwen, until 2010


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal.EMPTY),
        (" \u200b ", Refusal.EMPTY),
        (SAMPLE[:-1], Refusal.LENGTH),
        ("11010519491231O02X", Refusal.CHARACTERS),
        ("1.10105E+17", Refusal.ROUNDED),
        ("110105194912310000", Refusal.ROUNDED),
        ("110105194912310000.0", Refusal.ROUNDED),
        ("110105194902300028", Refusal.IMPOSSIBLE_DATE),
        (number("110105", DAY + timedelta(1), 1), Refusal.FUTURE_DATE),
        (number("110105", date(1900, 1, 1), 1), Refusal.TOO_OLD),
        ("110105194912310021", Refusal.CHECK_DIGIT),
        (number("810000", date(1980, 5, 1), 1), Refusal.OTHER_KIND),
    ],
)
def test_a_refusal_names_what_is_wrong(text: str, refusal: Refusal) -> None:
    assert resident(text) is refusal


def test_somebody_born_today_is_taken() -> None:
    assert read(number("110105", DAY, 1)).born == DAY


@pytest.mark.parametrize(
    ("region", "kind"),
    [
        ("810000", DocumentKind.HK_MACAU_RESIDENCE),
        ("820000", DocumentKind.HK_MACAU_RESIDENCE),
        ("830000", DocumentKind.TAIWAN_RESIDENCE),
    ],
)
def test_residence_permits_are_read_like_resident_ids(region: str, kind: DocumentKind) -> None:
    found = read(number(region, date(1994, 8, 23), 2), kind)
    assert (found.born, found.sex, found.region, found.doubts) == (date(1994, 8, 23), Sex.FEMALE, region, ())


def test_the_new_permanent_residence_card_is_read() -> None:
    found = read("932682198501010017", DocumentKind.PERMANENT_RESIDENCE)  # the authority's own sample
    assert (found.born, found.sex, found.region) == (date(1985, 1, 1), Sex.MALE, "320000")


def test_nothing_is_shown_of_a_document_in_logs() -> None:
    assert repr(read(SAMPLE)) == "<Document resident_id>"
