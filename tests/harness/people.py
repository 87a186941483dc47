"""The fixed cast: who they are never changes, so that a test says in one word who knocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.foundation.access.actions import create_account
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from niangjia.foundation.access.models import Account

PASSWORD = "red-flag-canal-1969"


@dataclass(frozen=True)
class Role:
    """One of the cast. `administers` is an office; posts come with the floors that know unions."""

    key: str
    name: str
    administers: str = ""


CAST = {
    role.key: role
    for role in (
        Role("member", "王小梅"),
        Role("worker", "李大山"),  # works there, is no member
        Role("other_clerk", "赵文"),  # clerk of another union
        Role("clerk", "刘芳"),
        Role("chair", "陈建国"),
        Role("upper_officer", "周敏"),  # of the union above
        Role("auditor", "孙立"),  # of funds
        Role("system_admin", "钱工", administers="system"),
        Role("security_admin", "吴安", administers="security"),
        Role("audit_admin", "郑审", administers="audit"),
    )
}
STRANGER = "stranger"  # has no account
EVERYBODY = (*CAST, STRANGER)


class Cast:
    """The cast's accounts, made when first asked for: `cast["clerk"]`, `cast.client("clerk")`."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    def __getitem__(self, key: str) -> Account:
        if key not in self._accounts:
            role = CAST[key]
            self._accounts[key] = create_account(
                PLATFORM, username=role.key, name=role.name, password=PASSWORD, administers=role.administers
            )
        return self._accounts[key]

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
