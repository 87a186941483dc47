from __future__ import annotations

from tests.harness.matrix import OK, Route, to_accounts, to_all
from tests.harness.people import CAST, STRANGER

FOUND = 302
ROUTES = [
    Route("access:sign_in", {**dict.fromkeys(CAST, FOUND), STRANGER: OK}),
    Route("access:sign_in", {**dict.fromkeys(CAST, FOUND), STRANGER: OK}, method="post"),
    to_all("access:sign_out", FOUND, method="post"),
    to_all("access:sign_out", 405),
    to_all("access:signed_out"),
    to_accounts("access:arrive", FOUND),
    to_accounts("access:new_password"),
    to_accounts("access:new_password", 422, method="post"),
]
