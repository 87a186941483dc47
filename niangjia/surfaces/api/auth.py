"""Bearer tokens: a program acts as the account that its token belongs to, in that account's scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ninja.security import HttpBearer

from niangjia.engines.people.scope import act_as
from niangjia.foundation.access.actions import account_by_token
from niangjia.foundation.access.actor import Actor, actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.engines.people.scope import ScopedRequest


class Bearer(HttpBearer):
    """Answers with the actor, or None, which is a 401. A session that came along counts for nothing from here on."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        account = account_by_token(token)
        if account is None:
            return None
        actor = actor_of(account)
        act_as(cast("ScopedRequest", request), actor)
        return actor
