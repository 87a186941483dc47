"""Lists as a clerk uploads them, taken through their stages as the worker would."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped]

from niangjia.engines.people.models import Roster
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.committing import commit_roster
from niangjia.engines.people.roster.staging.parts import parts_of
from niangjia.engines.people.roster.staging.rows import Outcome
from niangjia.engines.people.roster.staging.sealing import rows_of_part
from niangjia.engines.people.roster.staging.undoing import undo_roster
from niangjia.engines.people.roster.staging.uploading import start_upload
from niangjia.engines.people.scope import acting
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.models import Union
    from niangjia.engines.people.roster.staging.rows import Staged
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

HEADS = ("姓名", "身份证号", "手机号码", "所属工会", "学历", "政治面貌", "入会日期", "工作单位", "家庭住址")
WORD = "2025年会员花名册"


def workbook(rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS) -> io.BytesIO:
    """A workbook with these rows under a heading; ids as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("会员")
    for number, row in enumerate([heads, *rows]):
        for column, cell in enumerate(row):
            if cell not in (None, ""):
                sheet.write(number, column, cell)
    book.close()
    file.seek(0)
    return file


class Desk:
    """A clerk with lists; every step is a transaction of its own, and jobs run as the worker runs them."""

    def __init__(self, cast: Cast, key: str = "clerk", union: str = "mine") -> None:
        self.cast, self.key, self.union_key = cast, key, union

    @property
    def actor(self) -> Actor:
        return self.cast.actor(self.key)

    @property
    def union(self) -> Union:
        return self.cast.union(self.union_key)

    def upload(
        self, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, name: str = "会员.xlsx", **more: Any
    ) -> Roster:
        """Upload rows as a workbook."""
        return self.upload_file(workbook(rows, heads), name, **more)

    def upload_file(self, file: Any, name: str, **more: Any) -> Roster:
        with acting(self.actor):
            return start_upload(self.actor, self.union, file, name, **more)

    def check(self, roster: Roster) -> Roster:
        with acting(self.actor):
            job = start_check(self.actor, roster)
        self.run(job)
        return self.fresh(roster)

    def checked(self, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, **more: Any) -> Roster:
        return self.check(self.upload(rows, heads, **more))

    def commit(self, roster: Roster, origin: str = "recorded", word: str = WORD) -> Roster:
        with acting(self.actor):
            jobs = commit_roster(self.actor, roster, origin=origin, word=word)
        for job in jobs:
            self.run(job)
        return self.fresh(roster)

    def undo(self, roster: Roster) -> Roster:
        with acting(self.actor):
            job = undo_roster(self.actor, roster)
        self.run(job)
        return self.fresh(roster)

    def committed(self, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, **more: Any) -> Roster:
        return self.commit(self.checked(rows, heads), **more)

    def run(self, job: Job) -> Job:
        """Run the job to its end. Fails if it does not end well."""
        run_slice(job.pk, seconds=600)
        job = Job.objects.get(pk=job.pk)
        assert job.state == "done", (job.state, job.failure, job.sentence)
        return job

    def fresh(self, roster: Roster) -> Roster:
        with acting(self.actor):
            return Roster.objects.select_related("union").get(pk=roster.pk)

    def rows(self, roster: Roster) -> list[Staged]:
        with acting(self.actor):
            return [row for part in parts_of(self.fresh(roster)) for row in rows_of_part(part)]

    def outcomes(self, roster: Roster) -> dict[int, str]:
        """Row number -> outcome."""
        return {row.number: row.outcome.value for row in self.rows(roster)}


def counts(roster: Roster) -> dict[str, int]:
    """The outcomes that some row has."""
    return {outcome.value: roster.counts[outcome] for outcome in Outcome if roster.counts.get(outcome)}


def job_of(roster: Roster) -> Job:
    return Job.objects.get(pk=UUID(roster.jobs[0]))
