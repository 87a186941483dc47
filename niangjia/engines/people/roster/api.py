"""`/api/v1/people/rosters`: lists for programs. Upload, check, look, commit, fetch what is to be mended.

Checking and committing are jobs: ask for the state until it is another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import FileResponse, Http404
from ninja import File, Form, Query, Router, UploadedFile
from ninja.errors import HttpError

from niangjia.engines.people.loading import load_union
from niangjia.engines.people.permissions import EDIT
from niangjia.foundation.jobs.models import LIVE, Job

from . import reading
from .api_shapes import CheckIn, CommitIn, RosterOut, RowsIn, RowsOut, UploadIn
from .models import Roster
from .staging import reasons
from .staging.checking import start_check
from .staging.committing import commit_roster
from .staging.loading import find_roster
from .staging.mapping import choose_columns, choose_sheet
from .staging.previewing import counts_of, rows_of
from .staging.uploading import LARGEST, MB, book_of, start_upload
from .workbooks import find_layout, rejected_workbook

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CREATED, ACCEPTED, TOO_LARGE = 201, 202, 413

router = Router()


@router.post("", response={CREATED: RosterOut}, url_name="people_rosters", summary="Upload a list")
def upload(request: HttpRequest, asked: Form[UploadIn], file: File[UploadedFile]) -> dict[str, Any]:
    """Takes a workbook or text for a union and all below it; `columns` are what they seem to hold.

    A file that can't be read is state `unreadable`, with the reason. 413 above 200 MB.
    """
    if (file.size or 0) > LARGEST:
        raise HttpError(TOO_LARGE, f"At most {LARGEST // MB} MB.")
    union = load_union(cast("Request", request), asked.union, EDIT)
    if asked.layout:
        find_layout(asked.layout)
    given = {"purpose": asked.purpose, "layout": asked.layout}
    return _told(start_upload(_actor(request), union, file, file.name or "", **given))


@router.get("/{roster_id}", response=RosterOut, url_name="people_roster", summary="State of a list")
def state(request: HttpRequest, roster_id: UUID) -> dict[str, Any]:
    """Where it stands, and how many rows have which outcome so far. 404 outside the scope."""
    return _told(_load(request, roster_id))


@router.post("/{roster_id}/check", response={ACCEPTED: RosterOut}, url_name="people_roster_check", summary="Check it")
def check(request: HttpRequest, roster_id: UUID, asked: CheckIn) -> dict[str, Any]:
    """Says what every row would do. `columns` are remembered for the union. 409 where it is too late."""
    roster, actor = _load(request, roster_id), _actor(request)
    if asked.sheet:
        choose_sheet(actor, roster, asked.sheet)
    if asked.columns:
        choose_columns(actor, roster, asked.columns)
    start_check(actor, roster)
    return _told(roster)


@router.get("/{roster_id}/rows", response=RowsOut, url_name="people_roster_rows", summary="Preview, masked")
def rows(request: HttpRequest, roster_id: UUID, asked: Query[RowsIn]) -> dict[str, Any]:
    """What became, or would become, of the rows: 50 to a page."""
    found = rows_of(_load(request, roster_id), asked.outcome, asked.page)
    return {"rows": found.rows, "page": found.page, "pages": found.pages, "total": found.total}


@router.post(
    "/{roster_id}/commit", response={ACCEPTED: RosterOut}, url_name="people_roster_commit", summary="Commit it"
)
def commit(request: HttpRequest, roster_id: UUID, asked: CommitIn) -> dict[str, Any]:
    """Enters and changes what the preview shows. 409 unless it is checked, or without a word on which to record."""
    roster = _load(request, roster_id)
    commit_roster(_actor(request), roster, origin=asked.entry, word=asked.word)
    return _told(roster)


@router.get("/{roster_id}/errors", url_name="people_roster_errors", summary="Rows to be mended, as a workbook")
def errors(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """The rejected and held rows as uploaded, with what is wrong; mended, it is uploaded again. 409 without any."""
    file = rejected_workbook(_actor(request), _load(request, roster_id))
    return cast("HttpResponse", FileResponse(file, as_attachment=True, filename="errors.xlsx", content_type=XLSX))


def _actor(request: HttpRequest) -> Actor:
    return cast("Request", request).actor


def _load(request: HttpRequest, roster_id: UUID) -> Roster:
    roster = find_roster(_actor(request), roster_id)
    if roster is None:
        raise Http404
    return roster


def _told(roster: Roster) -> dict[str, Any]:
    names = ("id", "purpose", "state", "sheet", "titles", "layout", "made", "committed", "kept_until")
    told = {name: getattr(roster, name) for name in names}
    told |= {"union": roster.union_id, "file": roster.file_name, "entry": roster.origin, "reason": _reason(roster)}
    told |= {"sheets": book_of(roster).sheets, "columns": roster.mapping, "counts": counts_of(roster)}
    return {**told, **_progress(roster)}


def _progress(roster: Roster) -> dict[str, int | None]:
    jobs = list(Job.objects.filter(pk__in=[UUID(job) for job in roster.jobs]))
    if not any(job.state in LIVE for job in jobs):
        return {"done": None, "total": None}
    return {"done": sum(job.done for job in jobs), "total": sum(job.total or 0 for job in jobs)}


def _reason(roster: Roster) -> str:
    if not roster.reason:
        return ""
    if roster.state == Roster.State.UNREADABLE:
        return reading.Unreadable(roster.reason).sentence
    return reasons.sentence(roster.reason)
