"""The algorithm behind the vault. Another one (SM4, a certified module) is another provider with its own code."""

from __future__ import annotations

from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import Unreadable


class Cipher(Protocol):
    """Authenticated encryption with one key."""

    def seal(self, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """Ciphertext with its tag; `bound` is authenticated, not stored."""

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """The plaintext. Raises Unreadable."""


class CryptoProvider(Protocol):
    """`code` is the first byte of its ciphertexts, `nonce_size` counts bytes."""

    code: int
    nonce_size: int

    def cipher(self, secret: str, key_id: int) -> Cipher:
        """The cipher for the content of a key file."""


class AesGcmCipher:
    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)
        self.seal = self._aead.encrypt

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        try:
            return self._aead.decrypt(nonce, sealed, bound)
        except InvalidTag:
            raise Unreadable("altered, or moved from another place") from None


class AesGcm:
    """AES-256-GCM with random nonces of 96 bits: good for four thousand million secrets per key."""

    code = 1
    nonce_size = 12

    def cipher(self, secret: str, key_id: int) -> AesGcmCipher:
        return AesGcmCipher(derived(secret, f"niangjia data aes-256-gcm {key_id}"))


def derived(secret: str, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, from the content of a key file."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
