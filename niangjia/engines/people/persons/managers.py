"""The first of the two nets: persons are read inside a scope only. The second is row-level security."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from niangjia.foundation.access.scope import current_scope

M = TypeVar("M", bound=models.Model)


class ScopedManager(models.Manager[M]):
    """Raises NoScope without a scope. It filters nothing itself: the database shows no row outside the scope."""

    def get_queryset(self) -> models.QuerySet[M]:
        current_scope()
        return super().get_queryset()


class ScopedMeta:
    """For the `Meta` of every table of persons: related look-ups take the same net."""

    base_manager_name = "objects"
    default_manager_name = "objects"


def scoped_tables() -> list[type[models.Model]]:
    """Every model whose rows belong to persons."""
    from django.apps import apps

    return [model for model in apps.get_models() if isinstance(_manager(model), ScopedManager)]


def _manager(model: type[models.Model]) -> Any:
    return model._default_manager
