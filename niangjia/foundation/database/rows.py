"""Rows of a model read and written by statements that are worked out once: for what is asked all day long.

The ORM works a statement out anew for each time that it is asked, which takes as long as the database needs for it.
Values are converted by the model's own fields, as the ORM does. No signals are sent (there are none here).
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.models import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Field

M = TypeVar("M", bound=Model)


class Rows(Generic[M]):
    """The rows of one model; its key is `id`, and no field of it is worked out by the database."""

    def __init__(self, model: type[M]) -> None:
        self.model = model
        self.update_of = cache(self._update_of)

    @cached_property
    def fields(self) -> list[Field[Any, Any]]:
        return list(self.model._meta.concrete_fields)

    @cached_property
    def names(self) -> list[str]:
        return [field.attname for field in self.fields]

    @cached_property
    def converters(self) -> list[tuple[int, Callable[..., Any]]]:
        """By the place of the column: what makes the field's value of the database's."""
        return [
            (at, convert) for at, field in enumerate(self.fields) for convert in field.get_db_converters(connection)
        ]

    def columns(self, alias: str) -> str:
        """All columns, as `read` wants them."""
        return ", ".join(f'{alias}."{field.column}"' for field in self.fields)

    def read(self, row: Sequence[Any]) -> M:
        """The object of such a row."""
        values = list(row)
        for at, convert in self.converters:
            values[at] = convert(values[at], None, connection)
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)

    def update(self, one: M, *names: str) -> None:
        """Write these fields of a saved object. Raises DatabaseError where its row is gone."""
        statement, fields = self.update_of(names)
        with connection.cursor() as cursor:
            cursor.execute(statement, [*(_written(field, one, add=False) for field in fields), one.pk])
            if cursor.rowcount != 1:
                raise DatabaseError(f"{self.model.__name__} {one.pk} is gone")

    def insert(self, one: M) -> None:
        """Enter a new object; the database gives it its key."""
        statement, fields = self.insert_of
        with connection.cursor() as cursor:
            cursor.execute(statement, [_written(field, one, add=True) for field in fields])
            (one.pk,) = cursor.fetchone()
        one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS

    def _update_of(self, names: tuple[str, ...]) -> tuple[str, list[Field[Any, Any]]]:
        fields = [self.model._meta.get_field(name) for name in names]
        given = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]
        return f'UPDATE "{self.model._meta.db_table}" SET {given} WHERE "id" = %s', fields  # type: ignore[return-value]  # noqa: S608

    @cached_property
    def insert_of(self) -> tuple[str, list[Field[Any, Any]]]:
        fields = [field for field in self.fields if not field.primary_key]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        places = ", ".join(["%s"] * len(fields))
        table = self.model._meta.db_table
        return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING "id"', fields  # noqa: S608


def _written(field: Field[Any, Any], one: Model, *, add: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(one, add), connection)
