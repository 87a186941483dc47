"""Bearer tokens: a program acts as the account that its token belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja.security import HttpBearer

from niangjia.foundation.access.actions import account_by_token
from niangjia.foundation.access.actor import Actor, actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest


class Bearer(HttpBearer):
    """Answers with the actor, or None, which is a 401."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        account = account_by_token(token)
        return actor_of(account) if account else None
