"""The live keys of the house, read from its folder again as soon as that changes."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from niangjia.foundation.keys import CURRENT, KeyFileError, live_ids, read_key

from .digests import Digester
from .providers import AesGcm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .providers import Cipher, CryptoProvider

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between two looks at the folder
HEAD = 2  # bytes of a ciphertext: the provider's code, the key id


class Opener(NamedTuple):
    """What opens the ciphertexts of one head; their data starts at `start`, after head and nonce."""

    cipher: Cipher
    start: int


@dataclass(frozen=True)
class Keys:
    """The live keys at one moment, the current one first."""

    ids: list[int]
    provider: CryptoProvider
    openers: dict[bytes, Opener]
    digesters: list[Digester]

    @property
    def head(self) -> bytes:
        """What new ciphertexts start with."""
        return bytes((self.provider.code, self.ids[0]))


class KeyRing:
    """Keys in a folder. Processes that run while keys are added, chosen or retired follow within a second."""

    def __init__(self, folder: Path, providers: Sequence[CryptoProvider] = (AesGcm(),)) -> None:
        """The first provider seals, all open. Raises KeyFileError if the folder has no keys that can be used."""
        self._folder = folder
        self._providers = providers
        self._looked = time.monotonic()
        self._seen = self._look()
        self._keys = self._read()

    def keys(self, *, look_now: bool = False) -> Keys:
        """The live keys. A folder that became unusable is reported, and the keys that were live stay so."""
        if look_now or time.monotonic() - self._looked > LOOK_EVERY:
            self._looked = time.monotonic()
            self._follow()
        return self._keys

    def _follow(self) -> None:
        seen = self._look()
        if seen == self._seen:
            return
        try:
            self._keys = self._read()
        except KeyFileError as error:
            log.error("keys not read again: %s", error)
        else:
            self._seen = seen

    def _look(self) -> object:
        """Changes whenever a key comes or goes, or another is chosen; the content of a key never changes."""
        try:
            names = {path.name for path in self._folder.iterdir()}
            chosen = (self._folder / CURRENT).stat() if CURRENT in names else None
        except OSError as error:
            return error.errno
        return names, chosen and (chosen.st_ino, chosen.st_mtime_ns)

    def _read(self) -> Keys:
        ids = live_ids(self._folder)
        openers = {}
        for key_id in ids:
            secret = read_key(self._folder / f"data-{key_id}")
            for provider in self._providers:
                head = bytes((provider.code, key_id))
                openers[head] = Opener(provider.cipher(secret, key_id), HEAD + provider.nonce_size)
        digesters = [Digester(read_key(self._folder / f"find-{key_id}"), key_id) for key_id in ids]
        return Keys(ids, self._providers[0], openers, digesters)
