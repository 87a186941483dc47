"""The signed code of a member's card.

`N1.<payload>.<signature>`: the payload is a JSON array [masked name, union, issued, expires] (seconds since 1970),
the signature ECDSA with P-256 and SHA-256 over everything before the second dot, as r and s of 32 bytes each (as
WebCrypto checks it); both in base64url without padding. The key is derived from the house's file `card`.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from functools import cache
from hashlib import sha512
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from niangjia.foundation.clock import now
from niangjia.foundation.identity import mask_name
from niangjia.foundation.keys import create_key, read_key

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

VERSION = "N1"
SECONDS = 60  # how long a code is good
# The order of the curve's group (FIPS 186-5, P-256).
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@cache
def signing_key() -> EllipticCurvePrivateKey:
    """The house's key for cards. Raises KeyFileError in production if its file is missing; a demo makes it."""
    text = (read_key if settings.HOUSE.production else create_key)(settings.HOUSE.keys / "card")
    # 512 bits reduced to 256: no number is noticeably likelier than another.
    number = int.from_bytes(sha512(f"card\0{text}".encode()).digest()) % (ORDER - 1) + 1
    return derive_private_key(number, SECP256R1())


def public_key() -> dict[str, str]:
    """The public key as a JSON Web Key, which WebCrypto takes."""
    numbers = signing_key().public_key().public_numbers()
    x, y = (_written(number.to_bytes(32)) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def signed_card(name: str, union: str) -> tuple[str, datetime]:
    """The code of a member's card, and until when it is good. The name is masked in it."""
    moment = now().replace(microsecond=0)
    issued = int(moment.timestamp())
    card = [mask_name(name), union, issued, issued + SECONDS]
    text = f"{VERSION}.{_written(json.dumps(card, ensure_ascii=False, separators=(',', ':')).encode())}"
    r, s = decode_dss_signature(signing_key().sign(text.encode(), ECDSA(SHA256())))
    return f"{text}.{_written(r.to_bytes(32) + s.to_bytes(32))}", moment + timedelta(seconds=SECONDS)


def _written(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
