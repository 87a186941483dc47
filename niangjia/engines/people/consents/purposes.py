"""The one registry of purposes for which somebody's consent is asked. Engines and services register theirs."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

KEY = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*){0,3}")
LANGUAGE = "zh-hans"  # in which people are asked; what they agreed to is known by the digest of this text


@dataclass(frozen=True)
class Purpose:
    """What is agreed to. `text` says in plain words what is used for what, who receives it and how long it is kept.

    `separate` asks for it by itself, with an own tick: sensitive data, another receiver, publishing (个人信息保护法
    23, 25, 29). `without` says what can't be had without the consent; nothing else may be refused for it (16).
    A new `version` is asked for anew (14). One that comes up `on_occasion` is asked for there; the person's list of
    consents has it only once it was given.
    """

    key: str
    title: Words
    text: Words
    version: int = 1
    separate: bool = False
    without: Words = ""
    on_occasion: bool = False

    @property
    def digest(self) -> str:
        """The SHA-256 of the text that is agreed to, in hexadecimal."""
        with override(LANGUAGE):
            return hashlib.sha256(str(self.text).encode()).hexdigest()


class UnknownPurpose(Exception):
    """A consent was asked for a purpose that nobody registered: a slip of the code."""


_known: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> Purpose:
    """Make a purpose known. Raises ValueError for a bad key, or one that means something else already."""
    if not KEY.fullmatch(purpose.key) or len(purpose.key) > 60:
        raise ValueError(f"purpose {purpose.key!r}: small letters, parts divided by dots, at most 60 signs")
    if _known.setdefault(purpose.key, purpose) is not purpose:
        raise ValueError(f"purpose {purpose.key!r} is registered twice")
    return purpose


def purpose(key: str) -> Purpose:
    """The purpose of that key. Raises UnknownPurpose."""
    try:
        return _known[key]
    except KeyError:
        raise UnknownPurpose(key) from None


def purposes() -> list[Purpose]:
    """Every purpose, in the order in which they were registered."""
    return list(_known.values())


def title_of(key: str) -> str:
    """How a purpose is called; one that nobody registers any more by its key."""
    return str(_known[key].title) if key in _known else key


MESSAGES = register_purpose(
    Purpose(
        "notices.messages",
        _("Text messages of the union"),
        _(
            "The union uses your telephone number to tell you by short message about your matters, benefits, "
            "activities and news. The number is given to nobody but the operator that delivers the message. Notices "
            "that the law demands come without this consent."
        ),
        without=_("You see these messages on the platform only."),
    )
)
