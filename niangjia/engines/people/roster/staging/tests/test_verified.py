"""A list into the small demo: what verifies a demo finds nothing, as if the single verbs had entered everybody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.demo import nobodys
from niangjia.engines.people.demo.tests.conftest import filled, shape_before
from niangjia.engines.people.demo.verifying import LOOKS, verify_demo
from niangjia.engines.people.models import Employer, Union
from niangjia.engines.people.roster.staging import checking
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.committing import commit_roster
from niangjia.engines.people.roster.staging.undoing import undo_roster
from niangjia.engines.people.roster.staging.uploading import start_upload
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .samples import HEADS, WORD, workbook

if TYPE_CHECKING:
    from niangjia.engines.people.demo.filling import Filled
    from niangjia.engines.people.models import Roster
    from niangjia.foundation.access.actor import Actor

__all__ = ["filled", "shape_before"]
ROWS = 1_200
pytestmark = pytest.mark.long


def _rows(changed: bool) -> list[list[str]]:
    codes = list(Union.objects.filter(level__gte="5").order_by("place").values_list("code", flat=True))
    employer = Employer.objects.order_by("pk").first()
    rows = []
    for at in range(ROWS):
        born = date.fromordinal(date(1975, 1, 1).toordinal() + at * 3)
        number = nobodys.resident_id(nobodys.region(60), born, at % 400, female=bool(at % 2)) if at % 50 else ""
        name = f"{'王李张欧阳'[at % 4]}{'明强勇军芳乐'[at % 6]}{'华民国'[at % 3]}"
        phone = nobodys.mobile(8_000_000 + at + (ROWS if changed and at % 5 == 0 else 0))[3:] if at % 50 else ""
        school = "大学本科" if changed and at % 3 == 0 else "大专"
        work = employer.name if employer and changed else ""
        rows.append(
            [name, number, phone, codes[at % len(codes)], school, "群众", "2020-03-01", work, f"幸福路{at}号"]
        )
    return rows


def _through(actor: Actor, rows: list[list[str]]) -> Roster:
    with acting(actor):
        roster = start_upload(actor, Union.objects.get(parent=None), workbook(rows, HEADS), "会员.xlsx")
        jobs = [start_check(actor, roster)]
    _run(jobs)
    with acting(actor):
        jobs = commit_roster(actor, roster, origin="recorded", word=WORD)
    _run(jobs)
    with acting(actor):
        roster.refresh_from_db()
    return roster


def _run(jobs: list[Job]) -> None:
    for job in jobs:
        run_slice(job.pk, seconds=600)
        assert Job.objects.get(pk=job.pk).state == "done"


def test_nothing_differs_after_entering_changing_and_undoing(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ROWS", 500)  # several parts
    looks = [look for look in LOOKS if look != "tree"]
    actor = actor_of(Account.objects.get(username=filled.accounts[0].username))
    entered = _through(actor, _rows(changed=False))
    assert entered.counts["new"] + entered.counts["incomplete"] == ROWS
    assert verify_demo(looks) == []
    changed = _through(actor, _rows(changed=True))
    assert changed.counts["changed"] > ROWS / 2
    assert verify_demo(looks) == []
    with acting(actor):
        jobs = [undo_roster(actor, changed)]
    _run(jobs)
    assert verify_demo(looks) == []
