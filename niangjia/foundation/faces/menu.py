"""Menus: what floors and faces offer, cut to what the actor may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from .buttons import Button
from .discovery import faces
from .face import MenuEntry
from .sections import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.foundation.access.actor import Actor

_desk: list[MenuEntry] = []
_portal: list[MenuEntry] = []
_small: list[MenuEntry] = []


@dataclass(frozen=True)
class ShownEntry:
    """An entry as the frames show it; `current` says that the page shown lies under it."""

    title: str
    url: str
    icon: str
    section: str
    current: bool


def add_to_desk(*entries: MenuEntry, section: Section = Section.WORK) -> None:
    """Offer entries of a floor below the services (foundation, engines) in a section of the desk's menu."""
    placed = [replace(entry, section=section) for entry in entries]
    _desk.extend(entry for entry in placed if entry not in _desk)


def add_to_portal(*entries: MenuEntry) -> None:
    """Offer tabs of the portal."""
    _portal.extend(entry for entry in entries if entry not in _portal)


def add_to_small_desk(*entries: MenuEntry) -> None:
    """Offer entries that stand beside the buttons in the short menu of a small union's desk."""
    _small.extend(entry for entry in entries if entry not in _small)


def desk_menu(actor: Actor, path: str, *, small: bool = False) -> list[ShownEntry]:
    """The desk's menu for this actor, on the page at `path`; the short one of small unions, if they are."""
    if small:
        return _shown([*_small, *_of_buttons(actor)], actor, path)
    return _shown(_of_desk(), actor, path)


def desk_buttons(actor: Actor) -> list[ShownEntry]:
    """The six buttons, as far as there is something behind them that the actor may do."""
    return _shown(_of_buttons(actor), actor, "")


def _of_desk() -> list[MenuEntry]:
    return [*_desk, *(replace(entry, section=Section.SERVICES) for face in faces() for entry in face.desk)]


def _of_buttons(actor: Actor) -> list[MenuEntry]:
    """For each button the first entry that leads somewhere, under the button's own title."""
    fitting = [entry for entry in _of_desk() if not entry.permission or actor.may(entry.permission)]
    found = (
        (button, next((one for one in fitting if one.button is button and _leads(one)), None)) for button in Button
    )
    return [
        MenuEntry(button.label, entry.route, button.icon, order=100 + number)
        for number, (button, entry) in enumerate(found)
        if entry
    ]


def _leads(entry: MenuEntry) -> bool:
    try:
        return bool(reverse(entry.route))
    except NoReverseMatch:
        return False


def portal_tabs(actor: Actor, path: str) -> list[ShownEntry]:
    """The portal's tabs for this actor, on the page at `path`."""
    return _shown([*_portal, *(entry for face in faces() for entry in face.portal)], actor, path)


def _over(entry: MenuEntry, urls: dict[str, str]) -> list[str]:
    """The addresses under which pages count as an entry's."""
    own = [urls[entry.route]]
    return [*own, "/matters/", *(f"/{face.key}/" for face in faces())] if entry.services else own


def _shown(entries: Iterable[MenuEntry], actor: Actor, path: str) -> list[ShownEntry]:
    allowed = [entry for entry in entries if not entry.permission or actor.may(entry.permission)]
    urls = {entry.route: reverse(entry.route) for entry in allowed}
    # The longest address that the page lies under wins: "/desk/" is under everything of the desk.
    lying = [(url, entry.route) for entry in allowed for url in _over(entry, urls) if path.startswith(url)]
    under = urls[max(lying, key=lambda one: len(one[0]))[1]] if lying else None
    return [
        ShownEntry(
            str(entry.title), urls[entry.route], entry.icon, str(entry.section.label), urls[entry.route] == under
        )
        for entry in sorted(allowed, key=lambda entry: (entry.section.place, entry.order))
    ]
