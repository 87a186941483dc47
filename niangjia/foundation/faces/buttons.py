"""The six buttons of a small union's desk: what a clerk who does this beside other work looks for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Button(StrEnum):
    """Which of the six an entry of the menu is, in their order."""

    MEMBERS = "members"
    NOTICES = "notices"
    SYMPATHY = "sympathy"
    CONCERNS = "concerns"
    RETURNS = "returns"
    RENEWAL = "renewal"

    @property
    def label(self) -> _StrPromise:
        return TITLES[self]

    @property
    def icon(self) -> str:
        return ICONS[self]


TITLES = {
    Button.MEMBERS: pgettext_lazy("button", "Members"),
    Button.NOTICES: pgettext_lazy("button", "Notices"),
    Button.SYMPATHY: pgettext_lazy("button", "Sympathy"),
    Button.CONCERNS: pgettext_lazy("button", "Concerns"),
    Button.RETURNS: pgettext_lazy("button", "Returns"),
    Button.RENEWAL: pgettext_lazy("button", "Election"),
}
ICONS = {
    Button.MEMBERS: "users",
    Button.NOTICES: "send",
    Button.SYMPATHY: "heart-handshake",
    Button.CONCERNS: "message-circle",
    Button.RETURNS: "file-text",
    Button.RENEWAL: "calendar-event",
}
