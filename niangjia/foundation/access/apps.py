from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "niangjia.foundation.access"
    label = "access"

    def ready(self) -> None:
        from . import checks, permissions  # noqa: F401
        from .second import rekeying  # noqa: F401 - says what it keeps sealed
