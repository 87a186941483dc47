from __future__ import annotations

import pytest

from niangjia.foundation.identity import Document, DocumentKind, Doubt, Refusal, examine, guess_kind

HK_MACAU, TAIWAN = DocumentKind.HK_MACAU_PERMIT, DocumentKind.TAIWAN_PERMIT
PERMANENT, PASSPORT = DocumentKind.PERMANENT_RESIDENCE, DocumentKind.PASSPORT


@pytest.mark.parametrize(
    ("kind", "text", "number", "issue"),
    [
        (HK_MACAU, "h12345678", "H12345678", ""),
        (HK_MACAU, "M12345678 02", "M12345678", "02"),
        (HK_MACAU, "HA1234567", "HA1234567", ""),
        (TAIWAN, "12345678", "12345678", ""),
        (TAIWAN, "1234567801（B）", "12345678", "01B"),
        (PASSPORT, "EA 1234567", "EA1234567", ""),
        (PERMANENT, "KAZ110090123105", "KAZ110090123105", ""),
    ],
)
def test_the_number_for_life_is_kept_apart_from_the_issue(
    kind: DocumentKind, text: str, number: str, issue: str
) -> None:
    found = examine(kind, text)
    assert isinstance(found, Document)
    assert (found.number, found.issue, found.born, found.doubts) == (number, issue, None, ())
    assert guess_kind(text) is kind


@pytest.mark.parametrize(
    ("kind", "text", "refusal"),
    [
        (HK_MACAU, "H1234567", Refusal.LENGTH),
        (HK_MACAU, "A12345678", Refusal.CHARACTERS),
        (HK_MACAU, "", Refusal.EMPTY),
        (TAIWAN, "1234567B", Refusal.CHARACTERS),
        (PASSPORT, "ABCDEFGH", Refusal.CHARACTERS),
        (PASSPORT, "E123", Refusal.LENGTH),
        (PERMANENT, "KAZ110090133105", Refusal.IMPOSSIBLE_DATE),
        (PERMANENT, "KAZ11009012310", Refusal.LENGTH),
        (PERMANENT, "11010519491231002X", Refusal.OTHER_KIND),
    ],
)
def test_a_refusal_names_what_is_wrong(kind: DocumentKind, text: str, refusal: Refusal) -> None:
    assert examine(kind, text) is refusal


def test_the_check_digit_of_an_old_permanent_card_is_only_a_doubt() -> None:
    found = examine(PERMANENT, "KAZ110090123106")
    assert isinstance(found, Document)
    assert found.doubts == (Doubt.CHECK_DIGIT,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("11010519491231002x", DocumentKind.RESIDENT_ID),
        ("110105491231002", DocumentKind.RESIDENT_ID),
        ("810000199408230021", DocumentKind.HK_MACAU_RESIDENCE),
        ("830000199201300022", DocumentKind.TAIWAN_RESIDENCE),
        ("932682198501010017", PERMANENT),
        ("王小梅", None),
        ("", None),
    ],
)
def test_a_kind_is_guessed_from_the_shape(text: str, kind: DocumentKind | None) -> None:
    assert guess_kind(text) is kind
