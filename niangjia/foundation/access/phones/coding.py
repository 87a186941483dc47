"""Six-digit codes: made, sent, and taken once. What somebody may learn by asking is the same for every number."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.foundation.access import hooks
from niangjia.foundation.clock import now

from .accounts import accounts_with
from .limiting import MISSES, Guard, count_asking
from .marks import keyed, phone_mark
from .models import PhoneCode

if TYPE_CHECKING:
    from uuid import UUID

DIGITS, LIFE, KEPT = 6, timedelta(minutes=5), timedelta(days=1)
GOOD_FOR = timedelta(minutes=15)  # as long a proven telephone may be used to say who one is


class WrongCode(Exception):
    """The code is not the one that was sent; the message is a sentence for people."""


class CodeOver(Exception):
    """The code is too old, used, or was guessed at too often: another one must be asked for."""


@dataclass(frozen=True, repr=False)
class Sent:
    """A code on its way. `arrived` says whether the carrier took it."""

    row: PhoneCode
    arrived: bool


def send_code(number: str, address: str) -> Sent:
    """Make a code for a number in E.164 and send it; former ones end. Call it outside a transaction: it may take
    seconds. Raises TooMany.
    """
    count_asking(number, address)
    row, code = _made(number)
    with override("zh-hans"):
        text = _("Your code is %(code)s, good for five minutes. Nobody from the union will ask you for it.")
    return Sent(row, hooks.carry(number, text % {"code": code}, str(row.pk)))


def _made(number: str) -> tuple[PhoneCode, str]:
    moment, mark = now(), phone_mark(number)
    PhoneCode.objects.filter(made__lt=moment - KEPT).delete()
    PhoneCode.objects.filter(mark=mark, ended=None).update(ended=moment)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = PhoneCode(number=number, mark=mark, made=moment, expires=moment + LIFE)
    row.digest = _digest(row.pk, code)
    row.save(force_insert=True)
    return row, code


def _digest(key: UUID, code: str) -> bytes:
    return keyed(f"access.code.{key}", code)


def take_code(row_id: UUID, typed: str, address: str) -> str:
    """The number that is proven by the code; it is good for nothing afterwards.

    The try is counted before it is looked at, so that many at once get no more than three. Raises WrongCode,
    CodeOver, TooMany.
    """
    row = PhoneCode.objects.filter(pk=row_id).first()
    if row is None:
        raise CodeOver
    number: str = row.number.reveal()
    guard = Guard("code", number, address, tuple(account.pk for account in accounts_with(number)))
    guard.count()
    open_ones = PhoneCode.objects.filter(pk=row_id, ended=None, expires__gt=now())
    if not open_ones.filter(misses__lt=MISSES).update(misses=F("misses") + 1):
        raise CodeOver
    if not hmac.compare_digest(bytes(row.digest), _digest(row.pk, typed)):
        guard.miss()
        raise WrongCode(_("That is not the code that was sent."))
    if not open_ones.update(ended=now(), proven=now()):
        raise CodeOver
    guard.right()
    return number


def proven_number(row_id: UUID) -> str | None:
    """The number that the code has proven not long ago."""
    row = PhoneCode.objects.filter(pk=row_id, proven__gt=now() - GOOD_FOR).first()
    return row.number.reveal() if row else None


def forget_proof(row_id: UUID) -> None:
    """It served: let it be of no more use."""
    PhoneCode.objects.filter(pk=row_id).update(proven=None)
