"""The bodies of a union that decide in meetings: who is due, how many must come, how many must agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class UnknownBody(Exception):
    """A drawing names a body that nobody registered: a slip of the code."""


@dataclass(frozen=True)
class Body:
    """`due` are the roles whose holders are due with a vote. `quorum` and `majority` are figures (shares): at least
    so many of those due must come, more than so many of those due must agree.
    """

    key: str
    title: Words
    due: tuple[Role, ...]
    quorum: str = "matters.meeting_quorum"
    majority: str = "matters.meeting_majority"


_bodies: dict[str, Body] = {}


def register_body(body: Body) -> str:
    """Make a body known and return its key. Raises ValueError for a second meaning."""
    if _bodies.setdefault(body.key, body) != body:
        raise ValueError(f"body {body.key!r} is registered twice")
    return body.key


def body_of(key: str) -> Body:
    """Raises UnknownBody."""
    try:
        return _bodies[key]
    except KeyError:
        raise UnknownBody(key) from None


def all_bodies() -> list[Body]:
    return list(_bodies.values())


def body_title(key: str) -> Words:
    return _bodies[key].title if key in _bodies else key


COMMITTEE = register_body(
    Body("committee", _("Committee"), (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE, Role.WOMEN_CHAIR))
)
OFFICE = register_body(Body("office", _("Chairs' office meeting"), (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)))
