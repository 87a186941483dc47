"""Taking lists out: who may, what the journal says first, and the work itself, which goes on in the background."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.permissions import EXPORT, EXPORT_PLAIN
from niangjia.engines.people.persons.checking import fit_reason
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .batching import register_batch, within
from .journal_codes import EXPORTED, EXPORTED_PLAIN
from .models import Export
from .workbook import lines_of, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work
    from niangjia.foundation.jobs.models import Job

    from .workbook import Line

MOST = 100_000  # persons in one list
AT_ONCE = 2_000  # up to so many the file is there at once
CHUNK = 1_000
KEPT = timedelta(days=1)
OWNER_ONLY = 0o600
WRITE = "people.export"


@transaction.atomic
def prepare_export(actor: Actor, ids: Sequence[int]) -> Export:
    """Fix whom a list is of: of these persons those where the actor may export. Raises Refused, NotPossible."""
    actor.require(EXPORT)
    if actor.account_id is None:
        raise ValueError("a list is taken out by an account")
    allowed = within(actor, ids, EXPORT)
    if not allowed:
        raise NotPossible(_("Choose at least one person."))
    if len(allowed) > MOST:
        raise NotPossible(_("A list has at most %(count)s persons: narrow it down.") % {"count": f"{MOST:,}"})
    return Export.objects.create(account_id=actor.account_id, person_ids=allowed)


def _begin(actor: Actor, ids: list[int]) -> str:
    return _export_page({"export": prepare_export(actor, ids).pk})


register_batch("export", title=gettext_lazy("Export"), icon="download", permission=EXPORT, begin=_begin)


@transaction.atomic
def write_export(actor: Actor, export: Export, *, plain: bool = False, reason: str = "") -> Job | None:
    """Journal that the list is taken out, and write it: at once (None), or in a job if it is long.

    Raises Refused, NotPossible without a reason where numbers are in full.
    """
    code = EXPORT_PLAIN if plain else EXPORT
    actor.require(code)
    export.refresh_from_db(from_queryset=Export.objects.select_for_update())
    if export.started:
        raise NotPossible(_("This list is being made, or was made, already."))
    export.started = now()
    export.plain, export.reason = plain, fit_reason(reason) if plain else ""
    export.person_ids = within(actor, export.person_ids, code)
    export.save(update_fields=["started", "plain", "reason", "person_ids"])
    _note(actor, export)
    if len(export.person_ids) > AT_ONCE:
        total = len(export.person_ids)
        return start_job(actor, WRITE, {"export": export.pk}, total=total)
    _write(export, lines_of(export.person_ids, plain=plain))
    return None


def _note(actor: Actor, export: Export) -> None:
    journal.look(
        actor,
        EXPORTED_PLAIN if export.plain else EXPORTED,
        export,
        reason=export.reason,
        shown=(journal.Subject("people.person", pk) for pk in export.person_ids),
        data={"count": len(export.person_ids)},
    )


def _export_page(ids: Ids) -> str:
    return reverse("people:export", args=[ids["export"]])


@job_kind(WRITE, title=gettext_lazy("Export of persons"), leads_to=_export_page)
def write_chunk(work: Work, cursor: Ids | None) -> Step:
    """Leave the lines of some persons beside the file; after the last, write it. Raises Refused."""
    export = Export.objects.get(pk=UUID(str(work.ids["export"])))
    work.actor.require(EXPORT_PLAIN if export.plain else EXPORT)
    total, start = len(export.person_ids), int(cursor["start"]) if cursor else 0
    if start >= total:
        _write(export, _parts(export, total))
        return Step(None, done=total, total=total)
    # Rights may have changed since the list was fixed.
    ids = within(work.actor, export.person_ids[start : start + CHUNK], EXPORT_PLAIN if export.plain else EXPORT)
    _leave(export, start, lines_of(ids, plain=export.plain))
    after = start + CHUNK
    return Step({"start": after}, done=min(after, total), total=total)


def _leave(export: Export, start: int, lines: list[Line]) -> None:
    export.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = export.part(start)
    path.touch(OWNER_ONLY)
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")


def _parts(export: Export, total: int) -> Iterator[Line]:
    for start in range(0, total, CHUNK):
        text = export.part(start).read_text(encoding="utf-8")
        yield from (json.loads(line) for line in text.splitlines())


def _write(export: Export, lines: Iterator[Line] | list[Line]) -> None:
    export.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = export.file.with_suffix(".draft")
    draft.touch(OWNER_ONLY)
    write_workbook(draft, watermark(export), lines)
    draft.chmod(OWNER_ONLY)
    draft.replace(export.file)
    export.finished = now()
    export.save(update_fields=["finished"])
    for part in export.file.parent.glob(f"{export.pk}.*.part"):
        part.unlink()


def watermark(export: Export) -> str:
    """Who took the list, when and why."""
    words = {
        "name": Account.objects.get(pk=export.account_id).name,
        "moment": date_format(export.made.astimezone(SHANGHAI), "Y-m-d H:i"),
        "number": str(export.pk)[:8],
        "reason": export.reason,
    }
    if export.plain:
        return _("Exported by %(name)s, %(moment)s, list %(number)s, numbers in full. Reason: %(reason)s") % words
    return _("Exported by %(name)s, %(moment)s, list %(number)s, numbers masked") % words


@periodic("37 * * * *")
def sweep_exports() -> None:
    """Delete lists after a day, with their files: whoever needs one takes a fresh one."""
    for export in Export.objects.filter(made__lt=now() - KEPT):
        for path in export.file.parent.glob(f"{export.pk}.*"):
            path.unlink()
        export.delete()
