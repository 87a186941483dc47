from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people import permissions
from niangjia.engines.people.posts import roles
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import RIGHTS, apart_from, codes_of, give
from niangjia.foundation.access.registry import UnknownPermission, known, of_administrators

if TYPE_CHECKING:
    from collections.abc import Iterable

CODES = [code for name, code in vars(permissions).items() if name.isupper() and code != permissions.ROTATE_KEYS]


def test_every_role_has_a_line() -> None:
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize("code", CODES)
def test_every_permission_is_some_roles_and_no_administrators(code: str) -> None:
    assert any(code in codes for codes in RIGHTS.values())
    assert not any(code in of_administrators(kind) for kind in ("system", "security", "audit"))


def test_moving_data_to_another_key_is_an_office_and_no_roles() -> None:
    assert not any(permissions.ROTATE_KEYS in codes for codes in RIGHTS.values())
    offices = [kind for kind in ("system", "security", "audit") if permissions.ROTATE_KEYS in of_administrators(kind)]
    assert offices == ["security"]


def test_only_registered_codes_are_given() -> None:
    given: Iterable[str] = frozenset().union(*RIGHTS.values())
    assert all(known(code) for code in given)


def test_who_may_change_records_may_see_them() -> None:
    assert [
        role for role, codes in RIGHTS.items() if permissions.EDIT in codes and permissions.SEE not in codes
    ] == []


def test_a_later_engine_adds_to_a_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "_added", roles._added.copy())
    give(permissions.MERGE, Role.CORRESPONDENT)
    assert permissions.MERGE in codes_of(Role.CORRESPONDENT)
    with pytest.raises(UnknownPermission):
        give("people:nothing", Role.CHAIR)


def test_roles_apart_are_apart_both_ways() -> None:
    assert Role.AUDITOR in apart_from(Role.CHAIR) and Role.CHAIR in apart_from(Role.AUDITOR)
    assert Role.CASHIER in apart_from(Role.ACCOUNTANT)
    assert all(role not in apart_from(role) for role in Role)
