"""The fixed cast: who they are never changes, so that a test says in one word who knocks.

How the unions hang together, and who is where, is in tree.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.foundation.access.actions import create_account
from niangjia.foundation.access.actor import PLATFORM, actor_of

from .tree import Tree, grow

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person, Post, Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account

PASSWORD = "red-flag-canal-1969"


@dataclass(frozen=True)
class Role:
    """One of the cast. `administers` is an office; who has none is a person of the register."""

    key: str
    name: str
    administers: str = ""


CAST = {
    role.key: role
    for role in (
        Role("member", "王小梅"),  # of the mine's first branch
        Role("worker", "李大山"),  # works at the mine, is no member
        Role("other_clerk", "赵文"),  # of the school's union
        Role("group_leader", "何强"),  # in the mine's first branch
        Role("clerk", "刘芳"),  # of the mine's union, as are the next two
        Role("chair", "陈建国"),
        Role("auditor", "孙立"),
        Role("upper_officer", "周敏"),  # of the city's federation
        Role("system_admin", "钱工", administers="system"),
        Role("security_admin", "吴安", administers="security"),
        Role("audit_admin", "郑审", administers="audit"),
    )
}
STRANGER = "stranger"  # has no account
EVERYBODY = (*CAST, STRANGER)
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
OFFICES = ("group_leader", "clerk", "chair", "auditor", "other_clerk", "upper_officer")  # have posts
STAFF = (*OFFICES, *ADMINISTRATORS)  # whoever may work at the desk


class Cast:
    """The cast's accounts, persons and unions, made when first asked for: `cast["clerk"]`, `cast.union("mine")`."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    @cached_property
    def _tree(self) -> Tree:
        return grow({role.key: role.name for role in CAST.values() if not role.administers})

    def __getitem__(self, key: str) -> Account:
        if key not in self._accounts:
            role = CAST[key]
            account = create_account(
                PLATFORM, username=role.key, name=role.name, password=PASSWORD, administers=role.administers
            )
            if not role.administers:
                self._tree.link(key, account)
            self._accounts[key] = account
        return self._accounts[key]

    def union(self, key: str) -> Union:
        """One of city, county, mine, shaft (its first branch), group (in it), workshop (its second), school."""
        return self._tree.unions[key]

    def person(self, key: str) -> Person:
        """The record of one of the cast."""
        return self._tree.persons[key]

    def post(self, key: str) -> Post:
        """The post of one of the cast."""
        return self._tree.posts[key]

    def actor(self, key: str) -> Actor:
        """Who that one is as of now."""
        return actor_of(self[key])

    def client(self, key: str) -> Client:
        """A browser in which that one is signed in; the stranger's is not."""
        client = Client()
        if key != STRANGER:
            client.force_login(self[key])
        return client


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """The cast in the test's database (`db` unless the test asks for `committed`)."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
    return Cast()
