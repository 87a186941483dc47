from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import MenuEntry
from niangjia.foundation.faces.blocks import add_blocks
from niangjia.foundation.faces.menu import add_to_portal


class PortalConfig(AppConfig):
    name = "niangjia.surfaces.portal"
    label = "portal"

    def ready(self) -> None:
        from niangjia.engines.people.claiming.hooks import wrong_leads_to

        from . import own_blocks
        from .takeout import making  # noqa: F401 - its journal code

        add_blocks(own_blocks.corrections, own_blocks.messages)
        wrong_leads_to("portal:correction")
        add_to_portal(
            MenuEntry(_("Home"), "portal:home", "home", order=10),
            MenuEntry(_("Services"), "portal:hall", "list-check", order=20, services=True),
            MenuEntry(_("Me"), "portal:me", "user", order=50),
        )
