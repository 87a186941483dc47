from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KEY = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True)
class MenuEntry:
    """A line in the desk's menu or a tab of the portal.

    `route` is a URL name; `permission` the code without which the entry is not shown ("" shows it to all);
    `icon` a name of the icon sprite; `order` sorts within a section.
    """

    title: str | _StrPromise
    route: str
    icon: str
    section: str | _StrPromise = ""
    permission: str = ""
    order: int = 100


@dataclass(frozen=True)
class Face:
    """What a service says of itself. It stands as `FACE` in the `__init__.py` of the service's folder.

    `key` is the folder's name; `title` and `sentence` are for people; `scene` is where the hall shows it;
    `desk` and `portal` are menu entries; `api` names the module that has a `router` for `/api/v1/<key>/`.
    """

    key: str
    title: str | _StrPromise
    sentence: str | _StrPromise
    scene: str
    desk: tuple[MenuEntry, ...] = field(default=())
    portal: tuple[MenuEntry, ...] = field(default=())
    api: str = ""

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError(f"face {self.key!r}: a key is the folder's name, in small letters")
