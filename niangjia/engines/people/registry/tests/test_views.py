"""The list and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.people.models import Union
from niangjia.engines.people.persons.tests.samples import PHONE, number_of, office, resident_id

if TYPE_CHECKING:
    from tests.harness.people import Cast

LIST, SEARCH = reverse("people:registry"), reverse("people:search")
QUERIES = 14  # of a page, however many rows


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_the_list_shows_who_is_within_reach(cast: Cast) -> None:
    text = _text(cast.client("clerk").get(LIST))
    assert "王小梅" in text
    assert "赵文" not in text


def test_numbers_are_masked(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.register("张秀英", resident_id(), phones=(PHONE,))
        number = number_of(person.documents.get())
    text = _text(cast.client("clerk").get(LIST))
    assert number not in text
    assert PHONE not in text
    assert f"{number[:3]}***********{number[-4:]}" in text


@pytest.mark.parametrize(
    ("asked", "seen", "hidden"),
    [
        ({"kind": "member"}, "王小梅", "李大山"),
        ({"kind": "worker"}, "李大山", "王小梅"),
        ({"state": "active"}, "王小梅", "李大山"),
        ({"sex": "2"}, "张秀英", "王小梅"),
        ({"education": "20"}, "张秀英", "王小梅"),
        ({"new_form": "2"}, "张秀英", "王小梅"),
    ],
)
def test_the_list_is_filtered(cast: Cast, asked: dict[str, str], seen: str, hidden: str) -> None:
    with office(cast) as desk:
        desk.register("张秀英", resident_id(woman=True), education="20", new_form="2")
    text = _text(cast.client("clerk").get(LIST, asked))
    assert seen in text
    assert hidden not in text


def test_incomplete_records_are_found(cast: Cast) -> None:
    with office(cast) as desk:
        desk.register("张秀英")
    text = _text(cast.client("clerk").get(LIST, {"kind": "incomplete"}))
    assert "张秀英" in text
    assert "王小梅" not in text


def test_a_union_stands_for_all_below_it(cast: Cast) -> None:
    _ = cast["clerk"]
    text = _text(cast.client("clerk").get(LIST, {"union": cast.union("shaft").pk}))
    assert "王小梅" in text
    assert "何强" in text  # of the group in it
    assert "陈建国" not in text


def test_a_union_out_of_reach_is_no_choice(cast: Cast) -> None:
    _ = cast["clerk"]
    response = cast.client("clerk").get(LIST, {"union": cast.union("school").pk})
    assert "赵文" not in _text(response)
    assert response.context["look"].filters.errors["union"]


def test_names_are_sorted_by_pinyin(cast: Cast) -> None:
    client = cast.client("clerk")
    text, turned = _text(client.get(LIST)), _text(client.get(LIST, {"sort": "-name_key"}))
    assert text.index("陈建国") < text.index("李大山") < text.index("王小梅")
    assert turned.index("陈建国") > turned.index("李大山") > turned.index("王小梅")


def test_the_list_asks_little(cast: Cast, django_assert_num_queries: Any) -> None:
    client = cast.client("clerk")
    with office(cast) as desk:
        for _number in range(5):
            desk.member()
    client.get(LIST)
    with django_assert_num_queries(QUERIES):
        client.get(LIST)


@pytest.mark.parametrize("typed", ["王小梅", "wangxiaomei", "wxm"])
def test_members_are_found_by_name(cast: Cast, typed: str) -> None:
    text = _text(cast.client("clerk").post(SEARCH, {"q": typed}))
    assert "王小梅" in text
    assert "李大山" not in text


def test_members_are_found_by_number_last_four_and_phone(cast: Cast) -> None:
    with office(cast) as desk:
        number = number_of(desk.register("张秀英", resident_id(), phones=(PHONE,)).documents.get())
    client = cast.client("clerk")
    for typed in (number, number[-4:], PHONE):
        assert "张秀英" in _text(client.post(SEARCH, {"q": typed}))


def test_nobody_of_another_union_is_found(cast: Cast) -> None:
    _ = cast["clerk"]
    assert "王小梅" not in _text(cast.client("other_clerk").post(SEARCH, {"q": "wxm"}))


def test_a_search_for_nothing_is_refused(cast: Cast) -> None:
    assert cast.client("clerk").post(SEARCH, {"q": " "}).status_code == 422


def test_what_is_searched_stands_in_no_address(cast: Cast) -> None:
    assert cast.client("clerk").get(SEARCH, {"q": "wxm"}).status_code == 405


def test_boxes_are_for_who_may_export(cast: Cast) -> None:
    box = 'name="person"'
    assert box in _text(cast.client("clerk").get(LIST))
    assert box not in _text(cast.client("group_leader").get(LIST))


def test_the_panel_of_filters_shows_what_is_asked_and_what_unions_are_called_now(cast: Cast) -> None:
    client = cast.client("clerk")
    assert 'value="2" selected' not in _text(client.get(LIST))
    assert 'value="2" selected' in _text(client.get(LIST, {"sex": "2"}))
    Union.objects.filter(pk=cast.union("shaft").pk).update(name="采煤二队分会", short_name="")
    assert "采煤二队分会" in _text(client.get(LIST))
