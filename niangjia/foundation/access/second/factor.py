"""Time-based codes (RFC 6238) and recovery codes, kept and checked by django-allauth's `mfa`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import segno
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.permissions import RESET_SECOND_FACTOR
from niangjia.foundation.limits import Limit

from .adapter import SealedAdapter

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account

MISSED = Limit("second.account", most=5, per=timedelta(minutes=15))
ISSUER = "娘家"
# Named here, and not by the row's own `wrap`: that one imports what passkeys need, which the house does not have.
KINDS = {Authenticator.Type.TOTP.value: TOTP, Authenticator.Type.RECOVERY_CODES.value: RecoveryCodes}


class WrongSecond(Exception):
    """The code of the app, or the recovery code, is wrong; the message is a sentence for people."""


class NotPresent(WrongSecond):
    """The same of the factor that is to be replaced."""


@dataclass(frozen=True, repr=False)
class Proposal:
    """A secret that somebody is about to put into an app: `sealed` travels, `key` is typed, `picture` is scanned."""

    sealed: str
    key: str
    picture: str


def is_set_up(account: Account) -> bool:
    """Whether sign-in asks for a second factor."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def propose(account: Account, sealed: str = "") -> Proposal:
    """A new secret, or the one that was proposed before."""
    adapter = SealedAdapter()
    secret = adapter.decrypt(sealed) if sealed else generate_totp_secret()
    label = quote(f"{ISSUER}:{account.username}")
    url = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"
    picture = segno.make(url, micro=False).svg_data_uri(scale=4, border=4, light="#fff")
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return Proposal(sealed or adapter.encrypt(secret), groups, picture)


def set_up(actor: Actor, account: Account, sealed: str, code: str, present: str = "") -> list[str]:
    """Take the proposed secret once its app shows right codes; answers with the recovery codes, shown once.

    Where there is a factor already, `present` is a code of that one, or a recovery code: whoever sits at somebody's
    open session does not replace it. Raises Refused for another's account, NotPresent, WrongSecond.
    """
    if actor.account_id != account.pk:
        raise Refused(_("You may set up your own second factor only."))
    secret = SealedAdapter().decrypt(sealed)
    if not validate_totp_code(secret, code):
        raise WrongSecond(_("The app shows another code. Is the clock of your phone right?"))
    if is_set_up(account):
        try:
            check_second(account, present)  # outside the transaction below: what was missed stays counted
        except WrongSecond as error:
            raise NotPresent(str(error)) from None
    with transaction.atomic():
        take_away(account)
        TOTP.activate(account, secret)
        codes: list[str] = RecoveryCodes.activate(account).generate_codes()
        hooks.note(actor, "second_factor_set_up", account.pk)
    return codes


def check_second(account: Account, typed: str) -> None:
    """A code of the app, once only, or a recovery code, once only. Counted first, so that many at once are counted.

    Raises WrongSecond.
    """
    if not MISSED.count(str(account.pk)):
        raise WrongSecond(_("Too many wrong tries. Wait a quarter of an hour."))
    rows = Authenticator.objects.filter(user=account, type__in=KINDS)
    if not any(KINDS[row.type](row).validate_code(typed) for row in rows):
        raise WrongSecond(_("This code is wrong, or was used already."))
    MISSED.forget(str(account.pk))


def take_away(account: Account) -> None:
    """Let the account have no second factor."""
    Authenticator.objects.filter(user=account).delete()


@transaction.atomic
def reset_second(actor: Actor, account: Account, reason: str) -> None:
    """Take the second factor away from somebody who lost it; the next sign-in sets it up anew. Raises Refused."""
    actor.require(RESET_SECOND_FACTOR)
    if actor.account_id == account.pk:
        raise Refused(_("Nobody resets their own second factor: ask another security administrator."))
    take_away(account)
    hooks.note(actor, "second_factor_reset", account.pk, reason=reason)
