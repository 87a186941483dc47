"""Whose records may be read: the scope that follows from an actor, and how requests, jobs and commands open it.

How a scope holds is in foundation/access/scope.py; docs/security.md tells of both nets.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.engines import journal
from niangjia.foundation.access.actor import Kind
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.request import Request
from niangjia.foundation.access.scope import NoScope, Scope, in_scope

from .permissions import SEE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from contextlib import AbstractContextManager

    from niangjia.foundation.access.actor import Actor

    T = TypeVar("T")

WHOLE_CITY = journal.register_code(
    "people.scope.everywhere",
    sentence=_("Read across the whole city: %(reason)s"),
    words={"reason": gettext},  # a constant of the code, marked there by gettext_noop
)
ALL_PERSONS = journal.Subject("people.person", 0)


class ScopedRequest(Request):
    """For annotations only; ScopeMiddleware adds this."""

    scopes: ExitStack


def scope_of(actor: Actor) -> Scope:
    """The persons whom the actor may see: those of the unions where it may see records, and itself.

    Other rights open no person: who audits funds or reads totals has a reach, but no scope. Raises NoScope for the
    platform, which names each of its reads with `everywhere`.
    """
    if actor.kind is Kind.PLATFORM:
        raise NoScope("the platform says why it reads persons: everywhere(PLATFORM, reason)")
    return Scope(actor.reach(SEE), actor.person_id)


@contextmanager
def _holding(scope: Scope) -> Iterator[Scope]:
    """The scope, in a transaction that an exception breaks off, also one that the scope itself raises at its end."""
    try:
        with in_scope(scope):
            yield scope
    except BaseException:
        transaction.set_rollback(True)
        raise


@contextmanager
def acting(actor: Actor) -> Iterator[Scope]:
    """A transaction in which the actor's scope holds: for whatever no request or job surrounds.

    Raises NoScope, and Renumbered where the tree changed since the actor was worked out.
    """
    with transaction.atomic(), _holding(scope_of(actor)) as scope:
        yield scope


@contextmanager
def everywhere(actor: Actor, reason: str) -> Iterator[Scope]:
    """A transaction in which everybody may be read, for a reason that the journal keeps. Also a decorator.

    The reason is a constant of the code, never what somebody typed.
    """
    with transaction.atomic(), _holding(Scope(EVERYWHERE)) as scope:
        journal.record(actor, WHOLE_CITY, ALL_PERSONS, data={"reason": reason})
        yield scope


def around_chunk(actor: Actor) -> AbstractContextManager[object]:
    """The scope of a job's chunk: that of whose job it is. The platform's has none until it asks for `everywhere`."""
    return nullcontext() if actor.kind is Kind.PLATFORM else _holding(scope_of(actor))


def act_as(request: ScopedRequest, actor: Actor) -> None:
    """Let the rest of the request be the actor's: for ways of signing in that are looked at inside the view."""
    request.actor = actor
    request.scopes.enter_context(_holding(scope_of(actor)))


def streamed(actor: Actor, lines: Callable[[], Iterable[T]]) -> Iterator[T]:
    """What a streaming answer gives out, in a transaction and scope of its own: it is read after the request's ended.

    For what is short: while somebody downloads slowly, the transaction stays open. What is long is a job's file.
    If the tree of unions is numbered anew meanwhile, it breaks off: what was given out can't be taken back.
    """
    # A generator has its caller's context, not one of its own, and between two lines that belongs to others.
    context, inner = copy_context(), _scoped(actor, lines)
    try:
        while (line := context.run(next, inner, None)) is not None:
            yield line
    finally:
        context.run(inner.close)


def _scoped(actor: Actor, lines: Callable[[], Iterable[T]]) -> Generator[T]:
    with acting(actor):
        yield from lines()
