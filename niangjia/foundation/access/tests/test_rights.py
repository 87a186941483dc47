from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError

from niangjia.foundation.access import actor as actors
from niangjia.foundation.access.actions import account_by_token, create_account, create_token
from niangjia.foundation.access.actor import PLATFORM, VISITOR, Actor, Grant, Kind, Refused, actor_of, rights_from
from niangjia.foundation.access.permissions import ENTER_DESK, SEE_SYSTEM
from niangjia.foundation.access.reach import Reach
from niangjia.foundation.access.registry import UnknownPermission, register
from niangjia.foundation.clock import now, travelled

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_offices_are_apart(cast: Cast) -> None:
    rights = {key: actor_of(cast[key]).permissions for key in ("system_admin", "security_admin", "audit_admin")}
    assert SEE_SYSTEM in rights["system_admin"]
    assert SEE_SYSTEM not in rights["security_admin"]


def test_an_actor_without_the_right_is_refused_with_a_sentence(cast: Cast) -> None:
    with pytest.raises(Refused, match="平台运行情况"):
        actor_of(cast["member"]).require(SEE_SYSTEM)


def test_a_misspelt_permission_is_an_error_not_a_refusal() -> None:
    with pytest.raises(UnknownPermission):
        VISITOR.may("system:sea")


@pytest.mark.parametrize("code", ["see", "system:", "System:see", "system:see it"])
def test_a_misshapen_permission_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="area:action"):
        register(code, "…")


def test_one_code_has_one_meaning() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(SEE_SYSTEM, "something else")


def test_floors_above_add_rights(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_sources", [])
    rights_from(lambda account: [Grant(frozenset({SEE_SYSTEM}))] if account.username == "chair" else [])
    assert actor_of(cast["chair"]).may(SEE_SYSTEM)
    assert not actor_of(cast["clerk"]).may(SEE_SYSTEM)


def test_a_right_holds_where_it_was_given() -> None:
    grants = (
        Grant(frozenset({ENTER_DESK}), Reach.of([(10, 20)])),
        Grant(frozenset({SEE_SYSTEM}), Reach.of([(30, 31)])),
    )
    clerk = Actor(Kind.ACCOUNT, 1, grants=grants)
    assert clerk.may(ENTER_DESK, at=19)
    assert not clerk.may(ENTER_DESK, at=20)
    assert not clerk.may(SEE_SYSTEM, at=12)
    assert clerk.reach() == Reach(((10, 20), (30, 31)))


def test_the_account_behind_a_token_is_found_until_it_expires(cast: Cast) -> None:
    token = create_token(PLATFORM, cast["clerk"], days=30)
    assert account_by_token(token) == cast["clerk"]
    assert account_by_token(token + "x") is None
    with travelled(to=now() + timedelta(days=30, seconds=1)):
        assert account_by_token(token) is None


def test_the_token_of_a_closed_account_opens_nothing(cast: Cast) -> None:
    token = create_token(PLATFORM, cast["clerk"], days=30)
    cast["clerk"].is_active = False
    cast["clerk"].save(update_fields=["is_active"])
    assert account_by_token(token) is None


def test_only_the_platform_makes_accounts(cast: Cast) -> None:
    with pytest.raises(Refused):
        create_account(actor_of(cast["system_admin"]), username="x", name="x", password="x")


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["", "two words", "CLERK"])
def test_a_name_that_is_taken_or_misshapen_is_refused(cast: Cast, username: str) -> None:
    _ = cast["clerk"]
    with pytest.raises(ValidationError):
        create_account(PLATFORM, username=username, name="某人", password="long enough 1")
