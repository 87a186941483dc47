"""The kinds of messages: what each is called, whether the law demands it, its words for every channel."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise

CODE = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
NAME = re.compile(r"%\((\w+)\)s")
LANGUAGES = ("zh-hans", "en")
# What every text may say without declaring it: the sender, and the address at which the message is read.
GIVEN = frozenset({"union", "link"})


class Channel(IntegerChoices):
    """The ways to a person. The first is the platform itself: nothing leaves the house on it."""

    APP = 1, _("messages on the platform")
    SMS = 2, _("text message")
    WECHAT = 3, _("WeChat")
    EMAIL = 4, _("e-mail")


class UnknownKind(Exception):
    """A message was to be of a kind that nobody registered: a slip of the code."""


@dataclass(frozen=True)
class Text:
    """The words of a kind on one channel, with %(name)s for variables.

    SMS has a body only; WeChat has `fields`, by the names that the template at WeChat has for them.
    """

    body: Words = ""
    title: Words = ""
    fields: Mapping[str, Words] = field(default_factory=dict)

    def parts(self) -> Iterator[str]:
        """Every piece of text, in the language of the moment."""
        yield from (str(self.title), str(self.body), *map(str, self.fields.values()))


@dataclass(frozen=True)
class Kind:
    """A kind of message. `legal`: nobody can switch it off. `urgent`: quiet hours don't hold it back.

    `personal` are variables that stay in the house: no text of a channel to the outside may have them. `channels` are
    those on which it goes unless the person chose otherwise; it can go on every channel that has a text.
    """

    key: str
    title: Words
    sentence: Words
    texts: Mapping[Channel, Text]
    channels: tuple[Channel, ...]
    variables: frozenset[str]
    personal: frozenset[str]
    legal: bool
    urgent: bool

    def problems(self) -> Iterator[str]:
        """What is wrong with it, in all languages; one sentence each."""
        if missing := {*self.channels, Channel.APP} - self.texts.keys():
            yield f"{self.key}: no text for {sorted(channel.name for channel in missing)}"
        if self.personal - self.variables:
            yield f"{self.key}: personal variables must be declared"
        for language in LANGUAGES:
            with override(language):
                yield from self._problems_of_texts(language)

    def _problems_of_texts(self, language: str) -> Iterator[str]:
        used: set[str] = set()
        for channel, text in self.texts.items():
            here = f"{self.key}, {channel.name}, {language}"
            names = {name for part in text.parts() for name in NAME.findall(part)}
            used |= names
            if unknown := names - self.variables - GIVEN:
                yield f"{here}: {sorted(unknown)} not declared"
            if channel is not Channel.APP and (leaking := names & self.personal):
                yield f"{here}: {sorted(leaking)} may not leave the house"
            if any("%" in NAME.sub("", part).replace("%%", "") for part in text.parts()):
                yield f"{here}: a % that is no variable is written %%"
        if unused := self.variables - used:
            yield f"{self.key}, {language}: {sorted(unused)} declared and never said"


_known: dict[str, Kind] = {}


def register_kind(
    key: str,
    *,
    title: Words,
    sentence: Words,
    texts: Mapping[Channel, Text],
    channels: tuple[Channel, ...] = (Channel.APP,),
    variables: tuple[str, ...] = (),
    personal: tuple[str, ...] = (),
    legal: bool = False,
    urgent: bool = False,
) -> str:
    """Make a kind known and return its key; `title` names it for people, `sentence` says when it comes.

    Raises ValueError for a bad key or one that is taken. The texts are checked before the house serves (checks.py).
    """
    if not CODE.fullmatch(key):
        raise ValueError(f"kind of message {key!r}: write it as area.what_happened")
    if key in _known:
        raise ValueError(f"kind of message {key!r} is registered twice")
    declared, kept = frozenset(variables), frozenset(personal)
    _known[key] = Kind(key, title, sentence, dict(texts), channels, declared, kept, legal, urgent)
    return key


def known(key: str) -> Kind:
    """The kind. Raises UnknownKind."""
    try:
        return _known[key]
    except KeyError:
        raise UnknownKind(key) from None


def all_kinds() -> list[Kind]:
    """Every kind, by its key."""
    return [_known[key] for key in sorted(_known)]
