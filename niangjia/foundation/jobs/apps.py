from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.faces import MenuEntry, Section
from niangjia.foundation.faces.menu import add_to_desk


class JobsConfig(AppConfig):
    name = "niangjia.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from . import readings, rotating  # noqa: F401 - register themselves

        add_to_desk(
            MenuEntry(_("My jobs"), "jobs:mine", "list-check", permission=ENTER_DESK, order=800),
            section=Section.SETTINGS,
        )
