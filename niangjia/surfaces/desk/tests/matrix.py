from __future__ import annotations

from tests.harness.matrix import only

ROUTES = [
    only("desk:home", "system_admin", "security_admin", "audit_admin"),
    only("desk:system", "system_admin", "audit_admin"),
]
