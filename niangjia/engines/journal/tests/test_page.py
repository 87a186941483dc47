from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.engines.journal import look, record, record_anonymously
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.clock import now, today, travelled

from .samples import CLERK, DID, LISTED, SAW, make, person

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _lines(cast: Cast, **asked: Any) -> list[str]:
    """The subjects of the lines on the page."""
    response = cast.client("audit_admin").get(reverse("journal:list"), asked)
    return [line.subject.split()[-1] for line in response.context["found"].lines]


def test_it_shows_numbers_and_no_name(cast: Cast) -> None:
    record(actor_of(cast["clerk"]), DID, person(5), union=3, data={"count": 2})
    page = cast.client("audit_admin").get(reverse("journal:list")).content.decode()
    assert "did it 2 times" in page and f"账号 {cast['clerk'].pk}" in page
    assert "刘芳" not in page


def test_filters(cast: Cast) -> None:
    record(CLERK, DID, person(1), union=3)
    record(CLERK, DID, person(2), union=4)
    look(CLERK, SAW, person(3), reason="x", union=3)
    with travelled(to=now() - timedelta(days=2)):
        record(actor_of(cast["chair"]), DID, person(4), union=3)
    assert _lines(cast, union=3) == ["3", "1", "4"]
    assert _lines(cast, union=3, code=DID) == ["1", "4"]
    assert _lines(cast, account=7) == ["3", "2", "1"]
    assert _lines(cast, day=today() - timedelta(days=2)) == ["4"]


def test_the_persons_of_a_list_do_not_fill_the_page(cast: Cast) -> None:
    look(CLERK, LISTED, person(9), shown=[person(n) for n in range(60)])
    assert _lines(cast) == ["9"]


def test_a_receipts_entry_shows_its_day_only(cast: Cast) -> None:
    record_anonymously(DID, person(5))
    line = cast.client("audit_admin").get(reverse("journal:list")).context["found"].lines[0]
    assert (line.time, line.who) == (f"{today():%Y-%m-%d}", "凭回执")


def _turn(cast: Cast, **asked: Any) -> list[str]:
    """All lines of all pages, going from each to the older ones."""
    client, url, found = cast.client("audit_admin"), reverse("journal:list"), []
    response = client.get(url, asked)
    for _ in range(20):
        found += [line.subject.split()[-1] for line in response.context["found"].lines]
        if not response.context["older"]:
            return found
        response = client.get(url + response.context["older"])
    pytest.fail("the pages do not end")


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast) -> None:
    make(120)
    assert _turn(cast) == [str(number) for number in range(120, 0, -1)]


def test_one_can_go_back_over_quiet_months(cast: Cast) -> None:
    for number, days in enumerate((0, 100, 200), 1):
        with travelled(to=now() - timedelta(days=days)):
            record(CLERK, DID, person(number))
    assert _turn(cast) == ["1", "2", "3"]


def test_new_entries_do_not_move_the_pages(cast: Cast) -> None:
    make(60)
    client, url = cast.client("audit_admin"), reverse("journal:list")
    older = client.get(url).context["older"]
    make(30, start=100)
    assert client.get(url + older).context["found"].lines[0].subject.endswith(" 35")


@pytest.mark.parametrize("place", ["x", "1.x", "9" * 40 + ".1", "."])
def test_a_strange_place_is_not_found(cast: Cast, place: str) -> None:
    assert cast.client("audit_admin").get(reverse("journal:list"), {"before": place}).status_code == 404


def test_wrong_filters_are_told(cast: Cast) -> None:
    make(1)
    response = cast.client("audit_admin").get(reverse("journal:list"), {"union": "x"})
    assert response.context["filters"].errors and response.context["found"].lines == []


@pytest.mark.parametrize(
    ("count", "queries"), [(60, 1), (5, 2)]
)  # at the end of a time it looks whether more was before
def test_the_page_takes_few_queries(cast: Cast, count: int, queries: int) -> None:
    make(count)
    client = cast.client("audit_admin")
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("journal:list"))
    assert sum("journal_entry" in query["sql"] for query in captured) == queries
