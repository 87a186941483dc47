"""What an officer does with a workbook: `python -m benchmarks.roster_run FILE check|commit`.

The jobs are run by a worker beside it, as in life. Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_EVERY = 0.05  # seconds
WORD = "2025年实名制花名册"


def main(path: Path, *, commit: bool) -> dict[str, Any]:
    """Upload, check and, if asked, commit; seconds of each, and what came of it."""
    from niangjia.engines.people.models import Union
    from niangjia.engines.people.roster.staging.checking import start_check
    from niangjia.engines.people.roster.staging.committing import commit_roster
    from niangjia.engines.people.roster.staging.uploading import start_upload
    from niangjia.engines.people.scope import acting
    from niangjia.foundation.access.actor import actor_of
    from niangjia.foundation.access.models import Account

    actor = actor_of(Account.objects.get(username="bench_root"))
    root, took, began = Union.objects.get(parent=None), {}, time.perf_counter()
    with acting(actor), path.open("rb") as file:
        roster = start_upload(actor, root, file, path.name)
    took["upload"] = time.perf_counter() - began
    with acting(actor):
        job = start_check(actor, roster)
    _wait([job])
    took["check"] = time.perf_counter() - began - took["upload"]
    if commit:
        with acting(actor):
            jobs = commit_roster(actor, roster, origin="recorded", word=WORD)
        _wait(jobs)
    took["all"] = time.perf_counter() - began
    with acting(actor):
        roster.refresh_from_db()
    return {"seconds": took, "state": roster.state, "rows": roster.rows, "counts": roster.counts}


def _wait(jobs: Sequence[Any]) -> None:
    from niangjia.foundation.jobs.models import LIVE, Job

    ids = [job.pk for job in jobs]
    while Job.objects.filter(pk__in=ids, state__in=LIVE).exists():
        time.sleep(LOOK_EVERY)
    for job in Job.objects.filter(pk__in=ids).exclude(state="done"):
        raise SystemExit(f"{job.kind}: {job.state} {job.failure} {job.sentence}")


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(Path(sys.argv[1]), commit=sys.argv[2] == "commit")))  # noqa: T201
