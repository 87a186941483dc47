from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Button, MenuEntry, Section
from niangjia.foundation.faces.menu import add_to_desk, add_to_portal


class NoticesConfig(AppConfig):
    name = "niangjia.engines.notices"
    label = "notices"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from . import checks, journal_codes, with_unions  # noqa: F401
        from .broadcasts import kinds  # noqa: F401
        from .channels import codes  # noqa: F401
        from .circulars import kinds as circular_kinds  # noqa: F401
        from .permissions import SEE, WRITE
        from .sending import moves  # noqa: F401
        from .sending.months import after_migrate

        # Django's one hook for what belongs to migrating but is new each time.
        post_migrate.connect(after_migrate, sender=self)
        add_to_desk(
            MenuEntry(_("Sent messages"), "notices:outbox", "send", permission=SEE, order=200),
            MenuEntry(
                _("Write to many"), "notices:write", "pencil", permission=WRITE, order=210, button=Button.NOTICES
            ),
            MenuEntry(_("Circulars"), "notices:circulars", "file-text", permission=SEE, order=220),
            MenuEntry(_("WeChat groups"), "notices:groups", "message-circle", permission=SEE, order=230),
            section=Section.MESSAGES,
        )
        add_to_portal(MenuEntry(_("Messages"), "messages:inbox", "bell", order=40))
