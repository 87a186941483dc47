"""Verbs on accounts and tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.clock import now

from . import hooks
from .actor import Actor, Kind, Refused
from .models import Account, Token

PREFIX = "nj_"  # lets people and secret scanners see what a string is


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _by_platform(actor: Actor) -> None:
    if actor.kind is not Kind.PLATFORM:
        raise Refused("accounts and tokens are made at the command line")


@transaction.atomic
def create_account(
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str,
    administers: str = "",
    is_demo: bool = False,
    first_password: bool = False,
) -> Account:
    """Make an account. `first_password` says that somebody else knows it: it must be changed at the first sign-in.

    Raises Refused, or ValidationError for a name that is taken or misshapen.
    """
    _by_platform(actor)
    account = Account(
        username=username, name=name, administers=administers, is_demo=is_demo, first_password=first_password
    )
    account.set_password(password)
    account.full_clean()
    account.save(force_insert=True)
    return account


@transaction.atomic
def change_own_password(actor: Actor, account: Account, password: str) -> None:
    """Give one's own account another password, which was examined before. Raises Refused."""
    if actor.account_id != account.pk:
        raise Refused(_("You may change your own password only."))
    account.set_password(password)
    account.first_password = False
    account.save(update_fields=["password", "first_password"])
    hooks.note(actor, "password_changed", account.pk)


@transaction.atomic
def create_token(actor: Actor, account: Account, *, days: int) -> str:
    """Make a bearer token for the API and return it; it can't be read again. Raises Refused."""
    _by_platform(actor)
    token = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(account=account, digest=_digest(token), expires=now() + timedelta(days=days))
    return token


def account_by_token(token: str) -> Account | None:
    """The account whose valid token this is."""
    found = Token.objects.select_related("account").filter(
        digest=_digest(token), expires__gt=now(), revoked__isnull=True, account__is_active=True
    )
    row = found.first()
    return row.account if row else None
