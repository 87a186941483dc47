from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import MenuEntry, Section
from niangjia.foundation.faces.menu import add_to_desk


class PapersConfig(AppConfig):
    name = "niangjia.engines.papers"
    label = "papers"
    verbose_name = _("Papers")

    def ready(self) -> None:
        from . import checks, journal_codes, moves, with_unions  # noqa: F401
        from .kinds import own  # noqa: F401
        from .kinds.services import load_kinds
        from .permissions import REPORT, SEE, WRITE
        from .returns import own_figures  # noqa: F401
        from .scans import rotating  # noqa: F401 - says what lies sealed on the disk

        load_kinds()
        add_to_desk(
            MenuEntry(_("Papers"), "papers:papers", "file-text", permission=SEE, order=300),
            MenuEntry(_("Scan back"), "papers:scans", "camera", permission=WRITE, order=310),
            MenuEntry(_("Office registers"), "papers:outgoing", "clipboard-list", permission=SEE, order=320),
            MenuEntry(_("Returns"), "papers:returns", "chart-bar", permission=REPORT, order=330),
            section=Section.PAPERS,
        )
