"""The small demo in a real database."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.demo.filling import fill_demo, is_fresh
from niangjia.engines.people.demo.past_totals import FILL, asked
from niangjia.engines.people.demo.refusals import InUse, NotEmpty, RealInstance
from niangjia.engines.people.demo.verifying import verify_demo
from niangjia.engines.people.models import Membership, Person, Post, Relative, Total, TotalDay, Union
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.history import KEPT, MONTHS
from niangjia.engines.people.totals.reading import totals_under
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today

from .conftest import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.demo.filling import Filled

    from .conftest import Shape

pytestmark = pytest.mark.usefixtures("filled")


@pytest.fixture
def undone() -> Iterator[None]:
    """The whole city in sight, and whatever the test does is taken back."""
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        yield
        transaction.set_rollback(True)


def test_nothing_is_wrong_with_it() -> None:
    assert verify_demo() == []


def test_there_are_as_many_as_promised() -> None:
    assert Union.objects.filter(level=Level.BASE).count() == 60
    assert sum(Total.objects.filter(facet="members").values_list("count", flat=True)) == 3000


def test_indexes_and_constraints_are_as_before(shape_before: Shape) -> None:
    assert shape() == shape_before


@pytest.mark.parametrize(
    ("look", "tampering", "named"),
    [
        ("totals", "UPDATE people_total SET count = count + 1 WHERE facet = 'members'", "totals"),
        ("tree", "UPDATE people_union SET place_end = place_end + 1 WHERE place = 7", "numbering"),
        ("versions", "UPDATE people_union SET name = name || '!' WHERE place = 7", "versions"),
        ("persons", "UPDATE people_person SET born = born - 1 WHERE id % 1000 = 7", "birth date"),
        ("persons", "UPDATE people_person SET name = '王五' WHERE id % 1000 = 7", "by its name"),
        ("persons", "DELETE FROM people_personidentifier WHERE id % 1000 = 7", "digests"),
        (
            "memberships",
            "UPDATE people_person SET home_id = (SELECT min(id) FROM people_union WHERE id <> home_id) "
            "WHERE id IN (SELECT person_id FROM people_membership ORDER BY id LIMIT 9)",
            "keeps the record",
        ),
        ("memberships", "UPDATE people_membership SET state = 'withdrawn' WHERE id % 1000 = 7", "became last"),
        (
            "posts",
            "UPDATE people_post SET union_id = (SELECT max(id) FROM people_union) "
            "WHERE id < (SELECT min(id) + 9 FROM people_post)",
            "holder",
        ),
    ],
)
def test_what_does_not_fit_is_named(undone: None, look: str, tampering: str, named: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    assert any(named in sentence for sentence in verify_demo([look]))


def test_the_first_account_is_the_citys_officer(filled: Filled) -> None:
    first = filled.accounts[0]
    assert (first.role, first.union) == ("officer", Union.objects.get(parent=None).code)


def test_every_account_signs_in(filled: Filled) -> None:
    for account in filled.accounts[::8]:
        found = authenticate(username=account.username, password=account.password)
        assert isinstance(found, Account)
        assert found.is_demo


def test_accounts_reach_their_unions(filled: Filled, undone: None) -> None:
    for opened in filled.accounts:
        actor = actor_of(Account.objects.get(username=opened.username))
        place = Union.objects.get(code=opened.union).place
        assert actor.may("people:see", at=place) or opened.role not in {"officer", "chair", "clerk", "organiser"}
        assert place == 0 or not actor.may("people:edit", at=0)


def test_a_clerk_finds_a_member_by_name_number_and_telephone(filled: Filled) -> None:
    clerk = next(opened for opened in filled.accounts if opened.username == "clerk1")
    with acting(actor_of(Account.objects.get(username=clerk.username))):
        person = Person.objects.filter(documents__isnull=False, details__kind="phone").latest("pk")
        number = person.documents.get().number.reveal()
        phone = person.details.get(kind="phone").value.reveal()
        for text in (person.name, number, number[-4:], phone):
            assert person in find_persons(text)


def test_an_organiser_serves_many_small_unions() -> None:
    holders = Post.objects.filter(role="organiser", time="full").values_list("person", flat=True)
    assert max(list(holders).count(person) for person in set(holders)) >= 2


def test_every_kind_of_standing_is_there(undone: None) -> None:
    states = set(Membership.objects.values_list("state", flat=True))
    assert {"active", "incomplete", "transferring", "retained", "transferred", "withdrawn"} <= states
    assert Relative.objects.exclude(known_as=None).exists()


def test_the_journal_says_it_once() -> None:
    assert Entry.objects.filter(code="people.demo.filled").count() == 1


def test_it_is_for_an_empty_register() -> None:
    with pytest.raises(NotEmpty):
        fill_demo("small")


def test_it_waits_for_nobody_who_works() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_union LIMIT 1")
        connections["owner"].cursor().execute("SET lock_timeout = '50ms'")
        with pytest.raises(InUse):
            fill_demo("small")
    connections["owner"].close()


def test_a_real_instance_refuses(settings: object) -> None:
    house = settings.HOUSE.model_copy(update={"mode": "production"})  # type: ignore[attr-defined]
    settings.HOUSE = house  # type: ignore[attr-defined]
    with pytest.raises(RealInstance):
        fill_demo("small")


def test_a_house_in_use_is_not_fresh() -> None:
    assert not is_fresh()
    call_command("demo", "--first-start")


def test_the_command_says_why_not() -> None:
    with pytest.raises(CommandError):
        call_command("demo")


def test_the_command_prints_json(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.cli.management.commands.demo.fill_demo", lambda *_, **__: filled)
    said = StringIO()
    call_command("demo", "--json", stdout=said)
    assert set(json.loads(said.getvalue())[0]) == {"role", "username", "password", "union"}


def test_the_invented_past_leads_to_what_is_counted_today(undone: None) -> None:
    assert len(set(TotalDay.objects.values_list("day", flat=True))) == MONTHS
    with connection.cursor() as cursor:
        cursor.execute(FILL, asked([today()]))
    for facet in KEPT:
        kept = TotalDay.objects.filter(day=today(), facet=facet).values_list("union", "count")
        assert dict(kept) == totals_under(Union.objects.all(), facet)
