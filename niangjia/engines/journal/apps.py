from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "niangjia.engines.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from niangjia.foundation.faces import MenuEntry, Section
        from niangjia.foundation.faces.menu import add_to_desk

        from . import accounts, checks, files, own_codes, readings  # noqa: F401
        from .permissions import READ
        from .preparing import after_migrate

        # Django's one hook for what belongs to migrating but is new each time.
        post_migrate.connect(after_migrate, sender=self)
        add_to_desk(
            MenuEntry(_("Journal"), "journal:list", "history", permission=READ, order=890), section=Section.SETTINGS
        )
