"""The form token of pages without a session, and the work that a sender's machine does in place of an account.

A token is good for the day on which it was made and the next, once. Finding a number whose digest begins with zeros
takes a phone about a second, and a program that wants to send ten thousand concerns an afternoon.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.core.signing import BadSignature, Signer

from niangjia.foundation.clock import today

BITS = 16  # 65,536 tries on the average
LONGEST = 20
SIGNER = Signer(salt="concerns.anonymous")  # without a moment: Django's TimestampSigner writes one


def new_token() -> str:
    """A fresh one; it says the day and nothing else."""
    return SIGNER.sign_object({"day": today().isoformat(), "nonce": secrets.token_hex(16)})


def is_good(token: str, work: str) -> bool:
    """Whether the token is ours and of these days, and the work was done."""
    return is_ours(token) and is_worked(token, work)


def is_ours(token: str) -> bool:
    """Whether the token is ours and of these days: for who has a receipt, that is work enough."""
    try:
        given = SIGNER.unsign_object(token)
    except BadSignature:
        return False
    return today() - timedelta(days=1) <= date.fromisoformat(given["day"]) <= today()


def is_worked(token: str, work: str) -> bool:
    if not (work.isascii() and work.isdigit() and len(work) <= LONGEST):
        return False
    digest = hashlib.sha256(f"{token}:{work}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - BITS) == 0
