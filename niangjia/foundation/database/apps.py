from __future__ import annotations

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "niangjia.foundation.database"
    label = "database"

    def ready(self) -> None:
        from . import checks, readings  # noqa: F401
