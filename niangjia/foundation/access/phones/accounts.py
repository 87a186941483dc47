"""Accounts and their telephones."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.foundation.access.actions import create_account
from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import now
from niangjia.foundation.identity import mask_phone

from .marks import phone_mark
from .models import AccountPhone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Operators give a number to somebody else some months after it was left.
GIVEN_ANEW = timedelta(days=90)


def accounts_with(number: str) -> list[Account]:
    """The open accounts that have the telephone, those used last first."""
    marked = Account.objects.filter(phone__mark=phone_mark(number), is_active=True)
    return list(marked.order_by("-last_login", "pk"))


def number_of(account: Account) -> str:
    """The telephone of an account in E.164, "" if it has none."""
    phone = AccountPhone.objects.filter(account=account).first()
    return phone.number.reveal() if phone else ""


def keep_phone(account: Account, number: str) -> None:
    """Note that the account's owner has that telephone now."""
    AccountPhone.objects.update_or_create(
        account=account, defaults={"number": number, "mark": phone_mark(number), "proven": now()}
    )


def nobodys_account(number: str) -> Account:
    """The account of somebody who is not in the register and is known by this telephone alone; made if need be.

    One that was not used for three months is left alone: the number may be somebody else's by now.
    """
    recent = now() - GIVEN_ANEW
    fresh = (account for account in accounts_with(number) if account.last_login and account.last_login > recent)
    return next(_without_person(fresh), None) or phone_account(number, mask_phone(number))


def _without_person(accounts: Iterable[Account]) -> Iterator[Account]:
    return (each for each in accounts if not each.administers and actor_of(each).person_id is None)


@transaction.atomic
def phone_account(number: str, name: str) -> Account:
    """Make an account that is entered by codes; it has no password, and a sign-in name that nobody needs."""
    username = f"m{secrets.token_hex(6)}"
    account = create_account(PLATFORM, username=username, name=name, password=secrets.token_urlsafe(32))
    account.set_unusable_password()
    account.save(update_fields=["password"])
    keep_phone(account, number)
    return account
