from __future__ import annotations

from tests.harness.matrix import only
from tests.harness.people import STAFF

ROUTES = [
    only("desk:home", *STAFF),
    only("desk:calendar", *STAFF),
    only("desk:everything", *STAFF),
    only("desk:system", "system_admin", "audit_admin"),
]
