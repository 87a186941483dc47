from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.permissions import ENTER_DESK, SEE_SYSTEM
from niangjia.foundation.faces import MenuEntry
from niangjia.foundation.faces.menu import add_to_desk


class DeskConfig(AppConfig):
    name = "niangjia.surfaces.desk"
    label = "desk"

    def ready(self) -> None:
        add_to_desk(
            MenuEntry(_("Today"), "desk:home", "home", permission=ENTER_DESK, order=10),
            MenuEntry(_("System"), "desk:system", "server", permission=SEE_SYSTEM, order=900),
        )
