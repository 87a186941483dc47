"""The service hall: what services offer, by scene, found by plain words or pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse

from niangjia.foundation.chinese import romanised
from niangjia.foundation.faces import Face, Scene, faces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.foundation.access.actor import Actor

LONGEST = 40  # letters of what somebody looks for


@dataclass(frozen=True)
class Offer:
    """A service as the hall shows it. `signs_in` says that one must be signed in for it."""

    title: str
    sentence: str
    icon: str
    url: str
    signs_in: bool


@dataclass(frozen=True)
class Shelf:
    """A scene with what stands there."""

    scene: Scene
    offers: tuple[Offer, ...]


def shelves(actor: Actor, text: str = "") -> list[Shelf]:
    """The scenes in their order with the services that fit every word; scenes without any are left out."""
    words = text.lower()[:LONGEST].split()
    fitting = [face for face in faces() if face.start and all(_fits(face, word) for word in words)]
    found = [Shelf(scene, tuple(offers_of(actor, _at(scene, fitting)))) for scene in Scene]
    return [shelf for shelf in found if shelf.offers]


def _at(scene: Scene, among: Iterable[Face]) -> list[Face]:
    return [face for face in among if face.scene == scene]


def offers_of(actor: Actor, found: Iterable[Face]) -> list[Offer]:
    """These services as lines."""
    return [
        Offer(
            str(face.title),
            str(face.sentence),
            face.icon or Scene(face.scene).icon,
            reverse(face.start),
            not face.for_all and not actor.signed_in,
        )
        for face in found
    ]


def for_all() -> list[Face]:
    """What anybody may do without signing in."""
    return [face for face in faces() if face.start and face.for_all]


def _fits(face: Face, word: str) -> bool:
    named = [str(face.title), *map(str, face.words)]
    if any(word in text.lower() for text in (*named, str(face.sentence))):
        return True
    return word.isascii() and any(word in spoken for text in named for spoken in _spoken(text))


@lru_cache(maxsize=1000)
def _spoken(text: str) -> tuple[str, str]:
    """A title as people type it: all syllables, and their first letters; read sign by sign, for it is no name."""
    syllables = [romanised(sign).lower().replace("ü", "v") for sign in text if not sign.isspace()]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)
