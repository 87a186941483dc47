"""Closing one's own account: nothing of it is left but a closed row, which the journal's entries point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.clock import now

from . import hooks
from .actor import Refused
from .devices.keeping import close_sessions
from .models import Account, AccountPhone, OutsideIdentity, Token
from .second.factor import take_away

if TYPE_CHECKING:
    from .actor import Actor


@transaction.atomic
def close_own_account(actor: Actor, account: Account) -> None:
    """Close one's own account for good. What the register keeps of the person stays there.

    Raises Refused for another's account, an administrator's, and whatever floors above refuse.
    """
    if actor.account_id != account.pk:
        raise Refused(_("You may close your own account only."))
    if account.administers:
        raise Refused(_("An office is not closed by its holder: ask another administrator."))
    hooks.closing(actor, account)
    hooks.note(actor, "closed", account.pk)
    close_sessions(account)
    AccountPhone.objects.filter(account=account).delete()
    OutsideIdentity.objects.filter(account=account).delete()
    Token.objects.filter(account=account, revoked=None).update(revoked=now())
    take_away(account)
    account.username, account.name, account.is_active = f"closed-{account.pk}", "", False
    account.set_unusable_password()
    account.save(update_fields=["username", "name", "is_active", "password"])
