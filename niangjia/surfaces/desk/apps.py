from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.permissions import ENTER_DESK, RESET_SECOND_FACTOR, SEE_SYSTEM
from niangjia.foundation.faces import MenuEntry, Section
from niangjia.foundation.faces.menu import add_to_desk, add_to_small_desk


class DeskConfig(AppConfig):
    name = "niangjia.surfaces.desk"
    label = "desk"

    def ready(self) -> None:
        today = MenuEntry(_("Today"), "desk:home", "home", permission=ENTER_DESK, order=10)
        calendar = MenuEntry(_("Work calendar"), "desk:calendar", "calendar-event", permission=ENTER_DESK, order=20)
        add_to_small_desk(
            today,
            calendar,
            MenuEntry(_("Everything else"), "desk:everything", "list-check", permission=ENTER_DESK, order=990),
        )
        add_to_desk(today, calendar)
        add_to_desk(
            MenuEntry(_("Second factors"), "access:reset_factor", "key", permission=RESET_SECOND_FACTOR, order=880),
            MenuEntry(_("System"), "desk:system", "server", permission=SEE_SYSTEM, order=900),
            section=Section.SETTINGS,
        )
