"""What hangs out in which procedure, and how each line of it is masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from niangjia.foundation.identity.masks import mask_document, mask_name, mask_phone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from niangjia.engines.matters.core.models import Matter

    Words = str | _StrPromise


class UnknownNotice(Exception):
    """A drawing or an action names a kind of notice that nobody registered: a slip of the code."""


class Mask(StrEnum):
    """How a value is shown outside. What is not said is hidden: a line without a mask of its own can't be made."""

    PLAIN = "plain"  # no personal data: a union, a sum by standard, a kind of aid
    NAME = "name"  # the surname
    DOCUMENT = "document"  # three first and four last
    PHONE = "phone"

    def shown(self, value: str) -> str:
        return MASKS[self](value)


MASKS: dict[Mask, Callable[[str], str]] = {
    Mask.PLAIN: str,
    Mask.NAME: mask_name,
    Mask.DOCUMENT: mask_document,
    Mask.PHONE: mask_phone,
}


@dataclass(frozen=True)
class Line:
    """A line of a notice."""

    label: str
    value: str
    mask: Mask


@dataclass(frozen=True)
class NoticeKind:
    """A kind of public notice. `lines` gives what hangs out of a matter; `figure` how many days at least.

    `below` lets people of the unions below see it, too; only who belongs there and is signed in ever does.
    """

    key: str
    title: Words
    lines: Callable[[Matter], list[Line]]
    figure: str = "matters.notice_wd"
    below: bool = True


_kinds: dict[str, NoticeKind] = {}


def register_public_notice(kind: NoticeKind) -> str:
    """Make a kind known and return its key. Raises ValueError for a second meaning."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"public notice {kind.key!r} is registered twice")
    return kind.key


def all_notices() -> list[NoticeKind]:
    return list(_kinds.values())


def notice_kind(key: str) -> NoticeKind:
    """Raises UnknownNotice."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownNotice(key) from None
