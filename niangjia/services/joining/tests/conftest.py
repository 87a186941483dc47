from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.engines.matters.meetings.delegating import Terms, record_delegation
from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.papers.scans.models import Result, Scan, ScanPage
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.models import IdentityDocument, Person
from niangjia.engines.people.scope import acting, everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.tests.codes import PHONE, catch_texts
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.services.joining.models import Application

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from django.http import HttpResponse
    from django.test import Client

    from niangjia.foundation.access.tests.codes import Texts
    from niangjia.services.joining.models import InvitationList, Roll
    from tests.harness.people import Cast

LIVING = (TaskState.OPEN, TaskState.CLAIMED)
MINE, COUNTY = "/joining/at/110101/", "/joining/at/1101/"
WORK = {"employer": "飞快速递石河站", "title": "快递员", "new_form": "2", "platform": "飞快", "signed": "on"}
SELF = {"name": "马小跑", "number": number(801), "phone": PHONE, **WORK}


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch, db: None) -> Texts:
    return catch_texts(monkeypatch)


def again() -> None:
    """Another code may be asked for at once."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM limits_tally WHERE ends - started = interval '1 minute'")


def sent(client: Client, texts: Texts, url: str = MINE, **typed: str) -> str:
    """Ask for a code on the page; the code."""
    again()
    answer = client.post(url, {**SELF, **typed, "send": "1"})
    assert answer.status_code == 200, answer.content.decode()
    return texts.code


def apply(client: Client, texts: Texts, url: str = MINE, **typed: str) -> HttpResponse:
    """Somebody whom nobody knows applies on the phone."""
    code = sent(client, texts, url, **typed)
    return client.post(url, {**SELF, "code": code, **typed})  # type: ignore[return-value]


def applied(client: Client, texts: Texts, url: str = MINE, **typed: str) -> Matter:
    answer = apply(client, texts, url, **typed)
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.latest("pk")


def task_of(matter: Matter) -> Task:
    """Its only step that waits."""
    return Task.objects.select_related("union", "matter").get(matter=matter, state__in=LIVING)


def done(client: Client, task: Task, **typed: str) -> HttpResponse:
    return client.post(f"/desk/matters/tasks/{task.pk}/completion/", typed)  # type: ignore[return-value]


def applications(**given: object) -> list[Application]:
    """Requests as they are, past the second net: row-level security shows none without a scope."""
    with all_of_it():
        rows = Application.objects.filter(**given).select_related("union", "origin", "matter").order_by("made")
        return list(rows)


def application(**given: object) -> Application:
    """The only one so."""
    (found,) = applications(**given)
    return found


def complete(cast: Cast, key: str, order: int) -> None:
    """The record of one of the cast has all that it needs."""
    with all_of_it():
        if not IdentityDocument.objects.filter(person=cast.person(key)).exists():
            known(cast, key, order, phone="")
        Person.objects.filter(pk=cast.person(key).pk).update(sex="2", born=date(1990, 6, 1))


SENTENCED = {"judgment": "石河县人民法院（2026）石刑初12号", "judged": "2026-08-01", "opinion": "2026-08-20"}


def delegate(cast: Cast, key: str = "chair") -> None:
    """The committee has resolved that the chair decides alone."""
    chair = cast.actor(key)
    terms = Terms("committee", "joining.join", "chair", "石矿工〔2026〕3号", date(2026, 1, 5), date(2026, 1, 5))
    with acting(chair):
        record_delegation(chair, cast.union("mine"), terms)


def worked_off(row: InvitationList) -> None:
    """The list's job runs to its end, as a worker lets it."""
    row.refresh_from_db()
    assert row.job
    while Job.objects.get(pk=row.job).state in ("waiting", "running"):
        run_slice(row.job)
    assert Job.objects.get(pk=row.job).state == "done"


def scan_back(roll: Roll) -> None:
    """As the scanner's job leaves it: a page filed with the paper (the job itself: test_sixty.py)."""
    union = roll.list.union
    scan = Scan.objects.create(union=union, name="名册.pdf", key_id=1, state=Scan.State.DONE)
    ScanPage.objects.create(scan=scan, position=1, uid=uuid.uuid4(), result=Result.FILED, paper=roll.paper, key_id=1)


def all_of_it() -> AbstractContextManager[object]:
    return everywhere(PLATFORM, "a test")
