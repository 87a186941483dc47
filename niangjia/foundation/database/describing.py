"""What models hold, read from the models themselves: for the data dictionary and for the notice on privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.foundation.secrets.fields import SecretField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

    AnyField = Field[Any, Any]


def own_models() -> Iterator[type[Model]]:
    """Every model of the platform's own apps, app by app, in the order of their tables."""
    from django.apps import apps

    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        if app.name.startswith("niangjia."):
            yield from sorted(app.get_models(), key=lambda model: model._meta.db_table)


def is_sealed(field: AnyField) -> bool:
    """Whether it is kept as ciphertext."""
    return isinstance(field, SecretField)


def is_translated(field: AnyField) -> bool:
    """Whether its name was written as a sentence to be translated."""
    return not isinstance(field.verbose_name, str)


def named_fields(model: type[Model]) -> Iterator[tuple[str, AnyField]]:
    """The fields of a model that have a name for people, sealed ones always: (name, field)."""
    for field in model._meta.concrete_fields:
        if is_translated(field) or is_sealed(field):
            yield str(field.verbose_name), field
