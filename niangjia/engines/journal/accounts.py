"""Keeps what foundation/access notes of accounts; for a year, as logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.foundation.access.hooks import noted_by
from niangjia.foundation.access.noting import SENTENCES

from .codes import keep, register_code
from .subjects import Subject
from .writing import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.foundation.access.actor import Actor

CODES = {what: register_code(f"access.account.{what}", sentence=sentence) for what, sentence in SENTENCES.items()}
keep("access.account", months=12)


@noted_by
def keep_note(actor: Actor, what: str, account_id: int, data: Mapping[str, Any]) -> None:
    record(actor, CODES[what], Subject("access.account", account_id), data=data)
