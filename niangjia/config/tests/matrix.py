from __future__ import annotations

from tests.harness.matrix import to_all

ROUTES = [to_all("healthz")]
PREFIXES = {"api:api-root": "the framework's own marker; it answers like an unknown page"}
