from __future__ import annotations

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "niangjia.foundation.drafts"
    label = "drafts"

    def ready(self) -> None:
        from niangjia.foundation.access.hooks import before_closing

        from . import housekeeping  # noqa: F401 - registers what runs by the clock
        from .keeping import drop_all_drafts

        before_closing(drop_all_drafts)
