"""The signature of the SMS provider's requests and reports: HMAC-SHA256 with the secret that both know."""

from __future__ import annotations

import hashlib
import hmac

LATE = 300  # seconds that the clocks may be apart; older requests are not taken


def signature(secret: str, method: str, path: str, moment: str, body: bytes) -> str:
    """Over method, path, Unix time and the body's digest, one on each line; in hex."""
    text = "\n".join([method, path, moment, hashlib.sha256(body).hexdigest()])
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_signed(given: str, secret: str, path: str, moment: str, body: bytes, *, now: float) -> bool:
    """Whether the signature of a POST is right and recent."""
    recent = moment.isascii() and moment.isdigit() and len(moment) <= 12 and abs(now - int(moment)) <= LATE
    return recent and hmac.compare_digest(given.encode(), signature(secret, "POST", path, moment, body).encode())
