"""How the actions keep the totals: by adding what changed, so that several at once come to the right sum."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.people.memberships.models import LIVING, Membership

from .facets import facets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from niangjia.engines.people.persons.models import Person

Counts = Counter[tuple[int, str, str]]  # (union id, facet, value)

# Rows come in one order in every statement, so that two never wait for each other.
ADD = """
    WITH change AS (SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::int[])),
    noted AS (INSERT INTO people_totalchange (union_id, facet, value, change) SELECT * FROM change)
    INSERT INTO people_total (union_id, facet, value, count) SELECT * FROM change
    ON CONFLICT (union_id, facet, value) DO UPDATE SET count = people_total.count + excluded.count
"""
_collecting: ContextVar[Counts | None] = ContextVar("totals_collecting", default=None)


def counts_of(persons: Iterable[Person]) -> Counts:
    """What persons add to the totals as the database has them now."""
    found = {person.pk: person for person in persons}
    living = {row.person_id: row for row in Membership.objects.filter(person__in=found, state__in=LIVING)}
    return Counter(
        (person.home_id, facet, value)
        for person in found.values()
        for facet, value in facets_of(person, living.get(person.pk))
    )


def shift(before: Counts, after: Counts) -> None:
    """Bring the totals from what was counted before to what counts now. Keeps their rows until the commit."""
    change = Counter(after)
    change.subtract(before)
    collecting = _collecting.get()
    if collecting is None:
        add(change)
    else:
        collecting.update(change)


def add(change: Counts) -> None:
    """Add to the totals; cells without a change are left alone."""
    rows = sorted((*cell, count) for cell, count in change.items() if count)
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(ADD, [list(column) for column in zip(*rows, strict=True)])


@contextmanager
def collected() -> Iterator[None]:
    """Write the totals of many actions at the end of the block: quicker, and in one order.

    Batches need it: two that come to the same unions one after another could else wait for each other.
    """
    if _collecting.get() is not None:
        yield
        return
    change: Counts = Counter()
    token = _collecting.set(change)
    try:
        yield
    finally:
        _collecting.reset(token)
    add(change)
