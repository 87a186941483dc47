from __future__ import annotations

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "niangjia.foundation.drafts"
    label = "drafts"

    def ready(self) -> None:
        from . import housekeeping  # noqa: F401 - registers what runs by the clock
