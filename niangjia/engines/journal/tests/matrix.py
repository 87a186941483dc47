from __future__ import annotations

from tests.harness.matrix import only

ROUTES = [only("journal:list", "audit_admin")]
