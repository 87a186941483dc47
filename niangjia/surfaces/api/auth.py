"""Bearer tokens: a program acts as the account that its token belongs to, in that account's scope."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from ninja.errors import HttpError
from ninja.security import HttpBearer

from niangjia.engines.people.scope import act_as
from niangjia.foundation.access.actions import account_by_token
from niangjia.foundation.access.actor import Actor, actor_of
from niangjia.foundation.access.address import client_address
from niangjia.foundation.limits import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.engines.people.scope import ScopedRequest

# Nobody guesses 256 bits; whoever tries is sent away before the table is asked, and is seen in the counts.
MISSED = Limit("token.missed.address", most=100, per=timedelta(minutes=15))


class Bearer(HttpBearer):
    """Answers with the actor, or None, which is a 401. A session that came along counts for nothing from here on."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        address = client_address(request)
        if MISSED.reached(address):
            raise HttpError(429, "Too many wrong tokens from this address: try again in a quarter of an hour.")
        account = account_by_token(token)
        if account is None:
            MISSED.count(address)
            return None
        actor = actor_of(account)
        act_as(cast("ScopedRequest", request), actor)
        return actor
