from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from niangjia.engines.people.models import Post, SecondaryTie, Union
from niangjia.engines.people.totals.models import Total
from niangjia.engines.people.unions.neighbours import ties_of
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast


def _text(cast: Cast, path: str, key: str = "clerk") -> str:
    response = cast.client(key).get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _page(cast: Cast, union: str = "mine", key: str = "clerk") -> str:
    return _text(cast, f"/desk/people/unions/{cast.union(union).pk}/", key)


def _count(cast: Cast, union: str, facet: str, count: int, value: str = "") -> None:
    Total.objects.create(union=cast.union(union), facet=facet, value=value, count=count)


def _set(cast: Cast, union: str, **fields: object) -> None:
    Union.objects.filter(pk=cast.union(union).pk).update(**fields)


def test_the_page_shows_name_line_and_code(cast: Cast) -> None:
    text = _page(cast, "shaft")
    assert "采煤一队分会" in text and "云州市总工会" in text and "11010101" in text


def test_only_unions_that_may_be_seen_are_links(cast: Cast) -> None:
    text = _page(cast, "shaft")
    assert f"/unions/{cast.union('mine').pk}/" in text
    assert f"/unions/{cast.union('county').pk}/" not in text


def test_the_numbers_are_those_of_the_subtree(cast: Cast) -> None:
    _count(cast, "mine", "members", 1200)
    _count(cast, "shaft", "members", 34)
    _count(cast, "school", "members", 99)
    assert "1,234" in _page(cast)


def test_the_rate_is_of_workers(cast: Cast) -> None:
    _count(cast, "mine", "workers", 200)
    _count(cast, "mine", "unorganised", 25)
    assert "87.5%" in _page(cast)


def test_members_are_told_apart(cast: Cast) -> None:
    _count(cast, "mine", "members", 4)
    _count(cast, "mine", "sex", 3, "2")
    _count(cast, "mine", "sex", 1, "1")
    assert "75.0%" in _page(cast)


def test_an_election_that_is_overdue_is_said(cast: Cast) -> None:
    _set(cast, "mine", election_due=today() - timedelta(days=1))
    assert "state-bad" in _page(cast)


def test_a_certificate_that_expires_soon_is_said(cast: Cast) -> None:
    assert "state-wait" not in _page(cast)
    _set(cast, "mine", certificate_expires=today() + timedelta(days=30))
    assert "state-wait" in _page(cast)


def test_posts_are_shown_with_their_holders(cast: Cast) -> None:
    text = _page(cast, key="auditor")  # who sees no records
    assert "陈建国" in text and "刘芳" in text


def test_a_holder_is_a_link_for_who_may_see_records(cast: Cast) -> None:
    link = f"/desk/people/{cast.person('chair').pk}/"
    assert link in _page(cast)
    assert link not in _page(cast, key="auditor")


def test_a_post_that_runs_out_is_said(cast: Cast) -> None:
    assert "state-wait" not in _page(cast)
    Post.objects.filter(pk=cast.post("clerk").pk).update(ends=today() + timedelta(days=9))
    assert "state-wait" in _page(cast)


def test_only_who_may_end_a_post_is_offered_it(cast: Cast) -> None:
    ending = f"/posts/{cast.post('clerk').pk}/end/"
    assert ending in _page(cast, key="chair")
    assert ending not in _page(cast, key="clerk")


def test_a_tied_union_is_shown_with_members_counted_once(cast: Cast) -> None:
    _count(cast, "school", "members", 7171)
    tie = SecondaryTie.objects.create(
        union=cast.union("school"), upper=cast.union("mine"), valid_from=date(2020, 1, 1)
    )
    text = _page(cast, key="chair")
    assert "石河一中工会委员会" in text and "7,171" in text
    ties = ties_of(cast.union("mine"), cast.actor("chair"))
    assert ties.outside == 7171
    SecondaryTie.objects.filter(pk=tie.pk).update(valid_to=today())
    assert ties_of(cast.union("mine"), cast.actor("chair")).lower == []


def test_the_page_costs_as_many_queries_for_many_unions(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, path = cast.client("upper_officer"), f"/desk/people/unions/{cast.union('city').pk}/"
    with django_assert_max_num_queries(30):
        assert client.get(path).status_code == 200


def test_what_is_no_union_is_not_found(cast: Cast) -> None:
    assert cast.client("clerk").get("/desk/people/unions/0/").status_code == 404
