from __future__ import annotations

from tests.harness.matrix import NOT_FOUND, to_all

FOUND = 302
ROUTES = [
    to_all("web:preferences"),
    to_all("web:preferences", FOUND, method="post", data=lambda cast: {"theme": "dark"}),
    to_all("web:style_guide"),
    to_all("web:style_guide_confirm"),
    to_all("web:style_guide_confirm", FOUND, method="post"),
    to_all("web:style_guide_progress"),
    to_all("web:style_guide_page", 503, arguments=lambda cast: {"name": "503"}),
    to_all("web:style_guide_page", NOT_FOUND, arguments=lambda cast: {"name": "nothing"}),
]
