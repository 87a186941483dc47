from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import MenuEntry
from niangjia.foundation.faces.menu import add_to_portal


class PortalConfig(AppConfig):
    name = "niangjia.surfaces.portal"
    label = "portal"

    def ready(self) -> None:
        add_to_portal(
            MenuEntry(_("Home"), "portal:home", "home", order=10),
            MenuEntry(_("Me"), "portal:me", "user", order=50),
        )
