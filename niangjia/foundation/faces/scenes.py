"""The scenes by which members look for something to do."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Scene(StrEnum):
    """Where the hall shows a service, in its order."""

    JOIN = "join"
    RIGHTS = "rights"
    CARE = "care"
    HEALTH = "health"
    BENEFITS = "benefits"
    LEARNING = "learning"
    CONTESTS = "contests"
    CULTURE = "culture"
    DEMOCRACY = "democracy"

    @property
    def label(self) -> _StrPromise:
        return TITLES[self]

    @property
    def icon(self) -> str:
        return ICONS[self]


TITLES = {
    Scene.JOIN: pgettext_lazy("scene", "Joining"),
    Scene.RIGHTS: pgettext_lazy("scene", "Rights"),
    Scene.CARE: pgettext_lazy("scene", "Care"),
    Scene.HEALTH: pgettext_lazy("scene", "Health"),
    Scene.BENEFITS: pgettext_lazy("scene", "Benefits"),
    Scene.LEARNING: pgettext_lazy("scene", "Learning"),
    Scene.CONTESTS: pgettext_lazy("scene", "Contests"),
    Scene.CULTURE: pgettext_lazy("scene", "Culture"),
    Scene.DEMOCRACY: pgettext_lazy("scene", "Democracy"),
}
ICONS = {
    Scene.JOIN: "user-plus",
    Scene.RIGHTS: "scale",
    Scene.CARE: "heart-handshake",
    Scene.HEALTH: "activity",
    Scene.BENEFITS: "gift",
    Scene.LEARNING: "school",
    Scene.CONTESTS: "medal",
    Scene.CULTURE: "star",
    Scene.DEMOCRACY: "users",
}
