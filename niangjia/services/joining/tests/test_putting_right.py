"""What applicants say and put right: documents that tell little, padding, what was sent back, what is on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from stdnum.cn.ric import calc_check_digit

from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Note, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.models import Consent, IdentityDocument, Membership, Person
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import SHANGHAI, now, today
from niangjia.services.joining.acts.applying import apply_for_membership
from niangjia.services.joining.said import Said

from .conftest import (
    MINE,
    SELF,
    WORK,
    again,
    all_of_it,
    application,
    applied,
    delegate,
    done,
    task_of,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.tests.codes import Texts
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
WRONG = SELF["number"][:-1] + str((int(SELF["number"][-1].replace("X", "0")) + 1) % 10)


def _member(name: str) -> Membership | None:
    with all_of_it():
        return Membership.objects.filter(person__name=name, state="active").select_related("union").first()


def test_a_name_is_kept_without_padding(cast: Cast, texts: Texts) -> None:
    _ = cast.union("mine")
    matter = applied(Client(), texts, name=" 马 小跑 ")
    assert Said.read(application(matter=matter).said.reveal()).name == "马小跑"
    assert "至少填一项" in Client().get(MINE).content.decode(), "not only once it is missing"


def test_a_document_that_tells_no_birthday_is_no_way_round_the_age(cast: Cast, texts: Texts) -> None:
    """A passport: sex and birthday are asked then, and not else; the record is complete, and counts."""
    delegate(cast)
    phone, passport = Client(), {"number": "E12345678"}
    assert 'name="born"' not in phone.get(MINE).content.decode()
    again()
    page = phone.post(MINE, {**SELF, **passport, "send": "1"}).content.decode()
    assert ('name="born"' in page, 'name="sex"' in page) == (True, True)
    typed = {**SELF, **passport, "code": texts.code, "sex": "2"}
    child = today().replace(year=today().year - 15).isoformat()
    for born in ("", child, "2999-01-01", "1799-01-01"):
        answer = phone.post(MINE, {**typed, "born": born})
        told = 'id="id_born_error"' in answer.content.decode()
        assert (answer.status_code, told) == (422, True), born
    assert phone.post(MINE, {**typed, "born": "1990-05-06"}).status_code == 302
    matter = Matter.objects.get()
    assert done(cast.client("chair"), task_of(matter), outcome="approve").status_code == 302
    with all_of_it():
        member = Membership.objects.select_related("person").get(person__name="马小跑")
        assert (member.state, member.person.sex, str(member.person.born)) == ("active", "2", "1990-05-06")
    assert Notice.objects.filter(kind="joining.welcome").exists()


def test_whose_record_is_incomplete_is_asked_and_told_that_it_does_not_count_yet(cast: Cast) -> None:
    delegate(cast)
    phone, worker = cast.client("worker"), cast.person("worker")
    with all_of_it():
        Person.objects.filter(pk=worker.pk).update(state="incomplete", lacks="document")
    answer = phone.post(MINE, {"employer": "石河煤业", "signed": "on"})
    assert (answer.status_code, 'id="id_born_error"' in answer.content.decode()) == (422, True)
    with all_of_it():
        with pytest.raises(NotPossible, match="出生"):
            apply_for_membership(PLATFORM, worker, cast.union("mine"), Said(name="李大山"), way="roll")
        with pytest.raises(NotPossible, match="16"):
            young = Said(name="李大山", sex="1", born=today().isoformat())
            apply_for_membership(PLATFORM, worker, cast.union("mine"), young, way="roll")
    typed = {"employer": "石河煤业", "signed": "on", "sex": "1", "born": "1980-01-02"}
    assert phone.post(MINE, typed).status_code == 302
    matter = Matter.objects.get()
    assert done(cast.client("chair"), task_of(matter), outcome="approve").status_code == 302
    with all_of_it():
        assert Membership.objects.get(person=worker).state == "incomplete"
        assert str(Person.objects.get(pk=worker.pk).born) == "1980-01-02"
    assert [one.kind for one in Notice.objects.filter(kind__startswith="joining.")] == ["joining.incomplete"]
    page = phone.get(f"/joining/done/{matter.pk}/").content.decode()
    assert ("/me/card/" in page, "证件" in page, "档案待补全" in page) == (False, True, True)


def _sent_back(cast: Cast, matter: Matter) -> str:
    """Where the applicant completes it."""
    task = task_of(matter)
    url = f"/desk/matters/tasks/{task.pk}/sending-back/"
    answer = cast.client("clerk").post(url, {"way": "to_applicant", "reason": "姓名与证件不符"})
    assert answer.status_code == 302, answer.content.decode()
    return f"/matters/{matter.pk}/tasks/{task_of(matter).pk}/completion/"


def test_who_was_entered_by_the_request_puts_name_and_number_right(cast: Cast, texts: Texts) -> None:
    known(cast, "member", 871, phone="")
    _ = cast["clerk"], cast["chair"]
    delegate(cast)
    phone = Client()
    matter = applied(phone, texts, name="马小泡")
    url = _sent_back(cast, matter)
    page = phone.get(f"/matters/{matter.pk}/").content.decode()
    assert ('name="number"' in page, SELF["number"] in page, "/me/correction/" in page) == (True, False, False)
    body = "11010520150601801"
    typed = {**WORK, "outcome": "handed_in", "name": "马小跑", "number": ""}
    for wrong in ({"name": "12"}, {"number": WRONG}, {"number": body + calc_check_digit(body + "0")}):
        assert phone.post(url, {**typed, **wrong}).status_code == 422, wrong
    passport = phone.post(url, {**typed, "number": "E12345678"})
    assert (passport.status_code, 'name="born"' in passport.content.decode()) == (422, True)
    assert phone.post(url, {**typed, "number": number(871)}).status_code == 302, "nobody learns whose it is"
    with all_of_it():
        person = Person.objects.get(name="马小跑")
        assert IdentityDocument.objects.get(person=person).number.reveal() == SELF["number"]
    assert Note.objects.filter(matter=matter, kind=Note.Kind.INSIDE).exists(), "the clerk does"
    url = _sent_back(cast, matter)
    assert phone.post(url, {**typed, "number": number(803)}).status_code == 302
    said = Said.read(application(matter=matter).said.reveal())
    assert (said.name, said.number) == ("马小跑", number(803))
    with all_of_it():
        assert IdentityDocument.objects.get(person=person).number.reveal() == number(803)
    assert done(cast.client("chair"), task_of(matter), outcome="approve").status_code == 302
    assert _member("马小跑")


def test_who_has_a_record_already_is_led_to_its_correction(cast: Cast) -> None:
    _ = cast["clerk"], cast["chair"]
    phone = cast.client("worker")
    phone.post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter = Matter.objects.get()
    url = _sent_back(cast, matter)
    page = phone.get(f"/matters/{matter.pk}/").content.decode()
    assert ('name="number"' in page, "/me/correction/" in page) == (False, True)
    assert phone.post(url, {**WORK, "outcome": "handed_in", "name": "别人", "number": number(803)}).status_code == 302
    with all_of_it():
        assert Person.objects.get(pk=cast.person("worker").pk).name == "李大山"
    assert Said.read(application().said.reveal()).name == "李大山"


def test_who_signs_by_hand_is_entered_with_day_and_scan(cast: Cast) -> None:
    known(cast, "member", 871, phone="")
    delegate(cast)
    clerk, chair = cast.client("clerk"), cast.client("chair")
    url, day = f"/joining/desk/{cast.union('mine').pk}/paper/", (today() - timedelta(days=2)).isoformat()
    typed = {"name": "马小跑", "number": number(803), "employer": "飞快速递石河站", "day": day, "informed": "on"}

    def posted(**more: str) -> HttpResponse:
        file = SimpleUploadedFile("申请书.pdf", more.pop("scan", "").encode() or pdf())
        return clerk.post(url, {**typed, "scan": file, **more})  # type: ignore[return-value]

    for field, wrong in (
        ("number", {"number": WRONG}), ("day", {"day": "2999-01-01"}), ("informed", {"informed": ""}),
        ("scan", {"scan": "x"}), ("born", {"number": "E12345678"}), ("phone", {"phone": "12"}),
    ):  # fmt: skip
        answer = posted(**wrong)
        told = f'id="id_paper_{field}_error"' in answer.content.decode()
        assert (answer.status_code, told, Matter.objects.count()) == (422, True, 0), field
    assert posted(number=number(871)).status_code == 422, "somebody else's number"
    assert posted().status_code == 302
    matter, row = Matter.objects.get(), application()
    assert row.signed
    assert (row.way, f"{row.signed.astimezone(SHANGHAI):%Y-%m-%d}", matter.phase) == ("paper", day, "deciding")
    assert [one.name.reveal() for one in attachments_of(matter)] == ["申请书.pdf"]
    with all_of_it():
        assert Consent.objects.get(person=matter.person_id).way == "paper"
    assert posted().status_code == 422, "one request at a time"
    assert done(chair, task_of(matter), outcome="approve").status_code == 302
    assert _member("马小跑")
    assert cast.client("other_clerk").post(url, typed).status_code == 404


def test_what_lies_with_an_applicant_beyond_its_time_can_be_ended(cast: Cast) -> None:
    _ = cast["chair"]
    phone, clerk = cast.client("worker"), cast.client("clerk")
    phone.post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter = Matter.objects.get()
    _sent_back(cast, matter)
    task, drop = task_of(matter), f"/joining/desk/changes/{matter.pk}/end/"
    assert task.due is not None
    clerk.post(drop, {"reason": "多次联系未补正"})
    matter.refresh_from_db()
    assert matter.is_open, "there is time yet"
    Task.objects.filter(pk=task.pk).update(due=now() - timedelta(hours=1))
    assert drop in clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert clerk.post(drop, {"reason": ""}).status_code == 422
    assert clerk.post(drop, {"reason": "多次联系未补正"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.is_open, application().ended is not None) == (False, True)
    assert "多次联系未补正" in phone.get(f"/matters/{matter.pk}/").content.decode()
    assert phone.post(MINE, {"employer": "石河煤业", "signed": "on"}).status_code == 302, "and may ask anew"
    matter = Matter.objects.latest("pk")
    _sent_back(cast, matter)
    with all_of_it():
        erase_person(PLATFORM, Person.objects.get(pk=cast.person("worker").pk), reason="本人要求")
    drop = f"/joining/desk/changes/{matter.pk}/end/"
    assert drop in clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    clerk.post(drop, {"reason": "档案已删除"})
    matter.refresh_from_db()
    assert not matter.is_open, "at once: it lies with nobody"


def test_correcting_an_old_admission_leaves_a_later_membership_alone(cast: Cast) -> None:
    """Taken in, left, taken in anew: the first admission is no more what stands."""
    delegate(cast)
    phone, chair, clerk = cast.client("worker"), cast.client("chair"), cast.actor("clerk")
    matters = []
    for time in range(2):
        assert phone.post(MINE, {"employer": "石河煤业", "signed": "on"}).status_code == 302
        matters.append(Matter.objects.latest("pk"))
        assert done(chair, task_of(matters[-1]), outcome="approve").status_code == 302
        if time == 0:
            phone.post("/joining/change/", {"what": "withdraw", "reason": "回乡务农"})
            assert done(chair, task_of(Matter.objects.latest("pk")), outcome="record").status_code == 302
    first, second = (Task.objects.select_related("union").get(matter=one) for one in matters)
    with acting(clerk), pytest.raises(NotPossible, match="名册"):
        ask_correction(clerk, first, "点错了人")
    with acting(clerk):
        correction = ask_correction(clerk, second, "点错了人")
    with acting(cast.actor("chair")):
        approve_correction(cast.actor("chair"), correction)
    with all_of_it():
        rows = Membership.objects.filter(person=cast.person("worker")).order_by("pk")
        assert [row.state for row in rows] == ["withdrawn", "revoked"]


def test_who_is_a_member_here_meanwhile_or_erased_leaves_nothing_that_can_not_end(cast: Cast, texts: Texts) -> None:
    delegate(cast)
    chair = cast.client("chair")
    cast.client("worker").post(MINE, {"employer": "石河煤业", "signed": "on"})
    matter = Matter.objects.get()
    with all_of_it():
        Membership.objects.create(
            person=cast.person("worker"), union=cast.union("mine"), state="active", origin="recorded", started=today()
        )
    assert done(chair, task_of(matter), outcome="approve").status_code == 302
    matter.refresh_from_db()
    assert (matter.phase, matter.is_open, papers_about(matter).count()) == ("already", False, 0)
    matter = applied(Client(), texts)
    with all_of_it():
        erase_person(PLATFORM, Person.objects.get(name="马小跑"), reason="本人要求")
    task = task_of(matter)
    assert done(chair, task, outcome="approve").status_code == 422
    assert done(chair, task, outcome="refuse", reason="档案已删除").status_code == 302
    matter.refresh_from_db()
    assert (matter.is_open, papers_about(matter).count()) == (False, 0)
