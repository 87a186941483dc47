from __future__ import annotations

from tests.harness.matrix import to_accounts, to_all

ROUTES = [
    to_all("portal:home"),
    to_accounts("portal:me"),
]
