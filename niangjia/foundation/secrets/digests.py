"""Keyed digests: how a secret is found without being opened."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from .providers import derived

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZE = 16  # bytes: among a thousand million values two collide once in 10^20


class Digest(NamedTuple):
    """A digest and the id of the key that made it."""

    key_id: int
    digest: bytes


class Digester:
    """Digests of one key id: keyed BLAKE2b, with a key of its own for every kind of value."""

    def __init__(self, secret: str, key_id: int) -> None:
        self.key_id = key_id
        self._secret = secret
        self._kinds: dict[str, hashlib.blake2b] = {}

    def of(self, kind: str) -> Callable[[str], Digest]:
        """The function that makes digests of values of that kind; the same value of another kind gives another."""
        key_id, start = self.key_id, self._template(kind).copy

        def digest(value: str) -> Digest:
            state = start()
            state.update(value.encode())
            return Digest(key_id, state.digest())

        return digest

    def all_of(self, kind: str, values: Iterable[str]) -> list[bytes]:
        """The digests of values of that kind, in their order."""
        start, made = self._template(kind).copy, []
        for value in values:
            state = start()
            state.update(value.encode())
            made.append(state.digest())
        return made

    def _template(self, kind: str) -> hashlib.blake2b:
        template = self._kinds.get(kind)
        if template is None:
            key = derived(self._secret, f"niangjia find {self.key_id} {kind}")
            template = self._kinds[kind] = hashlib.blake2b(key=key, digest_size=SIZE)
        return template
