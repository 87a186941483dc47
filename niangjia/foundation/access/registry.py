"""The one registry of permissions: `area:action`, a sentence for people, which administrators have it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CODE = re.compile(r"[a-z_]+:[a-z_]+(\.[a-z_]+)*")


class UnknownPermission(Exception):
    """A permission was asked for that nobody registered: a slip of the code, never a user's mistake."""


@dataclass(frozen=True)
class Permission:
    """`code` is `area:action`; `sentence` completes "may …"; `administrators` names kinds of administrators."""

    code: str
    sentence: str | _StrPromise
    administrators: frozenset[str] = field(default_factory=frozenset)


_known: dict[str, Permission] = {}


def register(code: str, sentence: str | _StrPromise, *, administrators: frozenset[str] = frozenset()) -> str:
    """Make a permission known and return its code. Raises ValueError for a bad code or a second meaning."""
    if not CODE.fullmatch(code):
        raise ValueError(f"permission {code!r}: write it as area:action")
    permission = Permission(code, sentence, administrators)
    if code in _known and str(_known[code].sentence) != str(sentence):
        raise ValueError(f"permission {code!r} is registered twice")
    _known[code] = permission
    return code


def known(code: str) -> Permission:
    """The permission of that code. Raises UnknownPermission."""
    try:
        return _known[code]
    except KeyError:
        raise UnknownPermission(code) from None


def all_permissions() -> list[Permission]:
    """Every permission, by code."""
    return [_known[code] for code in sorted(_known)]


def of_administrators(kind: str) -> frozenset[str]:
    """The codes that administrators of that kind have by their office."""
    return frozenset(code for code, permission in _known.items() if kind in permission.administrators)
