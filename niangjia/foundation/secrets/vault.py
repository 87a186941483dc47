"""Seals secrets and opens them: ciphertext = provider's code, key id, nonce, data with tag."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .errors import NotASecret, UnknownKey
from .places import Place
from .ring import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .digests import Digest
    from .ring import KeyRing, Opener


class Vault:
    """The one way to people's secrets. Safe to share between threads."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    @property
    def key_ids(self) -> list[int]:
        """The live key ids, the current one first."""
        return list(self._ring.keys().ids)

    # One secret

    def seal(self, place: Place, plaintext: str) -> bytes:
        """The ciphertext, with the current key, for that place alone."""
        return self.seal_bytes(place, plaintext.encode())

    def open(self, place: Place, ciphertext: bytes) -> str:
        """The plaintext. Raises NotASecret, UnknownKey, Unreadable."""
        return self.open_bytes(place, ciphertext).decode()

    def seal_bytes(self, place: Place, content: bytes) -> bytes:
        """As `seal`, for content that is no text."""
        keys = self._ring.keys()
        head, nonce = keys.head, os.urandom(keys.provider.nonce_size)
        return head + nonce + keys.openers[head].cipher.seal(nonce, content, head + place.bound)

    def open_bytes(self, place: Place, ciphertext: bytes) -> bytes:
        """As `open`, for content that is no text."""
        opener = self._ring.keys().openers.get(ciphertext[:HEAD])
        if opener is None or len(ciphertext) <= opener.start:
            opener = self._opener(ciphertext)
        cipher, start = opener
        return cipher.open(ciphertext[HEAD:start], ciphertext[start:], ciphertext[:HEAD] + place.bound)

    # Many of one column

    def seal_all(self, table: str, column: str, rows: Iterable[tuple[int | str, str]]) -> list[bytes]:
        """The ciphertexts of (owner, plaintext) in their order."""
        keys, given = self._ring.keys(), list(rows)
        head, size = keys.head, keys.provider.nonce_size
        seal, bound = keys.openers[head].cipher.seal, head + Place(table, column, "").bound
        nonces = os.urandom(size * len(given))  # one call for all of them
        return [
            head + (nonce := nonces[at : at + size]) + seal(nonce, plaintext.encode(), bound + str(owner).encode())
            for at, (owner, plaintext) in zip(range(0, len(nonces), size), given, strict=True)
        ]

    def open_all(self, table: str, column: str, rows: Iterable[tuple[int | str, bytes]]) -> list[str]:
        """The plaintexts of (owner, ciphertext) in their order. Raises as `open` at the first bad one."""
        return [self.open(Place(table, column, owner), ciphertext) for owner, ciphertext in rows]

    # Rotation and moves

    def needs_reencryption(self, ciphertext: bytes) -> bool:
        """Whether it was made with another key or provider than the current one. Raises NotASecret, UnknownKey."""
        self._opener(ciphertext)
        return ciphertext[:HEAD] != self._ring.keys().head

    def reseal(self, place: Place, ciphertext: bytes, *, to: Place | None = None) -> bytes:
        """The same secret sealed with the current key, for the same place or a new one. Raises as `open`."""
        return self.seal_bytes(to or place, self.open_bytes(place, ciphertext))

    # Finding

    def digests(self, kind: str, value: str) -> tuple[Digest, ...]:
        """One digest per live key id, the current one first. Store all of them, and look for any of them."""
        return tuple(digester.of(kind)(value) for digester in self._ring.keys().digesters)

    def digest_all(self, kind: str, values: Iterable[str]) -> list[tuple[Digest, ...]]:
        """`digests` of each value in their order."""
        makers = [digester.of(kind) for digester in self._ring.keys().digesters]
        return [tuple(make(value) for make in makers) for value in values]

    def digest_columns(self, kind: str, values: Sequence[str]) -> list[tuple[int, list[bytes]]]:
        """For each live key, the current one first, its id and the digests of the values in their order."""
        return [(digester.key_id, digester.all_of(kind, values)) for digester in self._ring.keys().digesters]

    def _opener(self, ciphertext: bytes) -> Opener:
        head = ciphertext[:HEAD]
        # Another process may use a key that came into the folder a moment ago.
        opener = self._ring.keys().openers.get(head) or self._ring.keys(look_now=True).openers.get(head)
        if opener and len(ciphertext) > opener.start:
            return opener
        if opener or len(head) < HEAD or head[0] not in {known[0] for known in self._ring.keys().openers}:
            raise NotASecret("not a ciphertext of this house")
        raise UnknownKey(f"made with the key {head[1]}, which is not among the house's")
