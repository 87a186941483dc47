"""The vault of this instance."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from niangjia.foundation.keys import ensure_pair

from .ring import KeyRing
from .vault import Vault


@cache
def vault() -> Vault:
    """The house's vault. Raises KeyFileError in production if its keys are missing; a demo makes its own."""
    house = settings.HOUSE
    if not house.production:
        ensure_pair(house.keys)
    return Vault(KeyRing(house.keys))
