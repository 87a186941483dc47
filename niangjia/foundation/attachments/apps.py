from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "niangjia.foundation.attachments"
    label = "attachments"
    verbose_name = _("Attachments")

    def ready(self) -> None:
        from . import jobs  # noqa: F401 - registers what runs by the clock, and who keeps sealed contents
