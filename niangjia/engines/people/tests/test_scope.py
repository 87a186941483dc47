from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Employer, Person
from niangjia.engines.people.permissions import SEE
from niangjia.engines.people.scope import acting, everywhere, scope_of
from niangjia.foundation.access.actor import PLATFORM, VISITOR, Actor, Grant, Kind
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.access.reach import EVERYWHERE, Reach
from niangjia.foundation.access.scope import NoScope, Scope, current_scope

if TYPE_CHECKING:
    from tests.harness.people import Cast

HERE, THERE = Reach.of([(3, 5)]), Reach.of([(7, 9)])


def test_only_the_right_to_see_records_opens_them() -> None:
    grants = (Grant(frozenset({SEE, ENTER_DESK}), HERE), Grant(frozenset({ENTER_DESK}), THERE))
    assert scope_of(Actor(Kind.ACCOUNT, 1, grants=grants, person_id=4)) == Scope(HERE, 4)


def test_a_visitor_has_an_empty_scope() -> None:
    assert scope_of(VISITOR) == Scope()


def test_the_platform_has_none_but_what_it_names() -> None:
    with pytest.raises(NoScope, match="everywhere"):
        scope_of(PLATFORM)


def test_a_command_acts_in_the_actors_scope(cast: Cast) -> None:
    with acting(cast.actor("clerk")):
        assert Person.objects.count() == 6


def test_the_whole_city_is_read_for_a_reason_that_is_kept(cast: Cast) -> None:
    actor = cast.actor("clerk")
    with everywhere(actor, "looked for the same document") as scope:
        assert Person.objects.count() == 8
        assert scope.reach == EVERYWHERE
    entry = Entry.objects.get(code="people.scope.everywhere")
    assert (entry.account_id, entry.data) == (cast["clerk"].pk, {"reason": "looked for the same document"})


def test_within_a_scope_it_is_wide_for_its_block_only(cast: Cast) -> None:
    with acting(cast.actor("other_clerk")):
        with everywhere(PLATFORM, "a test"):
            assert Person.objects.count() == 8
        assert Person.objects.count() == 1


def test_a_function_can_be_decorated(cast: Cast) -> None:
    @everywhere(PLATFORM, "a test")
    def count() -> int:
        return Person.objects.count()

    _ = cast.union("mine")
    assert count() == count() == 8


def test_what_fails_in_it_is_undone(db: None) -> None:
    with pytest.raises(ZeroDivisionError), everywhere(PLATFORM, "a test"):
        Employer.objects.create(name="…")
        raise ZeroDivisionError
    assert not Employer.objects.exists()
    with pytest.raises(NoScope):
        current_scope()


def test_after_a_failure_in_the_wide_one_the_narrow_one_holds(cast: Cast) -> None:
    with acting(cast.actor("other_clerk")):
        with pytest.raises(ZeroDivisionError), everywhere(PLATFORM, "a test"):
            raise ZeroDivisionError
        assert Person.objects.count() == 1
