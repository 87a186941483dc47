"""The sections of the desk's menu, in their order."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Section(StrEnum):
    """Under which heading an entry of the desk's menu stands; the day's work has none."""

    WORK = "work"
    SERVICES = "services"
    REGISTER = "register"
    MESSAGES = "messages"
    PAPERS = "papers"
    SETTINGS = "settings"

    @property
    def label(self) -> _StrPromise | str:
        return TITLES.get(self, "")

    @property
    def place(self) -> int:
        return list(Section).index(self)


TITLES = {
    Section.SERVICES: pgettext_lazy("menu", "Services"),
    Section.REGISTER: pgettext_lazy("menu", "People and unions"),
    Section.MESSAGES: pgettext_lazy("menu", "Messages"),
    Section.PAPERS: pgettext_lazy("menu", "Papers"),
    Section.SETTINGS: pgettext_lazy("menu", "Settings"),
}
