"""Who acts: every action, job and command has one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .reach import EVERYWHERE, NOWHERE, Reach
from .registry import known, of_administrators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .models import Account


class Kind(StrEnum):
    """In what way somebody acts."""

    VISITOR = "visitor"
    ACCOUNT = "account"
    PLATFORM = "platform"


class Refused(PermissionDenied):
    """The actor may not do this; the message is a sentence for people."""


@dataclass(frozen=True)
class Grant:
    """Permissions, and where they hold. A right over the platform itself has no reach."""

    codes: frozenset[str]
    reach: Reach = NOWHERE


@dataclass(frozen=True)
class Actor:
    """An actor and what it may do. `account_id` is None for visitors and the platform itself."""

    kind: Kind
    account_id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    person_id: int | None = None

    @property
    def signed_in(self) -> bool:
        return self.kind is Kind.ACCOUNT

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Every code that the actor has somewhere."""
        return frozenset().union(*(grant.codes for grant in self.grants))

    def reach(self, code: str = "") -> Reach:
        """Where the actor has the permission; without a code, where it has any."""
        if self.kind is Kind.PLATFORM:
            return EVERYWHERE
        fitting = (grant.reach for grant in self.grants if not code or code in grant.codes)
        return reduce(or_, fitting, self._nowhere)

    @cached_property
    def _nowhere(self) -> Reach:
        """No place, of the numbering that all grants are of. Raises Renumbered if they are not of one."""
        return Reach(numbering=reduce(or_, (grant.reach for grant in self.grants), NOWHERE).numbering)

    def may(self, code: str, *, at: int | None = None) -> bool:
        """Whether the actor has the permission, `at` a place or somewhere.

        Raises UnknownPermission for a code that nobody registered.
        """
        known(code)
        if self.kind is Kind.PLATFORM:
            return True
        return code in self.permissions if at is None else at in self.reach(code)

    def require(self, code: str, *, at: int | None = None) -> None:
        """Raises Refused without the permission."""
        if not self.may(code, at=at):
            raise Refused(_("You may not %(action)s.") % {"action": known(code).sentence})


VISITOR = Actor(Kind.VISITOR)
PLATFORM = Actor(Kind.PLATFORM, name="platform")

# Floors above add what gives rights there (posts, memberships); each answers with grants for an account.
_sources: list[Callable[[Account], Iterable[Grant]]] = []
_belonging: list[Callable[[Account], int | None]] = []


def rights_from(source: Callable[[Account], Iterable[Grant]]) -> Callable[[Account], Iterable[Grant]]:
    """Register a source of rights: a function from an account to grants."""
    _sources.append(source)
    return source


def persons_from(source: Callable[[Account], int | None]) -> Callable[[Account], int | None]:
    """Register who knows to which person an account belongs."""
    _belonging.append(source)
    return source


def actor_of(account: Account) -> Actor:
    """The actor that an account is at this moment; one that may not sign in is a visitor."""
    if not account.is_active:
        return VISITOR
    grants = [grant for source in _sources for grant in source(account)]
    if office := of_administrators(account.administers):
        grants.append(Grant(office))
    person = next((found for source in _belonging if (found := source(account)) is not None), None)
    return Actor(Kind.ACCOUNT, account.pk, account.name, tuple(grants), person)
