"""Who acts in a command, and where: the platform, which names each of its reads, or an account in its scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_noop

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.actor import PLATFORM, Actor, actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.access.numbering import again

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")

OUT_REASON = gettext_noop("take a list of members out")


@dataclass(frozen=True)
class Whose:
    """Whose command it is; None is the platform itself. `reason` is what the journal says of the platform's reads."""

    account: Account | None
    reason: str

    def actor(self) -> Actor:
        """With the rights of this moment. Raises NotPossible for an account that may not sign in."""
        if self.account is None:
            return PLATFORM
        actor = actor_of(Account.objects.get(pk=self.account.pk))
        if not actor.signed_in:
            raise NotPossible(f"The account {self.account.username!r} is closed.")
        return actor

    def do(self, work: Callable[[Actor], T]) -> T:
        """Work in a transaction in the actor's scope; done again if the tree of unions changed meanwhile."""
        return again(partial(self._do, work))

    def _do(self, work: Callable[[Actor], T]) -> T:
        actor = self.actor()
        with everywhere(actor, self.reason) if self.account is None else acting(actor):
            return work(actor)


def named(name: str, reason: str) -> Whose:
    """Whose command it is by the sign-in name, "" for the platform. Raises NotPossible."""
    if not name:
        return Whose(None, reason)
    account = Account.objects.filter(username=name).first()
    if account is None:
        raise NotPossible(f"No account has the sign-in name {name!r}.")
    return Whose(account, reason)


def union_with(code: str) -> Union:
    """The union of that code. Raises NotPossible."""
    found = Union.objects.filter(code=code.strip()).first()
    if found is None:
        raise NotPossible(f"No union has the code {code!r}.")
    return found
