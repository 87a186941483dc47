"""Sixty miners by one list: twelve by a tap, the others by a roll that is scanned back; one meeting takes all in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from niangjia.engines.matters.meetings.models import Meeting
from niangjia.engines.matters.models import Matter
from niangjia.engines.papers.scans.models import Scan
from niangjia.engines.papers.tests.samples import pdf_of, stamped
from niangjia.engines.people.claiming.tests.samples import number
from niangjia.engines.people.models import Membership
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.services.joining.models import InvitationList, Roll

from .conftest import again, all_of_it, applications, worked_off

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from niangjia.foundation.access.tests.codes import Texts
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
ALL, TAPS = 60, 12
SHOWN = "甲乙丙丁戊己庚辛壬癸"


def _name(at: int) -> str:
    return f"矿{SHOWN[at // 10]}{SHOWN[at % 10]}"


def _run(job: UUID) -> None:
    while Job.objects.get(pk=job).state in ("waiting", "running"):
        run_slice(job)
    assert Job.objects.get(pk=job).state == "done"


def _tap(texts: Texts, row: InvitationList, at: int) -> None:
    """Telephone and code, then name, end of the ID, the text and the signature: nothing else is typed."""
    phone, url, mobile = Client(REMOTE_ADDR=f"10.1.0.{at}"), f"/joining/lists/{row.token}/", f"138001{38100 + at}"
    again()
    assert phone.post(url, {"phone": mobile, "send": "1"}).status_code == 200
    assert phone.post(url, {"phone": mobile, "code": texts.code}).status_code == 200
    assert phone.post(url, {"go": "1"}).status_code == 302
    typed = {"employer": "石河煤业有限公司", "title": "采煤工", "signed": "on"}
    typed |= {"name": _name(at), "six": number(100 + at)[-6:]}
    answer = phone.post("/joining/at/110101/", typed)
    assert answer.status_code == 302, answer.content.decode()


def test_sixty_miners(
    cast: Cast, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    _ = cast["chair"], cast["clerk"]
    clerk, chair, mine = cast.client("clerk"), cast.client("chair"), cast.union("mine")
    lines = "\n".join(f"{_name(at)}\t{number(100 + at)}\t138001{38100 + at}\t采煤工" for at in range(ALL))
    typed = {"employer": "石河煤业有限公司", "source": "employer", "basis": "来函", "informed": "on"}
    clerk.post(f"/joining/desk/{mine.pk}/lists/", {**typed, "lines_text": "姓名\t身份证号\t手机号\t岗位\n" + lines})
    row = InvitationList.objects.get()
    worked_off(row)
    url = f"/joining/desk/lists/{row.pk}/"
    assert row.rows.filter(state="invited", sentence="").count() == ALL

    for at in range(TAPS):
        _tap(texts, row, at)
    assert len(applications(way="invited", ended=None)) == TAPS

    clerk.post(f"{url}rolls/")
    roll = Roll.objects.select_related("paper").get()
    assert roll.rows.count() == ALL - TAPS, "who has confirmed does not sign again"
    file = SimpleUploadedFile("名册.pdf", pdf_of([stamped(roll.paper, angle=1)]), "application/pdf")
    assert clerk.post("/desk/papers/scans/", {"union": mine.pk, "file": file}).status_code == 302
    scanned = Scan.objects.get().job
    assert scanned
    _run(scanned)
    roll.paper.refresh_from_db()
    assert roll.paper.leaves.count() == 1
    assert (roll.paper.sealing, roll.paper.state) == ("ink", "filed"), "filed to its paper by its code alone"
    clerk.post(f"{url}rolls/1/signed/", {"row": [str(one.pk) for one in roll.rows.all()]})
    worked_off(row)
    assert len(applications(way="roll", ended=None)) == ALL - TAPS
    assert row.rows.filter(state="confirmed").count() == ALL

    _meeting(cast, chair)
    assert Matter.objects.filter(procedure="joining.join", phase="joined").count() == ALL
    with all_of_it():
        found = Membership.objects.filter(person__name__startswith="矿", state="active", union=mine)
        assert found.count() == ALL
        assert len(set(found.values_list("number", flat=True))) == ALL
    clerk.get(url)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page = clerk.get(url).content.decode()
    assert f"{ALL}人中{ALL}人" in page


def _meeting(cast: Cast, chair: Client) -> None:
    """One meeting, on its own pages: who came, one decision for all that waits, the minutes."""
    mine = cast.union("mine")
    answer = chair.post(
        "/desk/matters/meetings/new/", {"union": mine.pk, "body": "committee", "held": today().isoformat()}
    )
    assert answer.status_code == 302, answer.content.decode()
    meeting = Meeting.objects.get()
    assert meeting.items.count() == ALL
    members = list(meeting.members.filter(votes=True).values_list("pk", flat=True))
    base = f"/desk/matters/meetings/{meeting.pk}/"
    assert chair.post(f"{base}sheet/", {"came": members, "agreed": "1"}).status_code == 302
    answer = chair.post(f"{base}minutes/")
    assert answer.status_code == 302, answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.job
    _run(meeting.job)
