"""Fills a database with invented content of a size: `python -m benchmarks.fill SIZE`. Floors above add to it."""

from __future__ import annotations

import sys

import django

BENCH = "bench"
CLOSED = "!"  # what Django keeps for an account that no password opens
STAFF = {"small": 60, "city": 6000}  # accounts beside the one that measures


def fill(size: str) -> None:
    """One administrator whose password nobody needs, and accounts as many as such a place has staff."""
    from niangjia.foundation.access.models import Account

    accounts = [
        Account(username=f"staff{count}", name=f"职员{count}", password=CLOSED) for count in range(STAFF[size])
    ]
    Account.objects.bulk_create(accounts, batch_size=5000)
    Account.objects.create(username=BENCH, name="测量", password=CLOSED, administers=Account.Administers.SYSTEM)


if __name__ == "__main__":
    django.setup()
    fill(sys.argv[1])
