"""Moving to another key what is sealed for its own row: every `SecretField` that nobody moves himself.

The register moves what is a person's, with the digests by which persons are found; files on the disk are moved by
who keeps them (see `secrets.keeping`). People work meanwhile: a row is written only where it holds what was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.fields import SecretField
from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.keeping import Keeper, moved_apart, oddities, register_keeper

from .actions import start_job
from .failures import CannotGoOn
from .kinds import Step, job_kind
from .models import LIVE, Job

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model, QuerySet

    from .ids import Id, Ids
    from .kinds import Work

ROTATE, AT_ONCE = "secrets.rotate_keys", 500
RENEW = "UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"


class Column(NamedTuple):
    """A column of secrets."""

    model: type[Model]
    field: SecretField[Any, Any]

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows that hold a secret, with the id of its key as `its_key`."""
        name = connection.ops.quote_name
        at = f"get_byte({name(self.model._meta.db_table)}.{name(str(self.field.column))}, 1)"
        rows = self.model._base_manager.filter(**{f"{self.field.name}__isnull": False})
        return rows.annotate(its_key=RawSQL(at, [], IntegerField()))  # type: ignore[no-any-return] # noqa: S611


def columns() -> list[Column]:
    """Every column that the job here moves, in an order that stays."""
    found = (
        Column(model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SecretField) and field.owner not in moved_apart()
    )
    return sorted(found, key=lambda one: (one.model._meta.db_table, str(one.field.column)))


@job_kind(ROTATE, title=gettext_lazy("Move sealed entries to another key"))
def rotate_some(work: Work, cursor: Ids | None) -> Step:
    """Some rows of one column by their id; the next chunk goes on behind them, or with the next column."""
    if vault().key_ids[0] != work.ids["key"]:
        raise CannotGoOn("key_changed", _("Another key was made the current one meanwhile: start again."))
    at, done = (int(str(cursor[name])) for name in ("at", "done")) if cursor else (0, 0)
    every = columns()
    if at >= len(every):
        done += sum(odd.move() for odd in oddities())
        return Step(None, done=done, total=done)
    last, count = _reseal(every[at], cursor.get("after") if cursor else None)
    if last is None:
        return Step({"at": at + 1, "done": done}, done=done)
    return Step({"at": at, "after": last, "done": done + count}, done=done + count)


def _reseal(column: Column, after: Id | None) -> tuple[Id | None, int]:
    """Seal the next rows anew; answers the id of the last one, None where there was none, and how many."""
    field, key = column.field, column.model._meta.pk
    rows = column.rows.exclude(its_key=vault().key_ids[0])
    rows = rows if after is None else rows.filter(pk__gt=after)
    found = list(rows.order_by("pk").values_list("pk", field.owner, field.name)[:AT_ONCE])
    table, name = column.model._meta.db_table, str(field.column)
    names = {"table": sql.Identifier(table), "column": sql.Identifier(name), "key": sql.Identifier(str(key.column))}
    with connection.cursor() as cursor:
        for pk, owner, sealed in found:
            old = bytes(sealed)
            new = vault().reseal(Place(table, name, str(owner)), old)
            cursor.execute(sql.SQL(RENEW).format(**names), [new, pk, old])
    return (found[-1][0] if found else None), len(found)


def keys_needed() -> set[int]:
    """The ids of the keys by which something of these columns is sealed."""
    found = (set(column.rows.order_by().values_list("its_key", flat=True).distinct()) for column in columns())
    return set().union(*found, *(odd.needed() for odd in oddities()))


def _move() -> UUID:
    key = vault().key_ids[0]
    under_way = Job.objects.filter(kind=ROTATE, state__in=LIVE, ids__key=key).first()
    return (under_way or start_job(PLATFORM, ROTATE, {"key": key})).pk


register_keeper(Keeper(needed=keys_needed, move=_move))
