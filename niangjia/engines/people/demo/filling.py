"""Makes a demo: plans it, invents the persons in several processes, loads all in one transaction."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, connections, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from niangjia.engines import journal
from niangjia.engines.journal.connections import OWNER
from niangjia.engines.people.scope import ALL_PERSONS
from niangjia.engines.people.totals.summing import sum_up
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import today

from .accounts import open_accounts
from .columns import TABLES, line
from .consenting import fill_consents
from .ground import Ground
from .journal_codes import FILLED
from .loading import bare_tables, copy, next_id, settle_ids
from .parts import Lot, made, parts_of
from .past_totals import fill_past
from .plan import planned
from .refusals import InUse, NotEmpty, RealInstance
from .sizes import SIZES
from .structure import structure_lines
from .together import in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.utils import CursorWrapper

    from .accounts import Opened
    from .lines import Totals
    from .parts import Part
    from .plan import Plan

SEED = 1925
SEVERAL, MOST_PROCESSES = 4, 4  # parts from which on it is worth to start processes
NAMED_IDS = ["people_union", "people_employer", "people_person", "people_membership", "people_post"]
STRANGERS = "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in TABLES)  # noqa: S608


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made; the first account is that of the city's officer."""

    unions: int
    persons: int
    accounts: list[Opened]


def fill_demo(size: str, *, seed: int = SEED, say: Callable[[str], None] = lambda _: None) -> Filled:
    """Fill an empty register with an invented city of a size (see sizes.py).

    The same seed gives the same city on the same day, but for passwords and ciphertexts.
    Raises NotEmpty, RealInstance.
    """
    _refuse_real()
    plan = planned(SIZES[size], seed, today())
    with connections[OWNER].cursor() as cursor:
        with transaction.atomic(OWNER):
            _lock_empty(cursor)
            accounts = _load(cursor, plan, say)
            fill_past(cursor, plan.day)
            fill_consents(cursor, plan.day)
        say("Gathering statistics …")
        cursor.execute(_on_all("VACUUM (ANALYZE) {}"))
    connections[OWNER].close()
    sum_up()
    filled = Filled(len(plan.nodes), plan.persons, accounts)
    with transaction.atomic():
        counts = {"unions": filled.unions, "persons": filled.persons}
        journal.record(PLATFORM, FILLED, ALL_PERSONS, data=counts)
    return filled


def is_fresh() -> bool:
    """Whether nobody has begun to use the house: no account, no union."""
    return not Account.objects.exists() and not Union.objects.exists()


def _refuse_real() -> None:
    """Raises RealInstance."""
    if settings.HOUSE.production:
        raise RealInstance(_("A real instance has no demo: start one without NIANGJIA_MODE=production."))
    if OWNER not in connections:
        raise RealInstance(_("DATABASE_OWNER_URL: name the role that owns the tables."))


def _on_all(statement: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.SQL(", ").join(map(sql.Identifier, TABLES)))


def _lock_empty(cursor: CursorWrapper) -> None:
    """Nobody else reads or writes the register until the end. Raises InUse, NotEmpty."""
    try:
        cursor.execute(_on_all("LOCK TABLE {}"))
    except OperationalError:  # nothing of it was free within the owner's lock_timeout
        raise InUse(_("Somebody is working with the register: try again in a moment.")) from None
    cursor.execute(STRANGERS)
    if any(cursor.fetchone()):
        raise NotEmpty(_("The register is not empty: a demo is for an empty one."))


def _load(cursor: CursorWrapper, plan: Plan, say: Callable[[str], None]) -> list[Opened]:
    parts = parts_of(plan.crews)
    first = {table: next_id(cursor, table) for table in NAMED_IDS}
    bases = tuple(crew.base for crew in plan.crews)
    ground = Ground(plan.seed, plan.day, first["people_union"], first["people_employer"], first["people_person"],
                    first["people_membership"], plan.persons, bases, tuple(plan.agencies), len(parts))  # fmt: skip
    with bare_tables(cursor):
        for table, lines in structure_lines(plan, ground, first["people_post"]).items():
            copy(cursor, table, "".join(lines).encode())
        totals = _load_persons(cursor, ground, parts, say)
        copy(cursor, "people_total", "".join(line(*cell, count) for cell, count in sorted(totals.items())).encode())
        accounts = open_accounts(cursor, OWNER, plan, ground)
        settle_ids(cursor, NAMED_IDS)
        say("Making the indexes …")
    return accounts


def _load_persons(cursor: CursorWrapper, ground: Ground, parts: list[Part], say: Callable[[str], None]) -> Totals:
    totals: Totals = Counter()
    done = 0
    processes = min(os.cpu_count() or 1, MOST_PROCESSES) if len(parts) >= SEVERAL else 0
    with ExitStack() as stack:
        for lot in in_order(stack, partial(made, ground), parts, processes=processes):
            _add(cursor, lot)
            totals.update(lot.totals)
            done += lot.persons
            say(f"{done:,} of {ground.count:,} persons")
    return totals


def _add(cursor: CursorWrapper, lot: Lot) -> None:
    for table, content in lot.copies.items():
        copy(cursor, table, content)
