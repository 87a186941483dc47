"""Taking lists out: who may, what the journal says first, and the work itself, which goes on in the background."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.permissions import EXPORT, EXPORT_PLAIN
from niangjia.engines.people.persons.checking import fit_reason
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.workbooks.layouts import find_layout
from niangjia.engines.people.roster.workbooks.listing import kept, lines_in, read_again, words_for, write_listed
from niangjia.engines.people.unions.models import Union
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

    from niangjia.engines.people.roster.workbooks.listing import Line
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work
    from niangjia.foundation.jobs.models import Job

MOST = 100_000  # persons in one list
AT_ONCE = 2_000  # up to so many the file is there at once
CHUNK = 1_000
KEPT = timedelta(days=1)
OWNER_ONLY = 0o600
WRITE = "people.export"


@transaction.atomic
def prepare_export(actor: Actor, ids: Sequence[int], *, layout: str = "") -> Export:
    """Fix whom a list is of: of these persons those where the actor may export. Raises Refused, NotPossible.

    `layout` is the key of the layout that is proposed; it is chosen when the list is written.
    """
    actor.require(EXPORT)
    if actor.account_id is None:
        raise ValueError("a list is taken out by an account")
    allowed = within(actor, ids, EXPORT)
    if not allowed:
        raise NotPossible(_("Choose at least one person."))
    if len(allowed) > MOST:
        raise NotPossible(_("A list has at most %(count)s persons: narrow it down.") % {"count": f"{MOST:,}"})
    return Export.objects.create(account_id=actor.account_id, person_ids=allowed, layout=layout)


def _begin(actor: Actor, ids: list[int]) -> str:
    return _export_page({"export": prepare_export(actor, ids).pk})


register_batch("export", title=gettext_lazy("Export"), icon="download", permission=EXPORT, begin=_begin)


@transaction.atomic
def write_export(
    actor: Actor, export: Export, *, plain: bool = False, reason: str = "", layout: str | None = None
) -> Job | None:
    """Journal that the list is taken out, and write it: at once (None), or in a job if it is long.

    `layout` is the key of one, "" for the usual columns, None for what was proposed.
    Raises Refused, NotPossible for a layout that there is not, and without a reason where numbers are in full.
    """
    code = EXPORT_PLAIN if plain else EXPORT
    actor.require(code)
    export.refresh_from_db(from_queryset=Export.objects.select_for_update())
    if export.started:
        raise NotPossible(_("This list is being made, or was made, already."))
    if layout is not None:
        export.layout = layout
    if export.layout:
        find_layout(export.layout)
    export.started = now()
    export.plain, export.reason = plain, fit_reason(reason) if plain else ""
    export.person_ids = within(actor, export.person_ids, code)
    export.save(update_fields=["started", "plain", "reason", "person_ids", "layout"])
    _note(actor, export)
    if len(export.person_ids) > AT_ONCE:
        total = len(export.person_ids)
        return start_job(actor, WRITE, {"export": export.pk}, total=total)
    _write(export, _lines(export, export.person_ids))
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
    _leave(export, start, _lines(export, ids))
    after = start + CHUNK
    return Step({"start": after}, done=min(after, total), total=total)


def _lines(export: Export, ids: Sequence[int]) -> list[Line]:
    if export.layout:
        return lines_in(find_layout(export.layout), ids, plain=export.plain)
    return [list(line) for line in lines_of(ids, plain=export.plain)]


def _leave(export: Export, start: int, lines: list[Line]) -> None:
    export.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = export.part(start)
    path.touch(OWNER_ONLY)
    path.write_text("\n".join(json.dumps(kept(line)) for line in lines), encoding="utf-8")


def _parts(export: Export, total: int) -> Iterator[Line]:
    for start in range(0, total, CHUNK):
        text = export.part(start).read_text(encoding="utf-8")
        yield from (read_again(json.loads(line)) for line in text.splitlines())


def _write(export: Export, lines: Iterator[Line] | list[Line]) -> None:
    export.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = export.file.with_suffix(".draft")
    draft.touch(OWNER_ONLY)
    if export.layout:
        write_listed(draft, find_layout(export.layout), lines, _words(export), watermark(export))
    else:
        write_workbook(draft, watermark(export), lines)
    draft.chmod(OWNER_ONLY)
    draft.replace(export.file)
    export.finished = now()
    export.save(update_fields=["finished"])
    for part in export.file.parent.glob(f"{export.pk}.*.part"):
        part.unlink()


def _words(export: Export) -> dict[str, str]:
    """What stands around a layout's table: of one union, or of the lowest that has them all below it."""
    homes = Union.objects.filter(pk__in=Person.objects.filter(pk__in=export.person_ids).values("home"))
    reach = homes.aggregate(first=Min("place"), last=Max("place"))
    over = (
        Union.objects.filter(place__lte=reach["first"], place_end__gt=reach["last"])
        if homes
        else Union.objects.none()
    )
    return words_for(over.order_by("-depth").first(), Account.objects.get(pk=export.account_id).name)


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
