from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.engines.people.models import PersonIdentifier, PersonName
from niangjia.engines.people.persons.finding import Typed, _like, _marked, find_persons, looks_like
from niangjia.foundation.access.scope import NoScope

from .samples import PHONE, Office, office, passport, resident_id

if TYPE_CHECKING:
    from tests.harness.people import Cast


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("王小梅", Typed.NAME),
        ("wangxm", Typed.NAME),
        ("0021", Typed.LAST_FOUR),
        ("002x", Typed.LAST_FOUR),
        ("１２３４", Typed.LAST_FOUR),
        ("138 0013 8000", Typed.NUMBER),
        ("11010519491231002X", Typed.NUMBER),
        ("E12345678", Typed.NUMBER),
        ("12", Typed.NOTHING),
        ("", Typed.NOTHING),
        ("%", Typed.NOTHING),
        ("_", Typed.NOTHING),
    ],
)
def test_what_a_text_looks_like(text: str, typed: Typed) -> None:
    assert looks_like(text).typed is typed


@pytest.mark.parametrize(
    "text", ["张小红", "张小", "小红", "红", "zhangxiaohong", "zxh", "zhangxh", "张xh", "zxiaohong"]
)
def test_a_name_is_found_by(desk: Office, text: str) -> None:
    person = desk.complete("张小红")
    desk.complete("刘大明")
    assert list(find_persons(text)) == [person]


@pytest.mark.parametrize("text", ["张小青", "xhz", "zhangxiaohongs", "小张"])
def test_a_name_is_not_found_by(desk: Office, text: str) -> None:
    desk.complete("张小红")
    assert not find_persons(text).exists()


def test_numbers_are_found_as_people_write_them(desk: Office) -> None:
    document = resident_id()
    person = desk.register("张小红", document, passport(), phones=(PHONE,))
    number = document.number
    texts = (
        number,
        f"{number[:6]} {number[6:14]} {number[14:]}",
        number[-4:],
        "e12345678",
        "5678",
        PHONE,
        "+86 13800138000",
    )
    assert [list(find_persons(text)) for text in texts] == [[person]] * len(texts)


def test_part_of_a_number_finds_nothing(desk: Office) -> None:
    person = desk.register("张小红", resident_id(), phones=(PHONE,))
    number = person.documents.get().number.reveal()
    assert [find_persons(text).count() for text in (number[:17], number[-6:], PHONE[-4:], PHONE[:7])] == [0] * 4


def test_who_lies_outside_is_not_found_by_anything(cast: Cast) -> None:
    document = resident_id()
    with office(cast, "other_clerk") as school:
        school.register("张小红", document, at="school", phones=(PHONE,))
    with office(cast):
        assert [
            find_persons(text).count() for text in ("张小红", "zxh", document.number, document.number[-4:], PHONE)
        ] == [0] * 5


def test_without_a_scope_the_search_raises(db: None) -> None:
    with pytest.raises(NoScope):
        find_persons("张")


def test_an_index_serves_it_in_spite_of_row_level_security(desk: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    sought, four = looks_like("zhangxh"), looks_like("0021")
    plans = [
        PersonName.objects.filter(_like(sought.groups[0])).explain(),
        PersonIdentifier.objects.filter(_marked(four.marks)).explain(),
    ]
    served = [line for plan in plans for line in plan.splitlines() if "Index Cond" in line]
    assert any("token)::text >=" in line for line in served)
    assert any("digest =" in line for line in served)
