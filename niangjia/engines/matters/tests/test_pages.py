from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.acts.tasks import tick_checklist
from niangjia.engines.matters.models import Batch, BatchRow, Matter, Note, State, Task, TaskState, TextModule
from niangjia.foundation.drafts.keeping import keep_draft
from niangjia.foundation.drafts.models import Draft
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .conftest import Office, fresh, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _url(task: Task, act: str) -> str:
    return f"/desk/matters/tasks/{task.pk}/{act}/"


def test_a_clerk_finds_it_ticks_the_list_and_does_it(cast: Cast, office: Office) -> None:
    matter = office.grant()
    task, client = task_of(matter, "check"), cast.client("clerk")
    assert matter.number in client.get("/desk/matters/").content.decode()
    assert "王小梅" in client.get("/desk/matters/?view=all&service=sample.grant").content.decode()
    answer = client.post(_url(task, "completion"), {"outcome": "pass"})
    assert answer.status_code == 422
    client.post(_url(task, "checklist"), {"point": ["0", "1", "x"]})
    wrong = client.post(_url(task, "completion"), {"outcome": "pass", "amount": "9000"})
    assert wrong.status_code == 422
    assert 'value="9000"' in wrong.content.decode()  # nothing typed is lost
    nothing = client.post(_url(task, "completion"), {"amount": "800"})
    assert nothing.status_code == 422
    assert 'value="800"' in nothing.content.decode()
    done = client.post(_url(task, "completion"), {"outcome": "pass", "amount": "800"}, follow=True)
    assert done.status_code == 200
    assert fresh(matter).variables["amount"] == 800
    again = client.post(_url(task, "completion"), {"outcome": "pass"}, follow=True)
    assert "刘芳" in again.content.decode()


def test_the_page_shows_the_way_the_picture_and_the_list(cast: Cast, office: Office) -> None:
    matter = office.grant()
    page = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert '<svg class="flow"' in page
    assert "核对材料" in page
    assert "flow-step flow-now" in page
    assert "flow-way flow-passed" in page


def test_sending_back_keeps_what_was_typed_and_asks_why(cast: Cast, office: Office) -> None:
    matter = office.grant()
    task, client = task_of(matter, "check"), cast.client("clerk")
    assert client.post(_url(task, "sending-back"), {"way": "to_applicant", "reason": ""}).status_code == 422
    client.post(_url(task, "sending-back"), {"way": "to_applicant", "reason": "缺复印件"})
    assert task_of(matter, "correct").for_applicant
    assert "缺复印件" in client.get(f"/desk/matters/{matter.pk}/").content.decode()


def test_claiming_giving_back_and_handing_over(cast: Cast, office: Office) -> None:
    task, client = task_of(office.grant(), "check"), cast.client("clerk")
    client.post(_url(task, "claim"))
    assert task.matter.number in client.get("/desk/matters/?view=mine").content.decode()
    client.post(_url(task, "return"))
    assert Task.objects.get(pk=task.pk).state == TaskState.OPEN
    assert client.post(_url(task, "colleague"), {"to": str(cast["auditor"].pk)}).status_code == 422
    client.post(_url(task, "colleague"), {"to": str(cast["chair"].pk)})
    assert Task.objects.get(pk=task.pk).claimed_by == cast["chair"]
    page = client.get(f"/desk/matters/{task.matter_id}/").content.decode()
    assert "陈建国" in page
    assert f"tasks/{task.pk}/completion/" not in page


def test_notes_are_for_whom_they_are_for(cast: Cast, office: Office) -> None:
    matter = office.grant()
    clerk, url = cast.client("clerk"), f"/desk/matters/{matter.pk}/"
    assert clerk.post(f"{url}notes/", {"kind": "1", "text": ""}).status_code == 422
    for kind, text in ((1, "已电话核实"), (2, "请带证件来一趟"), (3, "周五再看")):
        assert clerk.post(f"{url}notes/", {"kind": kind, "text": text}).status_code == 302
    mine, chairs = clerk.get(url).content.decode(), cast.client("chair").get(url).content.decode()
    assert "周五再看" in mine
    assert "周五再看" not in chairs
    assert "已电话核实" in chairs
    applicants = cast.client("member").get(f"/matters/{matter.pk}/").content.decode()
    assert "请带证件来一趟" in applicants
    assert "已电话核实" not in applicants
    assert Note.objects.filter(text__isnull=False).count() == 3


def test_rights_follow_the_state(cast: Cast, office: Office) -> None:
    """While it is decided, only the deciding lane comments for colleagues."""
    matter = office.grant()
    Matter.objects.filter(pk=matter.pk).update(phase="deciding")
    answer = cast.client("clerk").post(f"/desk/matters/{matter.pk}/notes/", {"kind": "1", "text": "补充"})
    assert answer.status_code == 422
    answer = cast.client("upper_officer").post(f"/desk/matters/{matter.pk}/notes/", {"kind": "1", "text": "补充"})
    assert answer.status_code == 302


def test_transferring_asks_for_a_union_that_exists(cast: Cast, office: Office) -> None:
    matter, client = office.grant(), cast.client("clerk")
    url = f"/desk/matters/{matter.pk}/transfer/"
    wrong = client.post(url, {"union": "999", "reason": "归他们"})
    assert wrong.status_code == 422
    assert "归他们" in wrong.content.decode()
    several = client.post(url, {"union": "石河", "reason": "归他们"})
    assert several.status_code == 422
    assert "石河煤矿工会委员会" in several.content.decode()
    for again, words in ((office.grant(), "一中"), (office.grant(), "shyz"), (matter, cast.union("school").code)):
        url = f"/desk/matters/{again.pk}/transfer/"
        assert client.post(url, {"union": words, "reason": "归他们"}).status_code == 302
        assert fresh(again).union == cast.union("school")


def test_many_are_completed_with_a_result_for_each(cast: Cast, office: Office) -> None:
    matters = [office.grant() for _number in range(4)]
    client = cast.client("clerk")
    with office.by("clerk") as actor:
        for matter in matters:
            tick_checklist(actor, task_of(matter, "check"), {0, 1})
    for matter in matters:
        client.post(_url(task_of(matter, "check"), "completion"), {"outcome": "pass"})
    visits = [task_of(matter, "visit") for matter in matters]
    assert "入户走访" in client.get("/desk/matters/batches/new/").content.decode()
    url = "/desk/matters/batches/new/?service=sample.grant&step=visit"
    assert client.post(url, {"outcome": "seen"}).status_code == 422
    answer = client.post(url, {"outcome": "seen", "task": [task.pk for task in visits]})
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"/desk/matters/batches/{batch.pk}/"
    cast.client("chair").post(_url(visits[0], "completion"), {"outcome": "seen"})  # somebody was quicker
    run_slice(Job.objects.get(kind="matters.complete_many").pk)
    results = dict(BatchRow.objects.filter(batch=batch).values_list("task", "result"))
    assert results.pop(visits[0].pk) == BatchRow.Result.REFUSED
    assert set(results.values()) == {BatchRow.Result.DONE}
    page = client.get(f"/desk/matters/batches/{batch.pk}/").content.decode()
    assert "陈建国" in page
    assert cast.client("chair").get(f"/desk/matters/batches/{batch.pk}/").status_code == 404


def test_what_is_ticked_goes_with_the_step(cast: Cast, office: Office) -> None:
    matter, client = office.grant(), cast.client("clerk")
    url, ticked = _url(task_of(matter, "check"), "completion"), {"checklist": "1", "point": ["0", "1"]}
    page = client.post(url, ticked)  # how it ends was not said
    assert page.status_code == 422
    assert all(f'name="point" value="{at}" checked' in page.content.decode() for at in (0, 1))
    assert f"/desk/people/{matter.person_id}/" in page.content.decode()
    client.post(url, {**ticked, "outcome": "pass"})
    assert fresh(matter).phase == "visiting"


def test_keeping_the_checklist_loses_nothing_that_was_typed(cast: Cast, office: Office) -> None:
    matter, client = office.grant(), cast.client("clerk")
    task, page = task_of(matter, "check"), f"/desk/matters/{matter.pk}/"
    client.post(_url(task, "checklist"), {"checklist": "1", "point": ["1"], "amount": "80x", "outcome": "drop"})
    shown = client.get(page).content.decode()
    assert all(words in shown for words in ('value="80x"', 'value="1" checked', 'value="drop"'))
    assert re.search(r'value="drop"[^>]* checked', shown)
    assert f"matters.step/{task.pk}/keep/" in shown  # what is typed from now on is kept, too
    assert 'value="80x"' not in cast.client("chair").get(page).content.decode()  # nobody else's
    client.post(_url(task, "checklist"), {"checklist": "1", "point": ["0", "1"], "amount": "800"})
    client.post(_url(task, "completion"), {"outcome": "pass", "amount": "800"})
    assert fresh(matter).variables["amount"] == 800
    assert not Draft.objects.exists()


def test_a_draft_for_another_form_opens_with_what_fits(cast: Cast, office: Office) -> None:
    """The service asks otherwise by now: a field is gone, an outcome is not drawn any more."""
    matter = office.grant()
    task = task_of(matter, "check")
    typed = {"amount": ["700"], "since": ["入会三年"], "outcome": ["postpone"], "shown": ["x"], "point": ["0"]}
    keep_draft(cast.actor("clerk"), f"matters.step/{task.pk}", typed)
    shown = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert all(words in shown for words in ('value="700"', "入会三年", "请重新选择", 'value="0" checked'))
    assert "postpone" not in shown


def test_text_modules_are_kept_used_and_removed(cast: Cast, office: Office) -> None:
    matter, client = office.grant(), cast.client("clerk")
    data = {"union": cast.union("mine").pk, "title": "补材料", "text": "请补交身份证复印件。"}
    assert client.post("/desk/matters/texts/", {**data, "title": ""}).status_code == 422
    client.post("/desk/matters/texts/", data)
    module = TextModule.objects.get()
    assert "补材料" in client.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "请补交身份证复印件。" in client.get(f"/desk/matters/{matter.pk}/?text={module.pk}").content.decode()
    assert cast.client("other_clerk").post(f"/desk/matters/texts/{module.pk}/removal/").status_code == 404
    client.post(f"/desk/matters/texts/{module.pk}/removal/")
    assert not TextModule.objects.exists()


def test_an_applicant_sees_who_has_it_and_does_what_is_asked(cast: Cast, office: Office) -> None:
    matter, client = office.grant(), cast.client("member")
    assert "石河煤矿工会委员会" in client.get("/matters/").content.decode()
    assert "试办补助" in client.get("/").content.decode()
    cast.client("clerk").post(
        _url(task_of(matter, "check"), "sending-back"), {"way": "to_applicant", "reason": "缺复印件"}
    )
    page = client.get(f"/matters/{matter.pk}/").content.decode()
    assert "缺复印件" in page
    task = task_of(matter, "correct")
    url = f"/matters/{matter.pk}/tasks/{task.pk}/completion/"
    assert cast.client("worker").post(url).status_code == 404
    assert client.post(url).status_code == 302
    assert task_of(matter, "check")


def test_an_applicant_writes_and_withdraws(cast: Cast, office: Office) -> None:
    matter, client = office.grant(), cast.client("member")
    assert client.post(f"/matters/{matter.pk}/messages/", {"text": " "}).status_code == 422
    client.post(f"/matters/{matter.pk}/messages/", {"text": "材料已补"})
    assert "材料已补" in cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert client.get(f"/matters/{matter.pk}/withdrawal/").status_code == 200
    client.post(f"/matters/{matter.pk}/withdrawal/")
    assert fresh(matter).state == State.WITHDRAWN
    assert "已撤回" in client.get("/matters/").content.decode()
    assert client.post(f"/matters/{matter.pk}/messages/", {"text": "还有"}).status_code == 422
