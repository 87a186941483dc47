"""The library's store of second factors, its secrets sealed."""

from __future__ import annotations

from base64 import b64decode, b64encode

from allauth.mfa.adapter import DefaultMFAAdapter

from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.places import Place

PLACE = Place("mfa_authenticator", "data", "house")


class SealedAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """For MFA_ADAPTER."""

    def encrypt(self, text: str) -> str:
        return b64encode(vault().seal(PLACE, text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().open(PLACE, b64decode(encrypted_text))
