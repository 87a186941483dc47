"""What only those entitled may read, sealed with keys that the database does not have.

See docs/foundation/secrets.md. The field for models is in `.fields`, the house's vault in `.house`: they need Django.
"""

from .digests import Digest
from .errors import NotASecret, OwnerUnknown, SecretError, UnknownKey, Unreadable
from .places import Place
from .ring import KeyRing
from .secret import Secret
from .vault import Vault

__all__ = [
    "Digest",
    "KeyRing",
    "NotASecret",
    "OwnerUnknown",
    "Place",
    "Secret",
    "SecretError",
    "UnknownKey",
    "Unreadable",
    "Vault",
]
