from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.jobs.sample import start_trial
from tests.harness.matrix import NOT_FOUND, only, to_accounts

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND = 302


def _own(cast: Cast) -> dict[str, Any]:
    return {"job_id": start_trial(actor_of(cast["system_admin"]), 1).pk}


def _platforms(cast: Cast) -> dict[str, Any]:
    return {"job_id": start_trial(PLATFORM, 1).pk}


ROUTES = [
    to_accounts("jobs:mine"),
    to_accounts("jobs:badge"),
    only("jobs:start_trial", "system_admin", answer=FOUND, method="post", data=lambda cast: {"chunks": 1}),
    only("jobs:progress", "system_admin", otherwise=NOT_FOUND, arguments=_own),
    only("jobs:cancel", "system_admin", answer=FOUND, otherwise=NOT_FOUND, method="post", arguments=_own),
    only("jobs:retry", "system_admin", answer=FOUND, otherwise=NOT_FOUND, method="post", arguments=_own),
    to_accounts("jobs:progress", NOT_FOUND, arguments=_platforms),
]
