"""A small tree, and what must hold of every tree.

city ── east ── mill ── shop
     │       └─ yard
     └─ west
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.memberships.models import State as MemberState
from niangjia.engines.people.permissions import EDIT_UNIONS, RESTRUCTURE
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.unions.actions import Draft, record_union
from niangjia.engines.people.unions.models import Kind, Level, Union, UnionVersion
from niangjia.engines.people.unions.past import tree_on
from niangjia.foundation.access.actor import PLATFORM, Actor, Grant
from niangjia.foundation.access.actor import Kind as ActorKind
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

START, MARCH, MAY = date(2020, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


class Tree(NamedTuple):
    city: Union
    east: Union
    west: Union
    mill: Union
    yard: Union
    shop: Union


def draft(code: str, level: Level = Level.BASE, **own: Any) -> Draft:
    """A union that is called by its code."""
    return Draft(code=code, name=own.pop("name", f"{code}工会"), level=level, kind=Kind.INDEPENDENT, own=own)


def grow(parent: Union | None, code: str, level: Level = Level.BASE, **own: Any) -> Union:
    """A union in the register since 2020."""
    return record_union(PLATFORM, parent, draft(code, level, **own), since=START)


def plant() -> Tree:
    """The small tree."""
    city = grow(None, "city", Level.CITY)
    east = grow(city, "east", Level.COUNTY)
    grow(city, "west", Level.COUNTY)
    grow(grow(east, "mill"), "shop", Level.BRANCH)
    grow(east, "yard")
    return Tree(*(named(code) for code in Tree._fields))


def named(code: str) -> Union:
    """The union with that code, as it is now."""
    return Union.objects.get(code=code)


def officer(union: Union, *codes: str) -> Actor:
    """Who may restructure a union's subtree and change its data, or has these permissions there."""
    rights = frozenset(codes or {RESTRUCTURE, EDIT_UNIONS})
    return Actor(ActorKind.ACCOUNT, 1, "officer", (Grant(rights, union.subtree),))


def enrol(union: Union, state: MemberState = MemberState.ACTIVE) -> int:
    """The id of a new person of that union, with a membership."""
    with in_scope(Scope(EVERYWHERE)):
        person = Person.objects.create(home=union, name="王小梅", name_key="wang")
        Membership.objects.create(person=person, union=union, state=state, origin="recorded", started=START)
    return person.pk


def told(code: str) -> dict[str, Any]:
    """The data of the one entry in the journal with that code."""
    return Entry.objects.get(code=code).data or {}


def settle() -> None:
    """Let deferred constraints speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def check_numbering() -> None:
    """Places are dense, in preorder, siblings by level and code; each subtree is exactly its range."""
    settle()
    below: dict[int | None, list[Union]] = {}
    for union in Union.objects.all():
        below.setdefault(union.parent_id, []).append(union)
    at = 0
    for root in _sorted(below.get(None, [])):
        at = _check_subtree(root, below, at, 0)
    assert at == Union.objects.count()


def _check_subtree(union: Union, below: dict[int | None, list[Union]], at: int, depth: int) -> int:
    assert (union.place, union.depth) == (at, depth)
    end = at + 1
    for child in _sorted(below.get(union.pk, [])):
        end = _check_subtree(child, below, end, depth + 1)
    assert union.place_end == end
    return end


def _sorted(unions: Iterable[Union]) -> list[Union]:
    return sorted(unions, key=lambda union: (union.level, union.code.encode()))


def check_history() -> None:
    """Every past is without gaps and ends in the present; on every day, whoever stood is in one tree."""
    days: set[date] = set()
    for union in Union.objects.prefetch_related("versions"):
        versions = sorted(union.versions.all(), key=lambda version: version.valid_from)
        days.update(version.valid_from for version in versions)
        joints = [(before.valid_to, after.valid_from) for before, after in pairwise(versions)]
        assert all(end == begin for end, begin in joints)
        _check_last(union, versions[-1])
    for day in days:
        standing = [version for version in UnionVersion.objects.all() if version.holds_on(day) and _stands(version)]
        assert len(tree_on(day)) == len(standing), day


def _check_last(union: Union, version: UnionVersion) -> None:
    assert version.valid_to is None
    for name in ("parent_id", "name", "level", "kind", "state"):
        assert getattr(version, name) == getattr(union, name), name


def _stands(version: UnionVersion) -> bool:
    return version.state in {"preparing", "active"}


def past(union: Union) -> list[tuple[date, str]]:
    """From when on it stood below whom, by code."""
    rows = union.versions.order_by("valid_from").values_list("valid_from", "parent__code")
    return [(day, code or "") for day, code in rows]
