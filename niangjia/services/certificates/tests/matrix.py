from __future__ import annotations

from tests.harness.matrix import TO_SIGN_IN, Route, to_accounts
from tests.harness.people import CAST, STRANGER

ROUTES = [
    to_accounts("certificates:start"),
    Route("certificates:start", {**dict.fromkeys(CAST, 422), STRANGER: TO_SIGN_IN}, method="post"),
]
