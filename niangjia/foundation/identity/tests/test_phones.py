from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.identity import Doubt, Phone, PhoneKind, Refusal, examine_phone


def read(text: str) -> Phone:
    found = examine_phone(text)
    assert isinstance(found, Phone)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "+86 13800138000",
        "+86-138-0013-8000",
        "0086 13800138000",
        "8613800138000",
        "013800138000",
        "１３８００１３８０００",
        "13800138000.0",
        "(+86)13800138000",
        "\u202d138\u200b00138000\u202c",
    ],
)
def test_a_mobile_number_has_one_form(text: str) -> None:
    assert (read(text).number, read(text).kind, read(text).doubts) == ("+8613800138000", PhoneKind.MOBILE, ())


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("010-65551234", "+861065551234", ""),
        ("(0571)8765 4321", "+8657187654321", ""),
        ("0851 - 7654321", "+868517654321", ""),
        ("+86 10 65551234", "+861065551234", ""),
        ("0571-87654321-801", "+8657187654321", "801"),
        ("0571-87654321转801", "+8657187654321", "801"),
        ("0571 87654321 ext. 801", "+8657187654321", "801"),
    ],
)
def test_a_landline_keeps_its_extension_apart(text: str, number: str, extension: str) -> None:
    found = read(text)
    assert (found.number, found.extension, found.kind, found.doubts) == (number, extension, PhoneKind.LANDLINE, ())


@pytest.mark.parametrize(("text", "number"), [("+852 9123 4567", "+85291234567"), ("0081312345678", "+81312345678")])
def test_numbers_of_elsewhere_keep_their_country(text: str, number: str) -> None:
    assert (read(text).number, read(text).kind) == (number, PhoneKind.ABROAD)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("65551234", (Doubt.NO_AREA_CODE,)),
        ("4008123123", ()),
        ("1380013800", (Doubt.UNUSUAL_PHONE,)),
        ("12800138000", (Doubt.UNUSUAL_PHONE,)),
        ("12351", (Doubt.UNUSUAL_PHONE,)),
    ],
)
def test_odd_numbers_are_taken_with_a_doubt(text: str, doubts: tuple[Doubt, ...]) -> None:
    assert (read(text).number, read(text).doubts) == (text, doubts)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (" ", Refusal.EMPTY),
        ("110", Refusal.LENGTH),
        ("1380013800013900139000", Refusal.LENGTH),
        ("13800138000/13900139000", Refusal.CHARACTERS),
        ("无", Refusal.CHARACTERS),
    ],
)
def test_what_is_no_number_is_refused(text: str, refusal: Refusal) -> None:
    assert examine_phone(text) is refusal


@given(st.from_regex(r"(1[3-9][0-9]{9}|0[3-9][0-9]{2}[0-9]{7,8}|010[0-9]{8})", fullmatch=True))
def test_what_is_dialled_leads_back_to_the_same_number(text: str) -> None:
    assert read(text).dialled == text
    assert read(read(text).number).number == read(text).number


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(examine_phone(text), Phone | Refusal)
