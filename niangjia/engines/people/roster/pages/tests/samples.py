"""What clerks send: a page at a time, through the HTTP client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.people.models import Roster
from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.roster.staging.tests.samples import workbook
from niangjia.engines.people.scope import acting
from niangjia.foundation.jobs.models import LIVE, Job
from niangjia.foundation.jobs.running import run_slice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.roster.staging.tests.samples import Desk

LISTS = "/desk/people/lists/"
HEADS = ("姓名", "身份证号", "手机号码", "学历")
PHONE = "13800138000"


def somebody(name: str, number: str = "", phone: str = PHONE, education: str = "本科") -> list[str]:
    """A row of somebody with a document of her own."""
    return [name, number or resident_id().number, phone, education]


def file_with(rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, name: str = "会员.xlsx") -> Any:
    """A workbook as a browser sends it."""
    return SimpleUploadedFile(name, workbook(rows, heads).getvalue())


def send(desk: Desk, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, **more: Any) -> Roster:
    """Upload rows by the page; fails if it is refused."""
    answer = post_file(desk, file_with(rows, heads), **more)
    assert answer.status_code == 302, answer.content.decode()
    with acting(desk.actor):
        return Roster.objects.select_related("union").latest("made")


def post_file(desk: Desk, file: Any, *, to: str = "upload/", **more: Any) -> Any:
    """Send a file to the upload page."""
    client = desk.cast.client(desk.key)
    return client.post(f"{LISTS}{to}", {"file": file, "union": desk.union.pk, "layout": "", **more})


def page(desk: Desk, roster: Roster, rest: str = "") -> str:
    """A page of the list; fails unless it is there."""
    answer = desk.cast.client(desk.key).get(f"{LISTS}{roster.pk}/{rest}")
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    return answer.content.decode()


def post(desk: Desk, roster: Roster, rest: str, **data: Any) -> Any:
    """Send something to a page of the list, from the page as it is now."""
    now = desk.fresh(roster)
    given = {"round": now.round, "sheet": now.sheet, **data}
    return desk.cast.client(desk.key).post(f"{LISTS}{roster.pk}/{rest}", given)


def columns_for(desk: Desk, roster: Roster, **changes: str) -> dict[str, str]:
    """The selects of the columns as they were guessed, with changes."""
    chosen = {f"column-{column}": field for column, field in desk.fresh(roster).mapping.items()}
    return {**chosen, **{name.replace("_", "-"): field for name, field in changes.items()}}


def run_all() -> None:
    """What a worker would do now."""
    for job in Job.objects.filter(state__in=LIVE, kind__startswith="people.roster"):
        run_slice(job.pk, seconds=600)


def checked(desk: Desk, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, **more: Any) -> Roster:
    """Upload and check rows by the pages."""
    roster = send(desk, rows, heads, **more)
    answer = post(desk, roster, "columns/", **columns_for(desk, roster))
    assert answer.status_code == 302, answer.content.decode()
    run_all()
    return desk.fresh(roster)


def committed(desk: Desk, rows: Sequence[Sequence[Any]], **more: Any) -> Roster:
    """Upload, check and commit rows by the pages."""
    roster = checked(desk, rows, **more)
    answer = post(desk, roster, "commit/", origin="recorded", word="2025年花名册")
    assert answer.status_code == 302, answer.content.decode()
    run_all()
    return desk.fresh(roster)
