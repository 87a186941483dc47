from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .scenes import Scene
from .sections import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

    from .blocks import Block
    from .buttons import Button
    from .due import Source

KEY = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True)
class MenuEntry:
    """A line in the desk's menu or a tab of the portal.

    `route` is a URL name; `permission` the code without which the entry is not shown ("" shows it to all);
    `icon` a name of the icon sprite; `order` sorts within `section`; `button` says which of a small union's buttons
    it is, if any (buttons.py); `services` says that members' pages of services, and of their matters, lie under it.
    """

    title: str | _StrPromise
    route: str
    icon: str
    section: Section = Section.WORK
    permission: str = ""
    order: int = 100
    button: Button | None = None
    services: bool = False


@dataclass(frozen=True)
class Face:
    """What a service says of itself. It stands as `FACE` in the `__init__.py` of the service's folder.

    `key` is the folder's name; `title` and `sentence` are for people; `scene` is where the hall shows it;
    `desk` and `portal` are menu entries; `api` names the module that has a `router` for `/api/v1/<key>/`.
    `start` is the URL name of the page where members begin ("" keeps it out of the hall), `icon` stands beside it,
    `words` are other words by which people look for it; `for_all` says that nobody need sign in for it. `blocks` fill
    cards of the portal's first page (blocks.py), `due` the desk's work calendar (due.py). `who` says who may have it,
    `gets` what one gets, `documents` what to have at hand: pages where people begin show them before the start.

    What needs tables stands in modules of the folder that are found by their names (parts.py). `papers` may name
    another module that registers kinds of papers; `procedures` are those of engines/matters that are not registered
    by the folder's own `procedure.py`. `traceless` are parts of its addresses ("anonymous/" for
    /<key>/anonymous/…) whose pages are not to know who asks: web/traceless.py.
    """

    key: str
    title: str | _StrPromise
    sentence: str | _StrPromise
    scene: str
    desk: tuple[MenuEntry, ...] = field(default=())
    portal: tuple[MenuEntry, ...] = field(default=())
    api: str = ""
    start: str = ""
    icon: str = ""
    words: tuple[str | _StrPromise, ...] = field(default=())
    for_all: bool = False
    blocks: tuple[Callable[[Actor], Block | None], ...] = field(default=())
    due: tuple[Source, ...] = field(default=())
    who: str | _StrPromise = ""
    gets: str | _StrPromise = ""
    documents: tuple[str | _StrPromise, ...] = field(default=())
    papers: str = ""
    procedures: tuple[object, ...] = field(default=())
    traceless: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError(f"face {self.key!r}: a key is the folder's name, in small letters")
        if self.scene not in set(Scene):
            raise ValueError(f"face {self.key!r}: {self.scene!r} is no scene of scenes.py")
