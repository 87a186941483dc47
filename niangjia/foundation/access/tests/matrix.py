from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.harness.matrix import FORBIDDEN, OK, TO_SIGN_IN, Route, only, to_accounts, to_all
from tests.harness.people import ADMINISTRATORS, CAST, OFFICES, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, WRONG, NOT_SO = 302, 422, 405


def _nobodys(cast: Cast) -> dict[str, Any]:
    return {"device_id": UUID(int=7)}


def _before(name: str, answer: int, **more: Any) -> Route:
    """Who is signed in needs it no more."""
    return Route(name, {**dict.fromkeys(CAST, FOUND), STRANGER: answer}, **more)


ROUTES = [
    _before("access:sign_in", OK),
    _before("access:sign_in", WRONG, method="post"),
    _before("access:sign_in_password", OK),
    _before("access:sign_in_password", OK, method="post"),
    to_all("access:enter_code", FOUND),
    to_all("access:enter_code", FOUND, method="post"),
    to_all("access:go_on", NOT_SO),
    to_all("access:go_on", FOUND, method="post"),
    to_all("access:second_factor", FOUND),
    to_all("access:second_factor", FOUND, method="post"),
    to_all("access:sign_out", FOUND, method="post"),
    to_all("access:sign_out", NOT_SO),
    to_all("access:signed_out"),
    to_accounts("access:arrive", FOUND),
    to_accounts("access:new_password"),
    to_accounts("access:new_password", WRONG, method="post"),
    to_accounts("access:security"),
    to_accounts("access:set_up_second"),
    to_accounts("access:set_up_second", WRONG, method="post"),
    to_accounts("access:sign_out_everywhere", FOUND, method="post"),
    to_accounts("access:sign_out_everywhere", NOT_SO),
    to_accounts("access:end_device", FORBIDDEN, method="post", arguments=_nobodys),
    to_accounts("access:end_device", NOT_SO, arguments=_nobodys),
    to_accounts("access:close_account"),
    Route(
        "access:close_account",
        {**dict.fromkeys(CAST, FOUND), **dict.fromkeys(OFFICES + ADMINISTRATORS, WRONG), STRANGER: TO_SIGN_IN},
        method="post",
    ),
    to_accounts("access:presence", method="post"),
    to_accounts("access:presence", NOT_SO),
    to_accounts("access:locked", FOUND),
    to_accounts("access:locked", FOUND, method="post"),
    to_accounts("access:unlock_code", FOUND, method="post"),
    to_accounts("access:unlock_code", NOT_SO),
    only("access:reset_factor", "security_admin"),
    only("access:reset_factor", "security_admin", answer=WRONG, method="post"),
]
