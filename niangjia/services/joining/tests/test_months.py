"""A clerk who serves forty small unions does the month in one sitting: one page, one close, the same few queries."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.papers.returns.models import Return
from niangjia.engines.people.memberships.leaving import withdraw_member
from niangjia.engines.people.models import Membership, MembershipChange, Person, Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, travelled

from .conftest import all_of_it

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
URL = "/joining/desk/months/"
MANY = 40
FIGURES = re.compile(r"<td[^>]*>(?:<a[^>]*>)?(\d+)(?:</a>)?</td>")


def _forty(cast: Cast) -> list[Union]:
    """Forty small unions in the county, each with three members, all served by the mine's clerk."""
    _ = cast["clerk"], cast["chair"]
    clerk, county = cast.person("clerk"), cast.union("county")
    with all_of_it():
        Union.objects.filter(pk__in=[county.pk, county.parent_id]).update(place_end=7 + MANY)
        made = [
            Union(
                parent=county, place=7 + at, place_end=8 + at, depth=2, level=cast.union("mine").level,
                kind=cast.union("mine").kind, code=f"1101{at + 10:02}X", name=f"小微工会{at + 1:02}",
                founded=date(2020, 1, 1),
            )
            for at in range(MANY)
        ]  # fmt: skip
        Union.objects.bulk_create(made)
        people = [
            Person(home=union, name=f"会员{at}{n}", name_key="h") for at, union in enumerate(made) for n in "甲乙丙"
        ]
        Person.objects.bulk_create(people)
        rows = [
            Membership(
                person=one, union=one.home, state="active", origin="application", joined=date(2021, 1, 1),
                started=date(2021, 1, 1),
            )
            for one in people
        ]  # fmt: skip
        Membership.objects.bulk_create(rows)
        MembershipChange.objects.bulk_create(
            MembershipChange(membership=row, state="active", day=row.started) for row in rows
        )
        Post.objects.bulk_create(
            Post(person=person, union=union, role=role, started=date(2024, 1, 1))
            for person, role in ((clerk, Role.CLERK), (cast.person("chair"), Role.CHAIR)) for union in made
        )  # fmt: skip
        Post.objects.filter(union=made[-1], role=Role.CHAIR).delete()
    return made


def _ticked(page: object) -> list[str]:
    return re.findall(r'name="union" value="(\d+)" checked', page.content.decode())  # type: ignore[attr-defined]


def _hand_in(clerk: Client, unions: list[Union], ticked: list[str]) -> None:
    """The boxes stay as they were sent; one union has no chair."""
    foot = {"union": ticked, "checker": "赵会计", "phone": ""}
    wrong = clerk.post(f"{URL}returns/hand-in/", {**foot, "union": ticked[3:]})
    assert (wrong.status_code, _ticked(wrong)) == (422, ticked[3:]), "who was left out stays out"
    again = clerk.post(f"{URL}returns/", {"union": ticked[:2]}, follow=True)
    assert _ticked(again) == ticked[:2]
    told = clerk.post(f"{URL}returns/hand-in/", {**foot, "phone": "0631-5551234"}, follow=True)
    assert f"{unions[-1].name}：" in told.content.decode(), "it has no chair"
    assert _ticked(told) == [str(unions[-1].pk)]
    none = clerk.post(f"{URL}returns/hand-in/", {**foot, "phone": "0631-5551234"}, follow=True).content.decode()
    assert "请先备好月报" not in none, "it is prepared: what it lacks is a chair"
    assert Return.objects.filter(state="handed_in", last=date(2026, 10, 31)).count() == MANY


def test_forty_unions_in_one_sitting(cast: Cast, django_assert_max_num_queries: object) -> None:
    unions, clerk = _forty(cast), cast.client("clerk")
    with travelled(to=datetime(2026, 10, 20, 10, 0, tzinfo=SHANGHAI)):
        cast.client("worker").post(f"/joining/at/{unions[3].code}/", {"employer": "小店", "signed": "on"})
    with travelled(to=datetime(2026, 11, 3, 10, 0, tzinfo=SHANGHAI)):
        clerk.get(URL)
        with django_assert_max_num_queries(30):  # type: ignore[operator]
            page = clerk.get(URL).content.decode()
        assert page.count("小微工会") >= MANY
        assert "李大山" in page, "what waits at any of them"
        assert page.count('name="union"') == MANY + 1, "the mine, too"
        assert not _ticked(clerk.get(f"{URL}?union="))
        assert f"<p>{unions[3].name}</p>" in clerk.get("/joining/desk/").content.decode(), "where something waits"
        ticked = re.findall(r'name="union" value="(\d+)"', page)
        assert clerk.post(f"{URL}returns/", {"union": ticked}).status_code == 302
        assert Return.objects.filter(state="open", last=date(2026, 10, 31)).count() == MANY + 1
        with all_of_it():
            late = Membership.objects.select_related("person").filter(union=unions[5]).first()
            assert late
            withdraw_member(PLATFORM, late, day=date(2026, 10, 30), reason="本人申请")
        page = clerk.get(URL).content.decode()
        row = page.split(f">{unions[5].name}</a>")[1].split("</tr>")[0]
        assert FIGURES.findall(row)[:10] == ["3", *["0"] * 8, "3"], "what will be handed in"
        assert page.count("登记册已有变化，请重新准备") == 1
        clerk.post(f"{URL}returns/", {"union": [unions[5].pk]})
        page = clerk.get(URL).content.decode()
        assert "登记册已有变化，请重新准备" not in page
        row = page.split(f">{unions[5].name}</a>")[1].split("</tr>")[0]
        assert FIGURES.findall(row)[:10] == ["3", *["0"] * 5, "1", "0", "0", "2"]
        who = re.findall(r'href="(/desk/papers/returns/\d+/figures/m.07.n/)"', row)
        assert late.person.name in clerk.get(who[0]).content.decode(), "each figure leads to its people"
        _hand_in(clerk, unions, ticked)
        page = clerk.get(URL).content.decode()
        assert re.findall(r'name="union" value="(\d+)"', page) == [str(unions[-1].pk)], "the others are closed"
        found = Return.objects.get(union=unions[0])
        assert "赵会计" in clerk.get(f"/desk/papers/returns/{found.pk}/print/").content.decode()
        assert cast.client("other_clerk").get(URL).content.decode().count("小微工会") == 0
        assert clerk.get(f"{URL}?month=2026-11").content.decode().count('name="union"') == 0, "not over yet"
        assert clerk.get(f"{URL}?month=x").status_code == 200
