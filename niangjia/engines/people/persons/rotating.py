"""Moving people's data from one key to the next while everybody works, and stays findable.

A new pair of keys is added, made the current one, and known to every process a second later; then the job here goes
over all persons twice. First it adds the digests of the new key and seals anew; only when everybody has them does it
take away those of other keys. Then nothing needs the old key any more (`keys_needed`), and it can be retired.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from niangjia.engines import journal
from niangjia.engines.journal import Subject
from niangjia.engines.people.permissions import ROTATE_KEYS
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import CannotGoOn, Step, job_kind
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job
from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.fields import SecretField
from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.keeping import Keeper, move_apart, register_keeper

from .changing import lock_persons
from .identifying import settle_identifiers
from .journal_codes import ROTATION_ENDED, ROTATION_STARTED
from .models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work

ROTATE = "people.rotate_keys"
EVERYBODY = Subject("people.person", 0)
AT_ONCE = 200  # persons
ADD, DROP = 1, 2  # the two rounds
WHY = gettext_noop("move people's data to another key")
WHICH = gettext_noop("see which keys are needed")
RESEAL = """
    UPDATE {table} t SET {column} = given.new FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) given (id, old, new)
    WHERE t.id = given.id AND t.{column} = given.old
"""
# Digests of persons who have none of that kind by the current key.
SOLE = """
    SELECT key_id::int FROM people_personidentifier p WHERE NOT EXISTS (
        SELECT 1 FROM people_personidentifier c
        WHERE c.person_id = p.person_id AND c.kind = p.kind AND c.key_id = %(current)s
    )
"""


class Column(NamedTuple):
    """A column of secrets that are sealed for a person."""

    table: str
    name: str


def sealed_columns() -> list[Column]:
    """Every column whose secrets are sealed for the row's `person_id`, of whatever app."""
    return [column for column, owner in _sealed() if owner == "person_id"]


def _sealed() -> Iterator[tuple[Column, str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SecretField):
                yield Column(model._meta.db_table, str(field.column)), field.owner


# Questions for the key ids of what is sealed for something else than a person and kept for a while.
_sealed_elsewhere: list[str] = []


def keys_of(*questions: str) -> None:
    """Register SELECTs of the key ids that are needed; what they ask about is not sealed anew but goes by itself."""
    _sealed_elsewhere.extend(questions)


def start_rotation(actor: Actor) -> Job:
    """Start moving everything to the key that is current now. Raises Refused."""
    actor.require(ROTATE_KEYS)
    key = vault().key_ids[0]
    journal.record(actor, ROTATION_STARTED, EVERYBODY, data={"key": key})
    return start_job(PLATFORM, ROTATE, {"key": key})


@job_kind(ROTATE, title=gettext_lazy("Move people's data to another key"))
def rotate_some(work: Work, cursor: Ids | None) -> Step:
    """A lot of persons by their id, in one of the two rounds."""
    round_, after, done = (int(cursor[name]) for name in ("round", "after", "done")) if cursor else (ADD, 0, 0)
    key = int(work.ids["key"])
    if vault().key_ids[0] != key:
        raise CannotGoOn("key_changed", _("Another key was made the current one meanwhile: start again."))
    with everywhere(work.actor, WHY):
        total = None if cursor else 2 * Person.objects.count()
        ids = [person.pk for person in lock_persons(_next(after))]
        _renew(ids, None if round_ == ADD else [key])
    done += len(ids)
    if ids:
        return Step({"round": round_, "after": ids[-1], "done": done}, done=done, total=total)
    if round_ == ADD:
        return Step({"round": DROP, "after": 0, "done": done}, done=done, total=total)
    journal.record(work.actor, ROTATION_ENDED, EVERYBODY, data={"key": key, "persons": done // 2})
    return Step(None, done=done, total=done)


def _next(after: int) -> list[int]:
    return list(Person.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _renew(person_ids: Sequence[int], keys: Sequence[int] | None) -> None:
    """Seal with the current key what is not yet, and settle the digests for the keys (None: all live ones)."""
    for column in sealed_columns():
        _reseal(column, person_ids)
    settle_identifiers(person_ids, keys=keys)


def _reseal(column: Column, person_ids: Sequence[int]) -> None:
    question = f"SELECT id, person_id, {column.name} FROM {column.table} WHERE person_id = ANY(%s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(question, [list(person_ids)])
        rows = [(pk, owner, bytes(sealed)) for pk, owner, sealed in cursor.fetchall() if sealed is not None]
        old = [row for row in rows if vault().needs_reencryption(row[2])]
        if old:
            cursor.execute(RESEAL.format(table=column.table, column=column.name), _renewed(column, old))


def _renewed(column: Column, rows: Iterable[tuple[int, int, bytes]]) -> list[list[object]]:
    ids, old, new = [], [], []
    for pk, owner, sealed in rows:
        ids.append(pk)
        old.append(sealed)
        new.append(vault().reseal(Place(column.table, column.name, str(owner)), sealed))
    return [list(ids), list(old), list(new)]


def keys_needed(actor: Actor) -> set[int]:
    """The ids of keys without which something could not be opened, or somebody not be found; others can be retired.

    Digests of an old key that is live still may be there: they are written as long as anybody may look for them.
    """
    # Also of what is sealed for others than persons: another job moves it (foundation/jobs/rotating.py).
    sealed = [
        f"SELECT get_byte({column.name}, 1) FROM {column.table} WHERE {column.name} IS NOT NULL"  # noqa: S608
        for column, _owner in _sealed()
    ]
    with everywhere(actor, WHICH), connection.cursor() as cursor:
        cursor.execute(" UNION ".join([*sealed, *_sealed_elsewhere, SOLE]), {"current": vault().key_ids[0]})
        return {key for (key,) in cursor.fetchall()}


def _move() -> UUID:
    under_way = Job.objects.filter(kind=ROTATE, state__in=LIVE, ids__key=vault().key_ids[0]).first()
    return (under_way or start_rotation(PLATFORM)).pk


move_apart("person_id")
register_keeper(Keeper(needed=lambda: keys_needed(PLATFORM), move=_move))
