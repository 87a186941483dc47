"""Moments as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.clock import SHANGHAI

if TYPE_CHECKING:
    from datetime import datetime


def day_of(moment: datetime) -> str:
    """The day on the wall calendar, such as "2026-11-20"; the database gives moments in UTC."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d}"
