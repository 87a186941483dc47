from __future__ import annotations

from tests.harness.matrix import to_accounts, to_all

ROUTES = [
    to_all("api:openapi-json"),
    to_accounts("api:me", bearer=True),
]
