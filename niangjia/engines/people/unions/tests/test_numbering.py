from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import move_union
from niangjia.engines.people.unions.models import Level, Union, UnionVersion
from niangjia.engines.people.unions.numbering import BrokenTree, renumber
from niangjia.foundation.access.actor import PLATFORM

from .samples import check_history, check_numbering, named, plant

if TYPE_CHECKING:
    from collections.abc import Callable

# Each number says below which of the earlier ones a union stands.
SHAPES = st.lists(st.integers(0, 40), max_size=40).map(lambda shape: [at % (n + 1) for n, at in enumerate(shape)])
FIRST = 1000  # id
LEVELS = st.lists(st.sampled_from("567"), min_size=41, max_size=41)


@pytest.mark.django_db
@given(SHAPES, LEVELS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_are_a_dense_preorder_whatever_the_tree(shape: list[int], levels: list[str]) -> None:
    parents = [None, *(FIRST + at for at in shape)]
    unions = [
        Union(id=FIRST + n, parent_id=parent, place=-n, place_end=n + 1, depth=0, code=f"{n * 7 % 41}-x", level=level)
        for n, (parent, level) in enumerate(zip(parents, levels, strict=False))
    ]
    with transaction.atomic():
        Union.objects.bulk_create(unions)
        renumber()
        check_numbering()
        assert renumber() == 0
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_tree_that_hangs_from_nothing_is_not_committed() -> None:
    tree = plant()
    with pytest.raises(BrokenTree), transaction.atomic():
        Union.objects.filter(pk=tree.mill.pk).update(parent=tree.shop)
        renumber()


def _apart(work: Callable[[], object]) -> str:
    try:
        work()
    except NotPossible:
        return "refused"
    finally:
        connections.close_all()
    return "done"


def test_two_moves_at_once_never_make_a_loop(committed: str) -> None:
    tree = plant()
    for model in (Union, UnionVersion):
        model.objects.update(level=Level.BASE)
    pairs = [(tree.mill, tree.west), (tree.west, tree.mill)]
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(_apart, lambda one=one, to=to: move_union(PLATFORM, one, to))  # type: ignore[misc]
            for one, to in pairs
        ]
        assert sorted(job.result() for job in jobs) == ["done", "refused"]
    with transaction.atomic():
        check_numbering()
        check_history()


def test_many_moves_at_once_leave_a_valid_tree(committed: str) -> None:
    plant()

    def wander(code: str) -> None:
        for to in ("west", "east", "city", "west"):
            _apart(lambda to=to: move_union(PLATFORM, named(code), named(to)))  # type: ignore[misc]

    with ThreadPoolExecutor(3) as pool:
        for job in [pool.submit(wander, code) for code in ("mill", "yard", "shop")]:
            job.result()
    with transaction.atomic():
        check_numbering()
        check_history()
    assert {named(code).parent_id for code in ("mill", "yard", "shop")} == {named("west").pk}
