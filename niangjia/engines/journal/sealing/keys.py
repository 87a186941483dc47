"""The key that signs: a file of the house, read by its processes, out of reach of every role of the database."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from niangjia.foundation.keys import create_key, read_key

if TYPE_CHECKING:
    from pathlib import Path


def key_path() -> Path:
    """The file of the key."""
    path: Path = settings.HOUSE.keys / "journal"
    return path


def signing_key(*, create: bool = False) -> Ed25519PrivateKey:
    """The key. With `create` it is made if it is missing, except in production. Raises KeyFileError."""
    make = create and not settings.HOUSE.production
    text = (create_key if make else read_key)(key_path())
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"journal\0{text}".encode()).digest())


def name_of(public: Ed25519PublicKey) -> str:
    """By what name links call the key: sixteen hexadecimal signs."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def signed_by(public: Ed25519PublicKey, signature: bytes, body: str) -> bool:
    """Whether the signature is that key's, of that text."""
    try:
        public.verify(signature, body.encode())
    except InvalidSignature:
        return False
    return True
