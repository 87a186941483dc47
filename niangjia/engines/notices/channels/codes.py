"""Codes of signing in go out by the carrier of text messages, past the outbox: nothing of them is kept."""

from __future__ import annotations

from niangjia.foundation.access.hooks import codes_by

from .base import Fate, Parcel
from .sms import sms_carrier


def carry_code(number: str, text: str, once: str) -> bool:
    """Try once; whether it went out."""
    carrier = sms_carrier()
    parcel = Parcel(once=once, reference=0, kind="access.code", address=number, body=text)
    return carrier.ready() and carrier.carry(parcel).fate is Fate.SENT


codes_by(carry_code, shown_at="messages:demo_texts")
