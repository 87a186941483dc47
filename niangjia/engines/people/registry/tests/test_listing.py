"""Whatever is asked, every way of finding out who fits gives the same pages as looking at everybody does."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.memberships.models import LIVING, State
from niangjia.engines.people.models import Membership, Person, Union
from niangjia.engines.people.persons.tests.samples import DAY, OTHER_PHONE, PHONE, office, resident_id
from niangjia.engines.people.registry import listing as quick
from niangjia.engines.people.registry import paging
from niangjia.engines.people.registry.listing import BELONGING, counts_in, ids_of, listing
from niangjia.engines.people.registry.rows import rows_of
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.recounting import recount
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, current_scope, in_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.harness.people import Cast

MOST, PER_PAGE = 10, 5
WAYS = {
    "walking": {"FEW": 0, "MANY": 0, "PATIENCE": 0},
    "page by page, else sorted": {"FEW": 0, "MANY": 0, "PATIENCE": 1},
    "sorted": {"FEW": 0, "MANY": 10_000, "PATIENCE": 10_000},
    "union by union": {"FEW": 10_000, "MANY": 10_000, "PATIENCE": 30},
}
ASKED: dict[str, tuple[str, ...]] = {
    "kind": ("", "member", "worker", "incomplete"),
    "state": ("", "active", "retained", "withdrawn"),
    "sex": ("", "1", "2"),
    "education": ("", "10", "20"),
    "new_form": ("", "6"),
}


@pytest.fixture(params=WAYS)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lists that are long for this test, found in one of the ways."""
    for name, value in WAYS[request.param].items():
        monkeypatch.setattr(quick, name, value)
    for module, name, value in ((quick, "MOST", MOST), (quick, "PER_PAGE", PER_PAGE), (paging, "PER_PAGE", PER_PAGE)):
        monkeypatch.setattr(module, name, value)
    paging._ends.clear()
    yield
    paging._ends.clear()


def settle(dice: Random) -> None:
    """Persons of every kind in every union, a few of the same name."""
    unions = list(Union.objects.all())
    with in_scope(Scope(EVERYWHERE)):
        persons = Person.objects.bulk_create(_drawn(dice, union) for union in unions for _ in range(9))
        Membership.objects.bulk_create(
            Membership(person=person, union=person.home, state=state, origin="recorded", started=DAY)
            for person in persons
            for state in dice.sample(State.values, 1) + dice.choice([[], [State.WITHDRAWN]])
            if dice.random() < 0.8
        )
    recount([union.pk for union in unions])


def _drawn(dice: Random, union: Union) -> Person:
    return Person(
        home=union,
        name="李雷",
        name_key=f"li{dice.randrange(20):02}",
        state=dice.choice([*Person.State.values, "complete", "complete"]),
        sex=dice.choice("012"),
        education=dice.choice(["", "10", "20"]),
        new_form=dice.choice(["", "", "6"]),
        work_state=dice.choice(["", "1", "6"]),
        died=DAY if dice.random() < 0.1 else None,
    )


def fits(person: Person, asked: Mapping[str, Any], states: set[str]) -> bool:
    """What the filters mean, of one person with these memberships."""
    if person.state not in {"complete", "incomplete"}:
        return False
    if not (asked["state"] in states if asked.get("state") else person.died is None):
        return False
    complete, belongs = person.state == "complete", bool(states & set(BELONGING))
    kinds = {
        "member": complete and belongs,
        "worker": complete and not belongs and person.work_state != "6",
        "incomplete": not complete,
    }
    parts = all(getattr(person, name) == asked[name] for name in ("sex", "education", "new_form") if asked.get(name))
    return parts and kinds.get(asked.get("kind", ""), True)


def everybody(asked: Mapping[str, Any], sort: str) -> list[int]:
    """The ids of all who fit, found by looking at each."""
    reach = asked["union"].subtree if asked.get("union") else current_scope().reach
    states: dict[int, set[str]] = {}
    for person, state in Membership.objects.values_list("person", "state"):
        states.setdefault(person, set()).add(state)
    persons = [row for row in Person.objects.select_related("home") if row.home.place in reach]
    fitting = [row for row in persons if fits(row, asked, states.get(row.pk, set()))]
    found = sorted(fitting, key=lambda row: (row.name_key, row.pk), reverse=sort.startswith("-"))
    return [row.pk for row in found]


def check(asked: dict[str, Any], sort: str) -> None:
    expected = everybody(asked, sort)
    union = asked.get("union")
    counts = counts_in(union.subtree if union else current_scope().reach)
    for number in (1, 2, 3, 9, 1):
        found = listing(asked, sort, str(number), counts)
        last = -(-min(len(expected), MOST) // PER_PAGE) or 1
        first = (min(number, last) - 1) * PER_PAGE
        assert [row.person.pk for row in found.page] == expected[:MOST][first : first + PER_PAGE]
        assert found.cut is (len(expected) > MOST)
        assert found.page.paginator.num_pages == last
        told = found.page.paginator.count
        assert told == (len(expected) if asked.get("kind") and asked.keys() <= {"kind", "union"} else min(told, MOST))


def questions(dice: Random) -> Iterator[dict[str, Any]]:
    yield from ({name: value} for name, values in ASKED.items() for value in values if value)
    every = [dict(zip(ASKED, values, strict=True)) for values in product(*ASKED.values())]
    for asked in dice.sample(every, 8):
        yield {name: value for name, value in asked.items() if value}


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("who", ["upper_officer", "clerk"])
def test_every_way_gives_the_same_pages(cast: Cast, who: str) -> None:
    dice = Random(2008)  # noqa: S311 - invented persons
    actor = cast.actor(who)
    settle(dice)
    with acting(actor):
        for sort in ("name_key", "-name_key"):
            check({}, sort)
            check({"union": cast.union("shaft")}, sort)
            for asked in questions(dice):
                check(asked, sort)
                if dice.random() < 0.3:
                    check({**asked, "union": cast.union("mine")}, sort)
        assert ids_of({}, 1000) == everybody({}, "name_key")
        assert ids_of({"sex": "2"}, 3) == everybody({"sex": "2"}, "name_key")[:3]


@pytest.mark.usefixtures("_way")
def test_a_first_page_that_ends_elsewhere_now_is_right(cast: Cast) -> None:
    actor = cast.actor("upper_officer")
    settle(Random(2009))  # noqa: S311 - invented persons
    with acting(actor):
        for sort in ("name_key", "-name_key"):
            check({}, sort)
            for pk in everybody({}, sort)[:3]:
                Person.objects.filter(pk=pk).update(died=DAY)
            recount(list(Union.objects.values_list("pk", flat=True)))
            check({}, sort)
            home = Union.objects.get(pk=cast.union("mine").pk)
            Person.objects.bulk_create(Person(home=home, name="李雷", name_key=key) for key in ("a", "zz") * 3)
            check({}, sort)


def test_a_line_has_the_first_telephone_and_the_living_membership(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.register("张秀英", resident_id(), phones=(PHONE, OTHER_PHONE))
        membership = desk.enrol(person)
        other = desk.register("王芳")
        rows = rows_of([other.pk, person.pk, 10**9])
        assert [row.person.pk for row in rows] == [other.pk, person.pk]
        assert (rows[0].state, rows[0].joined, rows[0].document, rows[0].phone) == ("", None, "", "")
        assert (rows[1].state, rows[1].joined) == (membership.state, membership.joined)
        assert rows[1].state in LIVING
        assert rows[1].phone == "138****8000"
        assert rows[1].document.startswith("110")


def test_who_is_out_of_sight_has_no_line(cast: Cast) -> None:
    with office(cast) as desk:
        pk = desk.complete().pk
    with office(cast, "other_clerk"):
        assert rows_of([pk]) == []
