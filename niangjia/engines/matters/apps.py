from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import MenuEntry
from niangjia.foundation.faces.blocks import add_blocks
from niangjia.foundation.faces.menu import add_to_desk, add_to_small_desk


class MattersConfig(AppConfig):
    name = "niangjia.engines.matters"
    label = "matters"
    verbose_name = _("Matters")

    def ready(self) -> None:
        from . import (  # noqa: F401
            checks,
            files,
            followers,
            handing,
            journal_codes,
            moves,
            notice_kinds,
            panels,
            permissions,
        )
        from .meetings.permissions import MEET
        from .pages import papers  # noqa: F401
        from .pages.portal import my_matters_block
        from .permissions import SEE, WORK
        from .public_notices.block import hanging_block
        from .public_notices.permissions import HANG

        tasks = MenuEntry(_("Tasks"), "matters:worklist", "clipboard-list", permission=WORK, order=20)
        add_to_desk(tasks)
        add_to_small_desk(tasks)
        add_to_desk(MenuEntry(_("Meetings"), "matters:meetings", "users", permission=MEET, order=24))
        add_to_desk(MenuEntry(_("Public notices"), "matters:public_notices", "news", permission=HANG, order=26))
        add_to_desk(MenuEntry(_("Ratings"), "matters:ratings", "star", permission=SEE, order=28))
        add_blocks(my_matters_block, hanging_block)
