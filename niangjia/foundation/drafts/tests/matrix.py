from __future__ import annotations

from tests.harness.matrix import to_accounts

FORM = {"form": "trial.form"}
ROUTES = [
    to_accounts("drafts:keep", method="post", arguments=lambda _cast: FORM, data=lambda _cast: {"text": "好"}),
    to_accounts("drafts:keep", 405, arguments=lambda _cast: FORM),
    to_accounts("drafts:drop", 204, method="post", arguments=lambda _cast: FORM),
    to_accounts("drafts:drop", 405, arguments=lambda _cast: FORM),
]
