"""Second factors and the change of keys: their secrets stand, sealed, in the library's own rows."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.keeping import Oddity, register_oddity

from .adapter import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

SEALED = ("secret", "seed")  # of the app, of the recovery codes


def _secrets(data: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name in SEALED:
        if isinstance(text := data.get(name), str):
            yield name, b64decode(text)


def keys_needed() -> set[int]:
    """The ids of the keys by which a second factor is sealed."""
    from allauth.mfa.models import Authenticator

    every = Authenticator.objects.values_list("data", flat=True)
    return {sealed[1] for data in every for _name, sealed in _secrets(data)}


def seal_anew() -> int:
    """Seal with the present key what another one sealed, in the transaction of the caller; answers how many rows."""
    from allauth.mfa.models import Authenticator

    moved = 0
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        old = [(name, sealed) for name, sealed in _secrets(row.data) if vault().needs_reencryption(sealed)]
        for name, sealed in old:
            row.data[name] = b64encode(vault().reseal(PLACE, sealed)).decode()
        if old:
            row.save(update_fields=["data"])
            moved += 1
    return moved


register_oddity(Oddity(needed=keys_needed, move=seal_anew))
