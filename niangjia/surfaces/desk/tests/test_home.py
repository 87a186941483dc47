"""The desk's first page: what is due, and the six buttons of a small union."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.people.corrections.actions import ask_correction
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.models import Total
from niangjia.foundation.clock import today
from niangjia.foundation.faces import Button, DueLine, Face, MenuEntry
from niangjia.surfaces.desk.home import is_small_union, last_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

HOME, CALENDAR, EVERYTHING = "/desk/", "/desk/calendar/", "/desk/everything/"
# Of every request 9; of the page: members, the figure of small unions, and what people feeds in two savepoints.
QUERIES = 28


def _page(cast: Cast, url: str = HOME, key: str = "clerk") -> str:
    return cast.client(key).get(url).content.decode()


def _elect(cast: Cast, day: date) -> None:
    _ = cast["clerk"]
    mine = cast.union("mine")
    mine.election_due = day
    mine.save(update_fields=["election_due"])


def _grown(cast: Cast, members: int) -> None:
    Total.objects.update_or_create(union=cast.union("mine"), facet="members", value="", defaults={"count": members})


def _services(monkeypatch: pytest.MonkeyPatch, *entries: MenuEntry, **more: Any) -> None:
    face = Face("sample", "样品", "样品", "care", desk=entries, **more)
    for module in ("menu", "due"):
        monkeypatch.setattr(f"niangjia.foundation.faces.{module}.faces", lambda: (face,))


def test_what_is_due_stands_on_the_first_page_and_in_the_calendar(cast: Cast) -> None:
    _elect(cast, today() - timedelta(days=3))
    page = _page(cast)
    assert "应换届" in page
    assert "有1项已逾期" in page
    assert reverse("people:union", args=[cast.union("mine").pk]) in page
    assert "应换届" in _page(cast, CALENDAR)


def test_what_members_say_about_their_records_waits_under_today(cast: Cast) -> None:
    _ = cast["clerk"], cast["member"]
    assert "待处理" not in _page(cast)
    with acting(cast.actor("member")):
        ask_correction(cast.actor("member"), cast.person("member"), {"native_place": "云州"})
    page = _page(cast)
    assert "1项更正或留言待处理" in page
    assert reverse("people:corrections") in page
    assert "待处理" not in _page(cast, key="other_clerk")


def test_the_calendar_turns_its_leaves(cast: Cast) -> None:
    later = last_of(today()) + timedelta(days=40)
    _elect(cast, later)
    assert "应换届" not in _page(cast)
    assert "应换届" in _page(cast, f"{CALENDAR}?month={later:%Y-%m}")
    for month in ("2026-13", "x", "<b>"):
        assert cast.client("clerk").get(CALENDAR, {"month": month}).status_code == 404


def test_what_is_due_elsewhere_is_not_mine_nor_the_administrators(cast: Cast) -> None:
    _elect(cast, today())
    for key in ("other_clerk", "system_admin"):
        assert "应换届" not in _page(cast, key=key)


def test_a_service_feeds_the_calendar_and_one_that_fails_is_left_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def report(actor: Actor, first: date, last: date) -> list[DueLine]:
        return [DueLine(last, "工会统计年报", template="/t/", last_year="/l/")]

    def broken(actor: Actor, first: date, last: date) -> list[DueLine]:
        return [1 / 0]  # type: ignore[list-item]

    _services(monkeypatch, due=(broken, report))
    page = _page(cast)
    assert page.index("工会统计年报") < page.index('href="/t/"') < page.index('href="/l/"')


def test_a_small_union_has_the_buttons_behind_which_there_is_something(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [MenuEntry("甲", "desk:home", "home", button=Button.CONCERNS)]
    entries.append(MenuEntry("乙", "nowhere:at_all", "home", button=Button.RETURNS))
    entries.append(MenuEntry("丙", "desk:system", "home", permission="system:see", button=Button.SYMPATHY))
    with monkeypatch.context() as patch:
        patch.setattr(
            "niangjia.foundation.faces.menu.faces", lambda: (Face("x", "T", "S", "care", desk=(entries[0],)),)
        )
        assert ">诉求<" in _page(cast)
    _services(monkeypatch)
    six = _page(cast).partition('class="six"')[2].partition("</nav>")[0]
    assert (six.count("<li>"), ">会员<" in six, ">通知<" in six) == (2, True, True)


def test_its_menu_is_short_and_everything_is_one_page_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _services(monkeypatch)
    client = cast.client("clerk")
    client.get(HOME)
    menu = client.get(CALENDAR).content.decode().partition('class="desk-menu"')[2].partition("</nav>")[0]
    assert menu.count("<li>") == 6  # today, the calendar, tasks, two buttons, everything else
    assert reverse("people:tree") not in menu
    assert reverse("people:tree") in client.get(EVERYTHING).content.decode()


def test_a_union_that_grew_has_the_whole_desk_again(cast: Cast) -> None:
    client = cast.client("clerk")
    client.get(HOME)
    _grown(cast, 101)
    page = client.get(HOME).content.decode()
    assert 'class="six"' not in page
    assert reverse("people:tree") in page
    _grown(cast, 90)
    assert is_small_union(cast.actor("clerk"))


def test_who_looks_after_no_union_is_none(cast: Cast) -> None:
    assert not is_small_union(cast.actor("system_admin"))
    assert 'class="six"' not in _page(cast, key="system_admin")


def test_the_first_page_asks_no_more_than_it_must(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _elect(cast, today())
    client = cast.client("clerk")
    client.get(HOME)
    with django_assert_max_num_queries(QUERIES):
        client.get(HOME)
