"""A short name for each request, for logs, error pages and the person who reads it out on the telephone."""

from __future__ import annotations

import logging
import secrets
from contextvars import ContextVar

# Figures are read out and typed without mistakes by those, too, who write no Latin letters.
ALPHABET = "0123456789"
LENGTH = 10

current: ContextVar[str] = ContextVar("request_id", default="-")


def new_request_id() -> str:
    """Ten figures: with a day they name a request well enough to find it in a log."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class RequestIdFilter(logging.Filter):
    """Gives log records `request_id`; "-" outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
