"""What goes wrong with secrets. No message ever holds a plaintext or a ciphertext."""

from __future__ import annotations


class SecretError(Exception):
    """Something is wrong with a secret."""


class NotASecret(SecretError):
    """The bytes are no ciphertext of ours."""


class UnknownKey(SecretError):
    """The ciphertext was made with a key that is not in the house's folder."""


class Unreadable(SecretError):
    """The ciphertext was altered, or belongs to another table, column or owner."""


class OwnerUnknown(SecretError):
    """A secret can't be sealed before it is known whose it is."""
