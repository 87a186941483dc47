from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.faces import MenuEntry, Section
from niangjia.foundation.faces.menu import add_to_desk


class RulesConfig(AppConfig):
    name = "niangjia.engines.rules"
    label = "rules"

    def ready(self) -> None:
        from . import codes, permissions, readings  # noqa: F401
        from .defaults import parameters

        parameters()  # a file that can't be used shows now, not at the first decision
        add_to_desk(
            MenuEntry(_("Figures of law and policy"), "rules:figures", "scale", permission=ENTER_DESK, order=800),
            MenuEntry(_("Holidays and workdays"), "rules:calendar", "calendar", permission=ENTER_DESK, order=810),
            section=Section.SETTINGS,
        )
