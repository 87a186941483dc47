"""The demo's unions that are founded, elected, changed; each part has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .changes import demo as changes
from .setting_up import demo as setting_up
from .terms import demo as terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.demo.accounts import Opened


def fill(accounts: Sequence[Opened]) -> None:
    """Called by the demo."""
    setting_up.fill(accounts)
    terms.fill(accounts)
    changes.fill(accounts)
