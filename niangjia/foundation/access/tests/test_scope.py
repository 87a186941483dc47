from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.access.reach import NOWHERE, Reach
from niangjia.foundation.access.scope import NoScope, Scope, current_scope, in_scope

RANGES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8)


@given(RANGES, RANGES, st.integers(0, 50))
def test_a_joint_reach_covers_what_either_covers(
    left: list[tuple[int, int]], right: list[tuple[int, int]], at: int
) -> None:
    def covers(ranges: list[tuple[int, int]]) -> bool:
        return any(start <= at < end for start, end in ranges)

    assert (at in (Reach.of(left) | Reach.of(right))) == (covers(left) or covers(right))


@given(RANGES)
def test_ranges_of_a_reach_are_sorted_and_apart(ranges: list[tuple[int, int]]) -> None:
    kept = Reach.of(ranges).ranges
    assert all(start < end for start, end in kept)
    assert all(kept[i][1] < kept[i + 1][0] for i in range(len(kept) - 1))


def _told() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('niangjia.reach', true), current_setting('niangjia.person', true)")
        return tuple(value or "" for value in cursor.fetchone())  # type: ignore[return-value]


@pytest.mark.django_db
def test_the_scope_holds_for_the_block_here_and_in_the_database() -> None:
    with in_scope(Scope(Reach.of([(3, 9)]), person_id=7)) as outer:
        with in_scope(Scope(Reach.of([(4, 5)]))):
            assert _told() == ("{[4,5)}", "")
        assert _told() == ("{[3,9)}", "7")
        assert current_scope() == outer
    assert _told() == (NOWHERE.multirange(), "")
    with pytest.raises(NoScope):
        current_scope()


def test_the_database_forgets_it_with_the_transaction(committed: str) -> None:
    with transaction.atomic(), in_scope(Scope(person_id=7)):
        assert _told()[1] == "7"
    assert _told() == ("", "")


def test_a_scope_wants_a_transaction(committed: str) -> None:
    with pytest.raises(NoScope), in_scope(Scope()):
        pass


def test_an_error_of_the_database_is_seen_as_it_is(committed: str) -> None:
    with pytest.raises(ProgrammingError, match="nothing_like_it"), transaction.atomic(), in_scope(Scope(person_id=7)):
        connection.cursor().execute("SELECT * FROM nothing_like_it")


def test_an_error_inside_does_not_hide_behind_another(committed: str) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), in_scope(Scope(person_id=7)):
        raise ZeroDivisionError
    assert _told() == ("", "")
