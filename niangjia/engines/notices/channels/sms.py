"""Text messages: by a provider over HTTP, or onto a page of the demo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from niangjia.engines.notices.sending import reasons
from niangjia.foundation.clock import now

from .base import SENT, Outcome, later, never
from .http import Unreachable, packed, post_json
from .pad import write_on_pad
from .signing import signature

if TYPE_CHECKING:
    from .base import Carrier, Parcel
    from .http import Answer

BUSY = (408, 425, 429)
CODES = {
    "ok": SENT,
    "duplicate": SENT,  # the provider had this id before: it was sent then
    "bad_number": never(reasons.BAD_ADDRESS),
    "blocked": never(reasons.NOT_WANTED),
    "refused": never(reasons.REFUSED),
    "limit": later(reasons.LIMIT),
}


@dataclass(frozen=True, repr=False)
class HttpSms:
    """The shape of a provider that we expect, told in docs/engines/notices.md; others are adapted in front of it."""

    url: str
    key: str
    secret: str
    rings: bool = True

    def ready(self) -> bool:
        return bool(self.url and self.key and self.secret)

    def carry(self, parcel: Parcel) -> Outcome:
        """Post the number and the text. The provider keeps `id` and does not send the same one twice."""
        content = {"id": parcel.once, "reference": parcel.reference, "to": parcel.address, "text": parcel.body}
        body, moment = packed(content), str(int(now().timestamp()))
        signed = signature(self.secret, "POST", urlsplit(self.url).path or "/", moment, body)
        headers = {"X-Key": self.key, "X-Time": moment, "X-Signature": signed, "Idempotency-Key": parcel.once}
        try:
            return outcome_of(post_json(self.url, body, headers))
        except Unreachable:
            return later(reasons.UNREACHABLE)


def outcome_of(answer: Answer) -> Outcome:
    """What the provider's answer means."""
    if answer.status in BUSY or answer.status >= 500:
        return later(reasons.LIMIT if answer.status == 429 else reasons.UNREACHABLE)
    known = CODES.get(str(answer.data.get("code", "")))
    if known is not None and (known is not SENT or answer.status < 300):
        return known
    return never(reasons.REFUSED) if 400 <= answer.status < 500 else later(reasons.UNREACHABLE)


class PadSms:
    """Writes onto the demo's page of text messages."""

    rings = True

    def ready(self) -> bool:
        return not settings.HOUSE.production

    def carry(self, parcel: Parcel) -> Outcome:
        write_on_pad(parcel.address, parcel.body)
        return SENT


def sms_carrier() -> Carrier:
    """The one that the settings name."""
    house = settings.HOUSE
    if house.sms == "http":
        return HttpSms(house.sms_url, house.sms_key, house.sms_secret.get_secret_value())
    return PadSms()
