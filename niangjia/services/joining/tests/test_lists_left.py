"""What is left of lists: a job that failed, people who are erased, unions that have no lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.models import Person, Post
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.persons.own_copy import own_copy_sections
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.services.joining.acts.inviting import invite
from niangjia.services.joining.models import InvitationList, Invited, Roll

from .conftest import all_of_it, applications, scan_back, worked_off

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
TYPED = {"employer": "石河煤业有限公司", "source": "employer", "basis": "来函", "informed": "on"}
LINES = "\n".join(
    (f"张一,{number(831)},13800138031,采煤工", f"李二,{number(833)},,采煤工", f"王小梅,{number(871)},,采煤工")
)


def _made(cast: Cast, lines: str = LINES) -> tuple[InvitationList, Client]:
    _ = cast["clerk"], cast["chair"]
    clerk = cast.client("clerk")
    answer = clerk.post(f"/joining/desk/{cast.union('mine').pk}/lists/", {**TYPED, "lines_text": lines})
    assert answer.status_code == 302, answer.content.decode()
    return InvitationList.objects.latest("pk"), clerk


def _fails(row: InvitationList, what: str) -> None:
    """The list's job breaks down for good."""
    row.refresh_from_db()
    assert row.job
    with patch(f"niangjia.services.joining.jobs.{what}", side_effect=ZeroDivisionError):
        for _try in range(9):
            Job.objects.filter(pk=row.job).update(not_before=None)
            run_slice(row.job)
    assert Job.objects.get(pk=row.job).state == "failed"


def test_a_colleague_goes_on_with_what_a_job_left_and_nobody_who_signed_is_thrown_away(cast: Cast) -> None:
    row, clerk = _made(cast)
    chair, url = cast.client("chair"), f"/joining/desk/lists/{row.pk}/"
    _fails(row, "take_in")
    assert "名单还没有全部读入" in clerk.get(url).content.decode()
    assert chair.post(f"{url}more/").status_code == 302
    worked_off(row)
    assert row.rows.count() == 3
    clerk.post(f"{url}rolls/")
    roll = Roll.objects.select_related("list__union").get()
    scan_back(roll)
    ids = [str(one.pk) for one in row.rows.filter(state="invited")]
    clerk.post(f"{url}rolls/1/signed/", {"row": ids})
    _fails(row, "enter_some")
    page = chair.get(url).content.decode()
    assert "已签名的人还没有录入" in page
    assert "撤回已签名" in page
    chair.post(f"{url}end/")
    row.refresh_from_db()
    assert row.closed is None, "who signed is entered first"
    chair.post(f"{url}more/", {"back": "1"})
    assert row.rows.filter(state="invited").count() == len(ids)
    clerk.post(f"{url}rolls/1/signed/", {"row": ids})
    _fails(row, "enter_some")
    chair.post(f"{url}more/")
    worked_off(row)
    assert len(applications(way="roll")) == len(ids)
    assert "已签名的人还没有录入" not in chair.get(url).content.decode()
    job = row.job
    chair.post(f"{url}more/")
    row.refresh_from_db()
    assert row.job == job, "nothing is left"
    assert chair.post(f"{url}end/").status_code == 302
    row.refresh_from_db()
    assert row.closed


def test_what_a_list_says_of_somebody_goes_with_the_record(cast: Cast) -> None:
    known(cast, "worker", 875, phone="")
    worker = cast.person("worker")
    row, clerk = _made(cast, f"{LINES}\n李大山,{number(875)},13800138075,")
    worked_off(row)
    url = f"/joining/desk/lists/{row.pk}/"
    clerk.post(f"{url}rolls/")
    scan_back(Roll.objects.select_related("list__union").get())
    one = row.rows.get(position=1)
    clerk.post(f"{url}rolls/1/signed/", {"row": [str(one.pk)]})
    worked_off(row)
    one.refresh_from_db()
    assert (one.state, one.said, one.phone_mark, one.number_mark) == ("confirmed", None, None, None)
    assert "张一" in clerk.get(url).content.decode(), "as the request has it"
    assert "张一" in clerk.get(f"{url}rolls/1/").content.decode()
    section = next(each for each in own_copy_sections() if each.key == "joining_lists")
    with all_of_it():
        assert [each["number"] for each in section.rows(worker)] == [number(875)]
        erase_person(PLATFORM, worker, reason="本人要求")
        erase_person(PLATFORM, Person.objects.get(name="张一"), reason="本人要求")
    page = clerk.get(url).content.decode()
    assert "张一" not in page
    last = row.rows.order_by("position").last()
    assert last
    assert (last.state, last.said, last.number_mark, last.phone_mark) == ("refused", None, None, None)
    assert Invited.objects.filter(said__isnull=False).count() == 2, "those of the others stay"


def test_who_leads_a_branch_has_no_desk_of_requests(cast: Cast) -> None:
    shaft, mine = cast.union("shaft"), cast.union("mine")
    _ = cast["worker"]
    with all_of_it():
        Post.objects.create(person=cast.person("worker"), union=shaft, role=Role.CHAIR, started=date(2024, 1, 1))
    leads = cast.client("worker")
    page = leads.get("/joining/desk/").content.decode()
    assert f"{shaft.name}的入会和会籍事务由{mine.name}办理" in page
    assert leads.get(f"/joining/desk/{shaft.pk}/poster/").status_code == 200
    for path in ("lists", "in", "out", "change", "talks", "door"):
        assert leads.post(f"/joining/desk/{shaft.pk}/{path}/", {}).status_code == 403, path
    assert leads.get(f"/joining/desk/{shaft.pk}/lists/").status_code == 403
    assert leads.get("/joining/desk/months/").content.decode().count('name="union"') == 0
    with pytest.raises(NotPossible):
        invite(PLATFORM, shaft, InvitationList(employer="石河煤业", source="employer", basis="函"), [])
