"""From the phone to the card: works, refuses bad input, refuses the wrong person."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from stdnum.cn.ric import calc_check_digit

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.later.entering import Paper, enter_paper
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.models import Matter, Note, Task
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.demo.accounts import Opened
from niangjia.engines.people.models import Consent, Employment, Membership, MembershipChange, Person
from niangjia.engines.people.persons.moving import Fate, relations
from niangjia.engines.people.scope import acting
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import now, today, travelled
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.services.joining import demo
from niangjia.services.joining.models import Application, Invited
from niangjia.services.joining.said import Said

from .conftest import (
    COUNTY,
    MINE,
    SELF,
    all_of_it,
    application,
    applications,
    applied,
    delegate,
    done,
    sent,
    task_of,
)

if TYPE_CHECKING:
    from niangjia.foundation.access.tests.codes import Texts
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
WRONG = SELF["number"][:-1] + str((int(SELF["number"][-1].replace("X", "0")) + 1) % 10)


def _member(name: str) -> Membership | None:
    with all_of_it():
        return Membership.objects.filter(person__name=name, state="active").select_related("union").first()


def test_somebody_unknown_applies_and_the_chair_takes_them_in(cast: Cast, texts: Texts) -> None:
    delegate(cast)
    phone = Client()
    page = phone.get(MINE).content.decode()
    typed = page.count('type="text"') + page.count('type="tel"')
    assert typed <= 8, "at most eight typed fields"
    matter = applied(phone, texts)
    row = application(matter=matter)
    assert (matter.phase, matter.union, row.way, bool(row.signed and row.text)) == (
        "deciding", cast.union("mine"), "self", True,
    )  # fmt: skip
    with all_of_it():
        assert "马小跑" not in str(Application.objects.values().get())
    limit = TimeLimit.objects.get(matter=matter)
    assert (limit.days, limit.working) == (3, True)
    assert matter.number in phone.get(f"/joining/done/{matter.pk}/").content.decode()
    with all_of_it():
        assert Consent.objects.filter(person=matter.person_id, purpose="joining.data").exists()
    desk = cast.client("chair")
    assert "马小跑" in desk.get("/joining/desk/").content.decode()
    page = desk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "飞快速递石河站" in page
    assert SELF["number"] not in page
    assert done(desk, task_of(matter), outcome="approve").status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.phase) == (2, "joined")
    member = _member("马小跑")
    assert member and member.union == cast.union("mine")
    assert (member.origin, member.number != "") == ("application", True)
    with all_of_it():
        assert Employment.objects.get(person=member.person_id).employer.name == "飞快速递石河站"
    assert {paper.kind for paper in papers_about(matter)} == {"joining.application", "joining.form"}
    assert Notice.objects.filter(kind="joining.welcome").exists()
    assert (
        member.number in phone.get("/me/card/").content.decode() or "<svg" in phone.get("/me/card/").content.decode()
    )
    assert Entry.objects.filter(code="joining.application.approved").exists()
    with acting(cast.actor("chair")):
        form = papers_about(matter).get(kind="joining.form")
    printed = desk.get(f"/desk/papers/{form.pk}/print/").content.decode()
    for said in ("工会会员登记表", "马小跑", "同意入会", member.number, "快递员"):
        assert said in printed
    anew = phone.post(MINE, {"employer": "x", "signed": "on"})
    assert anew.status_code == 422, "a member here already"


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(cast: Cast, texts: Texts) -> None:
    _ = cast.union("mine")
    phone = Client()
    assert phone.post(MINE, {**SELF, "phone": "123", "send": "1"}).status_code == 422
    code = sent(phone, texts)
    for wrong, field in (
        ({"number": WRONG}, "number"),
        ({"signed": ""}, "signed"),
        ({"employer": "", "platform": ""}, "employer"),
        ({"code": "000000" if code != "000000" else "000001"}, "code"),
        ({"name": " "}, "name"),
    ):
        answer = phone.post(MINE, {**SELF, "code": code, **wrong})
        page = answer.content.decode()
        assert (answer.status_code, f'id="id_{field}_error"' in page) == (422, True), field
        assert "快递员" in page
    assert Matter.objects.count() == 0
    assert phone.get("/joining/at/nowhere/").status_code == 404
    assert phone.get("/joining/at/11/").status_code == 404, "nobody joins at the city's federation"


def test_a_child_is_refused_with_the_reason(cast: Cast, texts: Texts) -> None:
    _ = cast.union("mine")
    phone, body = Client(), "11010520150601801"
    child = body + calc_check_digit(body + "0")
    wide = "".join(chr(ord(one) + 0xFEE0) for one in child)
    early = phone.post(MINE, {**SELF, "number": f"{wide[:6]} {wide[6:]}", "send": "1"})
    page = early.content.decode()
    assert (early.status_code, 'id="id_number_error"' in page, 'id="id_signed_error"' in page) == (422, True, False)
    assert (texts.sent, f'value="{child}"' in page) == ([], True), "told before a code is sent; readable"
    assert "autofocus" in phone.post(MINE, {**SELF, "send": "1"}).content.decode()
    answer = phone.post(MINE, {**SELF, "code": texts.code, "number": child})
    assert answer.status_code == 422
    assert "16" in answer.content.decode()
    with all_of_it():
        assert not Person.objects.filter(name="马小跑").exists()


def test_another_name_with_a_known_number_opens_nothing_and_is_counted(cast: Cast, texts: Texts) -> None:
    known(cast, "worker", 811, phone="")
    phone = Client()
    code = sent(phone, texts)
    answers = [phone.post(MINE, {**SELF, "number": number(811), "code": code}) for _try in range(4)]
    assert {answer.status_code for answer in answers} == {422}
    assert len(applications()) == 0
    # After three misses also the right name waits.
    assert phone.post(MINE, {**SELF, "name": "李大山", "number": number(811)}).status_code == 422
    assert len(applications()) == 0


def test_a_worker_of_the_register_joins_with_the_own_record(cast: Cast) -> None:
    delegate(cast)
    phone = cast.client("worker")
    page = phone.get(MINE).content.decode()
    assert "李大山" in page
    assert 'name="number"' not in page
    assert phone.post(MINE, {"employer": "石河煤业有限公司", "signed": "on"}).status_code == 302
    matter = Matter.objects.get()
    with all_of_it():
        assert Consent.objects.get(person=cast.person("worker")).purpose == "joining.data"
    assert phone.post(MINE, {"employer": "石河煤业有限公司", "signed": "on"})["Location"].endswith(f"/{matter.pk}/")
    assert phone.post(COUNTY, {"employer": "石河煤业有限公司", "signed": "on"})["Location"].endswith(f"/{matter.pk}/")
    assert len(applications()) == 1
    assert done(cast.client("chair"), task_of(matter), outcome="approve").status_code == 302
    with all_of_it():
        assert Membership.objects.get(person=cast.person("worker")).union == cast.union("mine")
        assert Employment.objects.filter(person=cast.person("worker")).count() == 1


def test_without_a_resolution_nobody_decides_alone_and_the_clerk_sends_back(cast: Cast) -> None:
    for key in ("chair", "clerk"):
        _ = cast[key]
    phone = cast.client("worker")
    phone.post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter = Matter.objects.get()
    done(cast.client("chair"), task_of(matter), outcome="approve")
    matter.refresh_from_db()
    assert matter.phase == "deciding"
    task = task_of(matter)
    clerk = cast.client("clerk")
    clerk.post(f"/desk/matters/tasks/{task.pk}/sending-back/", {"way": "to_applicant", "reason": "单位写全称"})
    task = task_of(matter)
    typed = {"employer": "石河煤业有限公司", "title": "机修工", "new_form": "", "platform": ""}
    assert phone.post(f"/matters/{matter.pk}/tasks/{task.pk}/completion/", {"title": "x"}).status_code == 422
    assert phone.post(f"/matters/{matter.pk}/tasks/{task.pk}/completion/", typed).status_code == 302
    assert Said.read(application().said.reveal()).employer == "石河煤业有限公司"
    assert phone.post(f"/matters/{matter.pk}/withdrawal/").status_code == 302
    assert application().ended
    assert phone.post(MINE, {"employer": "石河煤业", "signed": "on"}).status_code == 302, "may ask again"


def test_a_refusal_has_its_reason_and_a_paper_and_can_be_corrected(cast: Cast) -> None:
    delegate(cast)
    _ = cast["clerk"]
    phone = cast.client("worker")
    phone.post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter, chair = Matter.objects.get(), cast.client("chair")
    assert done(chair, task_of(matter), outcome="refuse", reason=" ").status_code == 422
    assert done(chair, task_of(matter), outcome="refuse", reason="不在本单位工作").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "refused"
    assert "不在本单位工作" in phone.get(f"/matters/{matter.pk}/").content.decode()
    assert Note.objects.filter(matter=matter, kind=Note.Kind.APPLICANT).exists()
    paper = papers_about(matter).get()
    printed = chair.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert "不予入会通知书" in printed
    assert "不在本单位工作" in printed
    task = Task.objects.select_related("union").get(matter=matter)
    with acting(cast.actor("clerk")):
        correction = ask_correction(cast.actor("clerk"), task, "核实有误", after="approve")
    with acting(cast.actor("chair")):
        approve_correction(cast.actor("chair"), correction)
    matter.refresh_from_db()
    with all_of_it():
        assert Membership.objects.get(person=cast.person("worker")).state == "active"
    assert matter.phase == "joined"


def test_the_day_of_the_meeting_or_of_the_paper_counts_and_no_paper_is_doubled(cast: Cast, texts: Texts) -> None:
    """The minutes are confirmed three days after the meeting; a refusal on paper is entered a week later."""
    for key in ("chair", "clerk"):
        _ = cast[key]
    held, chair = today() - timedelta(days=3), cast.client("chair")
    with travelled(to=now() - timedelta(days=10)):
        cast.client("worker").post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter = Matter.objects.get()
    with ends_otherwise(task_of(matter), held - timedelta(days=8)):
        early = done(chair, task_of(matter), outcome="approve")
    assert (early.status_code, "不能早于提出申请" in early.content.decode()) == (422, True)
    with ends_otherwise(task_of(matter), held):
        assert done(chair, task_of(matter), outcome="approve").status_code == 302
    with all_of_it():
        found = Membership.objects.get(person=cast.person("worker"))
        assert (found.started, found.joined) == (held, held)
        assert MembershipChange.objects.get(membership=found).day == held
    form = papers_about(matter).get(kind="joining.form")
    printed = chair.get(f"/desk/papers/{form.pk}/print/").content.decode()
    assert f"{held:%Y年%m月%d日}研究决定" in printed
    assert "陈建国" not in printed.split("同意入会")[1].split("</section>")[0], "no single person decided"
    matter = applied(Client(), texts)
    paper = Paper(today() - timedelta(days=7), pdf(), "决定.pdf", "石矿工〔2026〕9号")
    with acting(cast.actor("chair")):
        enter_paper(cast.actor("chair"), task_of(matter), "refuse", paper, data={"reason": "不在本单位工作"})
    there = papers_about(matter).get()
    assert (there.kind, there.number, there.dated) == ("joining.refusal", paper.number, paper.day)


@pytest.mark.parametrize(("key", "status"), [("auditor", 403), ("upper_officer", 403), ("other_clerk", 404)])
def test_others_do_not_decide(cast: Cast, key: str, status: int) -> None:
    delegate(cast)
    cast.client("worker").post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter = Matter.objects.get()
    assert done(cast.client(key), task_of(matter), outcome="approve").status_code == status
    assert cast.client("member").get(f"/joining/done/{matter.pk}/").status_code == 404
    assert _member("李大山") is None


def test_the_demo_has_requests(cast: Cast) -> None:
    clerk = cast["clerk"]
    _ = cast["chair"]
    demo.fill([Opened("clerk", clerk.username, "", "110101")])
    rows = applications()
    assert [row.matter.phase for row in rows if row.matter] == ["deciding"] * 3
    assert [one.state for one in Invited.objects.order_by("position")] == ["invited", "invited", "refused"]
    matter = Matter.objects.latest("pk")
    assert done(cast.client("chair"), task_of(matter), outcome="approve").status_code == 302


def test_who_becomes_a_member_elsewhere_meanwhile_is_transferred_on_approval(cast: Cast) -> None:
    delegate(cast)
    cast.client("worker").post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter, worker = Matter.objects.get(), cast.person("worker")
    with all_of_it():
        Membership.objects.create(
            person=worker, union=cast.union("school"), state="active", origin="recorded", started=today()
        )
    assert done(cast.client("chair"), task_of(matter), outcome="approve").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "moved"
    transfer = application(ended=None)
    assert (transfer.kind, transfer.origin, transfer.way) == ("transfer", cast.union("school"), "self")
    assert transfer.signed, "what was said and signed goes on with it"
    assert "石河煤业" in transfer.said.reveal()
    with all_of_it():
        assert Membership.objects.filter(person=worker).count() == 1


def test_the_desk_asks_few_questions(cast: Cast, texts: Texts, django_assert_max_num_queries: object) -> None:
    cast.client("worker").post(MINE, {"employer": "石河煤业", "signed": "on"})
    clerk = cast.client("clerk")
    with patch("niangjia.services.joining.pages.desk.SHOWN", 1):
        assert "最紧急" not in clerk.get("/joining/desk/").content.decode()
        applied(Client(), texts)
        for page in ("/joining/desk/", "/joining/desk/months/"):
            assert "共2件，以上为最紧急的1件" in clerk.get(page).content.decode()
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        clerk.get("/joining/desk/")


def _drawing(*, ink: bool = True) -> str:
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    if ink:
        ImageDraw.Draw(picture).line([(40, 50), (200, 150), (360, 40), (500, 160)], fill=(0, 0, 0, 255), width=5)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def test_a_drawn_name_is_a_signature_sealed_with_the_request_and_printed(cast: Cast) -> None:
    delegate(cast)
    _ = cast["clerk"]
    phone = cast.client("worker")
    work = {"employer": "石河煤业"}
    for wrong in ("", _drawing(ink=False), "data:image/png;base64,AAAA", "data:image/svg+xml;base64,PHN2Zz4="):
        answer = phone.post(MINE, {**work, "drawn": wrong})
        assert answer.status_code == 422, wrong[:30]
    answer = phone.post(MINE, {"drawn": _drawing()})
    assert (answer.status_code, _drawing() in answer.content.decode()) == (422, True), "what was drawn is not lost"
    assert phone.post(MINE, {**work, "drawn": _drawing()}).status_code == 302
    row = application()
    kept = base64.b64decode(row.drawn.reveal())
    assert kept.startswith(b"\x89PNG")
    assert len(kept) < 4000
    with all_of_it():
        assert b"\x89PNG" not in bytes(Application.objects.values_list("drawn", flat=True)[0])
    matter, chair = Matter.objects.get(), cast.client("chair")
    assert done(chair, task_of(matter), outcome="approve").status_code == 302
    for paper in papers_about(matter):
        printed = chair.get(f"/desk/papers/{paper.pk}/print/").content.decode()
        assert f"data:image/png;base64,{row.drawn.reveal()}" in printed
        assert chair.get(f"/desk/papers/{paper.pk}/paper.docx").status_code == 200
    page = phone.get(f"/joining/done/{matter.pk}/").content.decode()
    for path in ("/me/card/", "/services/", "/certificates/", "/me/correction/", "民族"):
        assert path in page, "what a new member can do now"


def test_what_was_said_is_in_the_copy_of_ones_data_and_goes_with_the_record(cast: Cast) -> None:
    member = cast.client("member")
    member.post("/joining/at/110102/", {"employer": "石河一中后勤", "signed": "on", "drawn": _drawing()})
    assert application(kind="transfer")
    assert member.post(reverse("portal:copy")).status_code == 302
    job = Job.objects.get(kind="portal.own_copy")
    run_slice(job.pk)
    answer = member.get(reverse("portal:copy_file", args=[job.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        found = json.loads(zipped.read("data.json"))["joining"]
        page = next(zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".html"))
    assert [row["employer"] for row in found] == ["石河一中后勤"]
    assert found[0]["signature"].startswith("data:image/png")
    assert "石河一中后勤" in page
    moves = [one for one in relations() if one.model.startswith("joining.")]
    assert {one.name: one.erased for one in moves} == {
        "joining.application.person": Fate.DELETED, "joining.talk.person": Fate.DELETED,
    }  # fmt: skip
    with all_of_it():
        for one in moves:
            one.erase(cast.person("member"))
    assert not applications()


def test_the_second_net_shows_no_request_outside_the_scope(cast: Cast) -> None:
    """The app's own role, whatever SQL is sent: the unions concerned and the person, nobody else."""
    cast.client("member").post("/joining/at/110102/", {"employer": "石河一中", "signed": "on"})
    seen = {}
    for key in ("member", "clerk", "other_clerk", "worker", "auditor"):
        with acting(cast.actor(key)):
            seen[key] = Application.objects.count()
    assert seen == {"member": 1, "clerk": 1, "other_clerk": 1, "worker": 0, "auditor": 0}
    assert Application.objects.count() == 0, "without a scope there is nothing"
