"""What runs by the clock: contents that nobody names any more go; and the move to another key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import IntegerField, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job
from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.keeping import Keeper, register_keeper

from . import store
from .models import Attachment

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.foundation.jobs import Ids, Work

    from .models import AttachmentQuerySet

ORPHANED, TAKEN_AWAY = timedelta(days=1), timedelta(days=35)  # the second is longer than backups are usual apart
ROTATE, AT_ONCE = "attachments.rotate_keys", 20


@periodic("53 3 * * *")
def sweep_files() -> None:
    """Delete contents of what was taken away weeks ago, and those that no row names after a day."""
    for attachment in Attachment.objects.filter(removed__lt=now() - TAKEN_AWAY, gone=False)[:5000]:
        store.delete(attachment.pk)
        Attachment.objects.filter(pk=attachment.pk).update(gone=True)
    before = (now() - ORPHANED).timestamp()
    old = [path for path in store.files() if path.stat().st_mtime < before]
    for start in range(0, len(old), 1000):
        _sweep(old[start : start + 1000])


def _sweep(paths: list[Path]) -> None:
    by_path = {path: _id_of(path) for path in paths}
    named = set(
        Attachment.objects.filter(pk__in={one for one in by_path.values() if one}).values_list("pk", flat=True)
    )
    for path, attachment_id in by_path.items():
        if attachment_id not in named or path.suffix == ".new":
            path.unlink(missing_ok=True)


def _id_of(path: Path) -> UUID | None:
    try:
        return UUID(hex=path.name.partition(".")[0])
    except ValueError:
        return None


@job_kind(ROTATE, title=_("Move files to another key"))
def rotate_some(work: Work, cursor: Ids | None) -> Step:
    """Seal anew names and sealed contents that another key than the present one sealed."""
    done = int(cursor["done"]) if cursor else 0
    rows = list(_of_other_keys().select_for_update().order_by("pk")[:AT_ONCE])
    for row in rows:
        _move(row)
    done += len(rows)
    return Step({"done": done} if rows else None, done=done)


def _of_other_keys() -> AttachmentQuerySet:
    """Rows whose name or content is sealed by another key."""
    current = vault().key_ids[0]
    by_another = Q(name_key__isnull=False) & ~Q(name_key=current)
    named = Attachment.objects.annotate(name_key=RawSQL("get_byte(name, 1)", [], IntegerField()))
    return named.filter(by_another | (Q(sealed=True, gone=False) & ~Q(key=current)))


def _move(row: Attachment) -> None:
    row.name = row.name.reveal()
    if row.sealed:
        moved = [store.reseal(row.pk, part) for part in (store.CONTENT, store.PREVIEW)]
        row.key = moved[0] if moved[0] is not None else vault().key_ids[0]
    row.save(update_fields=["name", "key"])


def _needed() -> set[int]:
    """Names are sealed too; the general question of the register counts them, this one does as well."""
    contents = Attachment.objects.filter(sealed=True, gone=False).values_list("key", flat=True).distinct()
    names = Attachment.objects.values_list(RawSQL("get_byte(name, 1)", [], IntegerField()), flat=True).distinct()
    return {key for key in (*contents, *names) if key is not None}


def _start() -> UUID:
    under_way = Job.objects.filter(kind=ROTATE, state__in=LIVE).first()
    return (under_way or start_job(PLATFORM, ROTATE, {})).pk


register_keeper(Keeper(needed=_needed, move=_start))
