"""Moving the files of scans to another key: pictures of pages, and uploads that wait to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job
from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.keeping import Keeper, register_keeper

from . import store
from .models import Scan, ScanPage

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from niangjia.foundation.jobs import Ids, Work

ROTATE, AT_ONCE = "papers.rotate_scans", 50


def _kept() -> list[tuple[str, QuerySet[Scan] | QuerySet[ScanPage]]]:
    """What has a file: pages, and scans that were not read yet."""
    return [
        (store.UPLOAD, Scan.objects.filter(state=Scan.State.WAITING)),
        (store.PICTURE, ScanPage.objects.all()),
    ]


@job_kind(ROTATE, title=_("Move scans to another key"))
def rotate_some(work: Work, cursor: Ids | None) -> Step:
    """Some files that another key than the present one sealed."""
    done, key = int(str(cursor["done"])) if cursor else 0, vault().key_ids[0]
    for what, rows in _kept():
        held: list[Any] = list(rows.exclude(key_id=key).select_for_update().order_by("pk")[:AT_ONCE])
        for row in held:
            row.key_id = store.reseal(what, row.uid) or key  # a file that is gone needs none
            row.save(update_fields=["key_id"])
        if held:
            return Step({"done": done + len(held)}, done=done + len(held))
    return Step(None, done=done, total=done)


def keys_needed() -> set[int]:
    """The ids of the keys by which a file of a scan is sealed."""
    return {key for _what, rows in _kept() for key in rows.values_list("key_id", flat=True).distinct()}


def _move() -> UUID:
    under_way = Job.objects.filter(kind=ROTATE, state__in=LIVE).first()
    return (under_way or start_job(PLATFORM, ROTATE, {})).pk


register_keeper(Keeper(needed=keys_needed, move=_move))
