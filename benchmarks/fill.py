"""Fills a database with invented content of a size: `python -m benchmarks.fill SIZE`. Floors above add to it."""

from __future__ import annotations

import sys

import django

BENCH, BASE, ROOT = "bench", "bench_base", "bench_root"
CLOSED = "!"  # what Django keeps for an account that no password opens
STAFF = {"small": 60, "tenth": 600, "city": 6000}  # accounts beside those that measure
MIDDLING = 105  # members of a base union in the middle of the city's


def fill(size: str) -> None:
    """A city, and accounts as many as such a place has staff; those that measure have no password either.

    BENCH is an administrator, BASE the clerk of a base union of middling size, ROOT an officer of the city.
    """
    from niangjia.engines.people.demo.filling import fill_demo
    from niangjia.foundation.access.models import Account

    fill_demo(size)
    accounts = [
        Account(username=f"staff{count}", name=f"职员{count}", password=CLOSED) for count in range(STAFF[size])
    ]
    Account.objects.bulk_create(accounts, batch_size=5000)
    Account.objects.create(username=BENCH, name="测量", password=CLOSED, administers=Account.Administers.SYSTEM)
    _sign_in(BASE, CLERK, MIDDLING)
    _sign_in(ROOT, OFFICER)


# The post that BASE signs in with, and that of ROOT; nobody has an account by it yet.
CLERK = """
    SELECT o.person_id FROM people_union b
    JOIN people_post o ON o.union_id = b.id AND o.role = 'clerk' AND o.ends IS NULL
    JOIN people_union u ON u.place >= b.place AND u.place < b.place_end
    JOIN people_total t ON t.union_id = u.id AND t.facet = 'members'
    JOIN people_person p ON p.id = o.person_id AND p.account_id IS NULL
    WHERE b.level = '5' GROUP BY o.person_id, b.place ORDER BY abs(sum(t.count) - %s), b.place LIMIT 1
"""
OFFICER = """
    SELECT o.person_id FROM people_post o JOIN people_union u ON u.id = o.union_id
    JOIN people_person p ON p.id = o.person_id AND p.account_id IS NULL
    WHERE u.place = 0 AND o.role = 'officer' ORDER BY o.id LIMIT 1
"""


def _sign_in(username: str, question: str, *given: int) -> None:
    """Let the person whom the question finds sign in by that name."""
    from django.db import connection, transaction

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.reach import EVERYWHERE
    from niangjia.foundation.access.scope import Scope, in_scope

    with transaction.atomic(), in_scope(Scope(EVERYWHERE)), connection.cursor() as cursor:
        cursor.execute(question, given)
        person = Person.objects.get(pk=cursor.fetchone()[0])
        person.account = Account.objects.create(username=username, name=person.name, password=CLOSED)
        person.save(update_fields=["account"])


if __name__ == "__main__":
    django.setup()
    fill(sys.argv[1])
