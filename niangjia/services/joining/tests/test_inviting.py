"""A list invites; each confirms by a tap or on a roll that is scanned back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from stdnum.cn.ric import calc_check_digit

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.models import Consent, Coverage, Employer, Employment, Membership, Person
from niangjia.engines.people.persons.registering import register_person
from niangjia.engines.people.persons.values import DocumentData, PersonData
from niangjia.engines.people.roster.tests.books import xlsx
from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import now, today
from niangjia.foundation.identity import DocumentKind, mask_document
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.services.joining.jobs import start_closing
from niangjia.services.joining.leads import note_lead, settle_lead
from niangjia.services.joining.models import InvitationList, Invited, Lead, Roll

from .conftest import again, all_of_it, application, applications, delegate, done, scan_back, task_of, worked_off

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.tests.codes import Texts
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
TICKED = re.compile(r'name="row" value="[^"]+" checked')
LINES = "\n".join(
    (f"张一,{number(831)},13800138031,采煤工", f"李二\t{number(833)}\t13800138033\t采煤工", "王三，，13800138035")
)
TYPED = {"employer": "石河煤业有限公司", "source": "employer", "basis": "来函", "lines_text": LINES, "informed": "on"}


def _list(cast: Cast, **typed: str) -> InvitationList:
    _ = cast["clerk"]
    answer = cast.client("clerk").post(f"/joining/desk/{cast.union('mine').pk}/lists/", {**TYPED, **typed})
    assert answer.status_code == 302, answer.content.decode()
    row = InvitationList.objects.latest("pk")
    worked_off(row)
    return row


def _proven(texts: Texts, url: str, phone: str) -> tuple[Client, str]:
    client = Client()
    again()
    assert client.post(url, {"phone": phone, "send": "1"}).status_code == 200
    return client, client.post(url, {"phone": phone, "code": texts.code}).content.decode()


def _agreed() -> set[tuple[str, str]]:
    with all_of_it():
        return set(Consent.objects.values_list("purpose", "way"))


def test_a_list_is_no_application_and_what_is_wrong_in_it_is_said(cast: Cast) -> None:
    mine = cast.union("mine")
    clerk = cast.client("clerk")
    url = f"/joining/desk/{mine.pk}/lists/"
    for wrong, field in (
        ({"lines_text": ""}, "lines_text"),
        ({"informed": ""}, "informed"),
        ({"basis": ""}, "basis"),
        ({"lines_text": "张一\n" * 6001}, "lines_text"),
    ):
        answer = clerk.post(url, {**TYPED, **wrong})
        assert (answer.status_code, f'id="id_{field}_error"' in answer.content.decode()) == (422, True), field
        assert "石河煤业有限公司" in answer.content.decode()
    file = SimpleUploadedFile("名单.xlsx", b"no workbook")
    assert clerk.post(url, {**TYPED, "lines_text": "", "file": file}).status_code == 422
    assert not InvitationList.objects.exists()
    row = _list(cast)
    assert (row.rows.count(), len(applications()), Matter.objects.count()) == (3, 0, 0)
    assert number(831) not in str(list(Invited.objects.values()))
    with all_of_it():
        assert not Person.objects.filter(name="张一").exists()
    page = clerk.get(f"/joining/desk/lists/{row.pk}/").content.decode()
    assert "张一" in page
    assert number(831) not in page


def test_each_confirms_by_a_tap_or_declines(cast: Cast, texts: Texts) -> None:
    row = _list(cast, source="platform", employer="飞快")
    url = f"/joining/lists/{row.token}/"
    phone, page = _proven(texts, url, "13800138031")
    assert "张" in page
    assert number(831) not in page
    assert phone.post(url, {"go": "1"})["Location"] == "/joining/at/110101/"
    page = phone.get("/joining/at/110101/").content.decode()
    for name in ("number", "phone", "code"):
        assert f'name="{name}"' not in page
    assert mask_document(number(831)) not in page, "whoever has the telephone may be somebody else"
    assert "张一" not in page
    typed = {"platform": "飞快", "name": "张毅", "six": number(831)[-6:], "signed": "on"}
    assert phone.post("/joining/at/110101/", typed).status_code == 422, "the platform's data need their own consent"
    assert phone.post("/joining/at/110101/", {**typed, "informed": "on"}).status_code == 302
    asked = application()
    with all_of_it():
        assert asked.person
        assert asked.person.name == "张毅", "as on the ID card: the list had a homophone"
    assert _agreed() == {("joining.data", "online"), ("joining.platform_data", "online")}
    assert (asked.way, Invited.objects.get(position=1).application_id) == ("invited", asked.pk)
    phone, _page = _proven(texts, url, "13800138035")
    assert phone.post(url, {"decline": "1"}).status_code == 200
    gone = Invited.objects.get(position=3)
    assert (gone.state, gone.said, gone.phone_mark) == ("declined", None, None)
    phone, _page = _proven(texts, url, "13800138099")
    assert len(applications()) == 1
    clerk = cast.client("clerk")
    assert clerk.post(f"/joining/desk/lists/{row.pk}/end/").status_code == 302
    assert not Invited.objects.filter(said__isnull=False).exists()
    assert phone.get(url).status_code == 404


def test_the_telephone_of_a_list_alone_opens_no_record(cast: Cast, texts: Texts) -> None:
    """The employer wrote a former number of hers: whoever has it now proves it, and is nobody here."""
    known(cast, "worker", 835, phone="")
    with all_of_it():
        Person.objects.filter(pk=cast.person("worker").pk).update(account=None)
    row = _list(cast, lines_text=f"李大山,{number(835)},13800138035,\n王三，，13800138037")
    phone, _page = _proven(texts, f"/joining/lists/{row.token}/", "13800138035")
    phone.post(f"/joining/lists/{row.token}/", {"go": "1"})
    page = phone.get("/joining/at/110101/").content.decode()
    assert mask_document(number(835)) not in page
    assert number(835)[-4:] not in page
    typed = {"employer": "石河煤业", "name": "李大山", "signed": "on"}
    wrong = str((int(number(835)[-6:-1]) + 1) % 100000).zfill(5) + "0"
    page = phone.post("/joining/at/110101/", {**typed, "name": "李山", "six": number(835)[-6:]}).content.decode()
    assert ('id="id_name_error"' in page, 'id="id_six_error"' in page) == (True, False), "her six are right"
    for six in ("", wrong, wrong, number(835)[-6:]):  # after three misses the right one waits, too
        answer = phone.post("/joining/at/110101/", {**typed, "six": six})
        told = 'id="id_six_error"' in answer.content.decode()
        assert (answer.status_code, told) == (422, six != number(835)[-6:]), six
    with all_of_it():
        assert (len(applications()), Person.objects.get(name="李大山").account_id) == (0, None)
    phone, _page = _proven(texts, f"/joining/lists/{row.token}/", "13800138037")
    phone.post(f"/joining/lists/{row.token}/", {"go": "1"})
    assert 'name="number"' in phone.get("/joining/at/110101/").content.decode(), "the whole one"


def test_a_signed_roll_that_was_scanned_back_makes_requests(cast: Cast) -> None:
    row, clerk = _list(cast, source="platform"), cast.client("clerk")
    url = f"/joining/desk/lists/{row.pk}/"
    ids = [str(one.pk) for one in row.rows.order_by("position")]
    assert clerk.post(f"{url}rolls/").status_code == 302
    clerk.post(f"{url}rolls/")
    roll = Roll.objects.select_related("paper", "list__union").get()
    printed = clerk.get(f"/desk/papers/{roll.paper_id}/print/").content.decode()
    for said in ("集体入会名册", "张一", "李二", "本人签名", "平台把我的姓名"):
        assert said in printed
    clerk.post(f"{url}rolls/1/signed/", {"row": ids})
    assert not row.rows.filter(state="signed").exists(), "nothing was scanned back"
    scan_back(roll)
    assert 'name="row"' in clerk.get(f"{url}rolls/1/").content.decode()
    clerk.post(f"{url}rolls/1/signed/", {"row": ids})
    assert clerk.post(f"{url}end/").status_code == 302
    assert row.rows.filter(state="signed", said__isnull=False).count() == 3, "closed only once they are entered"
    worked_off(row)
    asked = applications()
    assert [one.way for one in asked] == ["roll", "roll"]
    assert _agreed() == {("joining.data", "paper"), ("joining.platform_data", "paper")}
    third = Invited.objects.get(position=3)
    assert (third.state, third.sentence != "") == ("invited", True)
    clerk.post(f"{url}rolls/1/signed/", {"row": ids})
    worked_off(row)
    assert len(applications()) == 2
    delegate(cast)
    assert done(cast.client("chair"), task_of(asked[0].matter), outcome="approve").status_code == 302  # type: ignore[arg-type]
    with all_of_it():
        assert Membership.objects.filter(person__name="张一", state="active").exists()


def test_each_line_has_a_result_and_a_killed_job_goes_on_where_it_was(cast: Cast, texts: Texts) -> None:
    known(cast, "member", 871, phone="")
    known(cast, "other_clerk", 873, phone="")
    known(cast, "worker", 875, phone="")
    cast.client("worker").post("/joining/at/110101/", {"employer": "石河煤业", "signed": "on"})
    child = "11010520150601801"
    with all_of_it():
        Person.objects.filter(pk=cast.person("other_clerk").pk).update(name="买买提·吐尔逊")
    lines = [
        f"张一,{number(831)},13800138031,采煤工",
        f"张一,{number(831)},,",
        f"重号,{number(833)},13800138031,",
        f"写错,{number(835)[:-1]}{(int(number(835)[-1].replace('X', '0')) + 1) % 10},,",
        f"小明,{child}{calc_check_digit(child + '0')},,",
        f"王小梅,{number(871)},,",
        f"买买提．吐尔逊,{number(873)},,",
        f"李大山,{number(875)},,",
        f"他人,{number(875)},,",
        "无号,,1380,",
        ",,13800138032,",
    ]
    _ = cast["clerk"]
    heading = ["序号", "姓名", "身份证号", "手机号", "岗位"]
    book = xlsx({"名单": [["石河煤业职工名单"], heading, *([at, *line.split(",")] for at, line in enumerate(lines))]})
    typed = {**TYPED, "lines_text": "", "file": SimpleUploadedFile("名单.xlsx", book)}
    with patch("niangjia.services.joining.acts.inviting.PIECE", 4):
        answer = cast.client("clerk").post(f"/joining/desk/{cast.union('mine').pk}/lists/", typed)
    assert answer.status_code == 302, answer.content.decode()
    row = InvitationList.objects.get()
    assert (row.lines, row.pieces.count(), row.rows.count()) == (11, 3, 0)
    assert number(831) not in str(list(row.pieces.values()))
    assert row.job
    run_slice(row.job, seconds=0)
    assert row.rows.count() == 4, "one chunk, and the worker died"
    worked_off(row)
    states = [(one.state, one.sentence) for one in row.rows.order_by("position")]
    assert [state for state, _why in states] == [
        "invited", "refused", "invited", "refused", "refused", "refused", "invited", "refused", "refused", "refused",
        "refused",
    ]  # fmt: skip
    assert all(why for state, why in states if state == "refused")
    assert states[6][1], "it says that it would be a transfer"
    assert row.pieces.count() == 0
    page = cast.client("clerk").get(f"/joining/desk/lists/{row.pk}/?state=refused").content.decode()
    assert "小明" in page
    assert "张一" in page
    _told(cast, row, texts)


def _told(cast: Cast, row: InvitationList, texts: Texts) -> None:
    url, clerk = f"/joining/desk/lists/{row.pk}/", cast.client("clerk")
    with patch.object(hooks, "carry", return_value=False) as carry:
        with _hour(loud=True):
            clerk.post(f"{url}messages/")
        with _hour(loud=False):
            worked_off(row)
        assert not carry.called, "begun in the day, and it is night by now"
        with _hour(loud=True):
            clerk.post(f"{url}messages/")
            worked_off(row)
    assert carry.call_count == 1, "tried once"
    assert not row.rows.exclude(told=None).exists(), "nobody was told"
    assert "1条短信未发出" in clerk.get(url).content.decode()
    with _hour(loud=True):
        clerk.post(f"{url}messages/")
        worked_off(row)
        assert "短信未发出" not in clerk.get(url).content.decode()
        assert [to for to, _text in texts.sent] == ["+8613800138031"], "each telephone once"
        assert row.token in texts.sent[0][1]
        job = row.job
        clerk.post(f"{url}messages/")
        row.refresh_from_db()
        assert (len(texts.sent), row.job) == (1, job), "not again in the same week"
        row.rows.exclude(told=None).update(told=now() - timedelta(days=8))
        with patch.object(hooks, "carry", return_value=True) as later:
            clerk.post(f"{url}messages/")
            worked_off(row)
    assert later.call_args.args[2] != carry.call_args.args[2], "another week's message has an id of its own"


def _hour(*, loud: bool) -> AbstractContextManager[object]:
    """A job sees the clock on the wall, whatever hour it is as tests run."""
    later = timedelta(0 if loud else 1)
    return patch("niangjia.services.joining.acts.inviting.next_loud", lambda moment, _union: moment + later)


def test_who_joined_otherwise_is_invited_no_more(cast: Cast, texts: Texts) -> None:
    """Before messages go, before a roll is drafted, when a roll is entered, and when somebody taps."""
    row, clerk = _list(cast, lines_text=f"{LINES}\n赵四,{number(837)},,"), cast.client("clerk")
    url = f"/joining/desk/lists/{row.pk}/"
    _enrolled(cast, "张一", 831)
    with patch.object(hooks, "carry", return_value=True) as carry, _hour(loud=True):
        clerk.post(f"{url}messages/")
        worked_off(row)
    assert {call.args[0][-2:] for call in carry.call_args_list} == {"33", "35"}, "not to the member"
    first = row.rows.get(position=1)
    assert (first.state, first.number_mark, number(831) in first.said.reveal()) == ("settled", None, False)
    _enrolled(cast, "赵四", 837)
    clerk.post(f"{url}rolls/")
    roll = Roll.objects.select_related("paper", "list__union").get()
    assert [one.position for one in roll.rows.order_by("position")] == [2, 3]
    scan_back(roll)
    page = clerk.get(f"{url}rolls/1/").content.decode()
    assert (page.count('name="row"'), len(TICKED.findall(page))) == (2, 0), "each tick is somebody's look at the scan"
    assert len(TICKED.findall(clerk.get(f"{url}rolls/1/?ticked=all").content.decode())) == 2
    assert clerk.post(f"{url}rolls/1/signed/", {"row": ["x"]}).status_code == 302
    assert not row.rows.filter(state="signed").exists()
    clerk.post(f"{url}rolls/1/signed/", {"row": [str(row.rows.get(position=2).pk)]})
    _enrolled(cast, "李二", 833)
    worked_off(row)
    phone, _page = _proven(texts, f"/joining/lists/{row.token}/", "13800138035")
    phone.post(f"/joining/lists/{row.token}/", {"go": "1"})
    _enrolled(cast, "王三", 839)
    typed = {"name": "王三", "number": number(839), "employer": "石河煤业", "signed": "on"}
    assert phone.post("/joining/at/110101/", typed).status_code == 422
    told = [(one.state, one.sentence) for one in row.rows.order_by("position")]
    assert told == [("settled", "已是本工会会员。")] * 4, told
    for days, closed in ((170, False), (190, True)):
        InvitationList.objects.update(made=now() - timedelta(days=days))
        start_closing()
        run_slice(Job.objects.get(kind="joining.close_lists", state="waiting").pk)
        row.refresh_from_db()
        assert (row.closed is not None) == closed, "after six months"
    assert not row.rows.filter(said__isnull=False).exists()


def _enrolled(cast: Cast, name: str, order: int) -> None:
    """Somebody whom the union's clerk enters by hand."""
    document = DocumentData(kind=DocumentKind.RESIDENT_ID, number=number(order))
    with all_of_it():
        person = register_person(PLATFORM, cast.union("mine"), PersonData(name=name, documents=(document,)))
        enrol(PLATFORM, person, cast.union("mine"), origin="recorded", word="工会登记", day=today())


def test_a_shared_telephone_confirms_nobody_else(cast: Cast, texts: Texts) -> None:
    """Who is signed in as somebody else applies for themselves; the line that names a relative waits on."""
    row = _list(cast)
    phone = cast.client("worker")
    url = f"/joining/lists/{row.token}/"
    again()
    phone.post(url, {"phone": "13800138035", "send": "1"})
    phone.post(url, {"phone": "13800138035", "code": texts.code})
    assert phone.post(url, {"go": "1"}).status_code == 302
    assert phone.post("/joining/at/110101/", {"employer": "石河煤业", "signed": "on"}).status_code == 302
    assert (application().way, row.rows.get(position=3).state) == ("self", "invited")


def test_many_of_one_employer_in_a_union_of_many_are_a_lead(cast: Cast) -> None:
    county, mine = cast.union("county"), cast.union("mine")
    _ = cast["upper_officer"]
    with all_of_it():
        employer = Employer.objects.create(name="大众超市")
        people = [Person(home=county, name=f"员工{at}", name_key=f"y{at}") for at in range(25)]
        Person.objects.bulk_create(people)
        for person in people[:24]:
            _works(person, county, employer)
        note_lead(county, people[0])
        assert not Lead.objects.exists()
        _works(people[24], mine, employer)
        note_lead(county, people[24])
        assert not Lead.objects.exists(), "the last is in a union below, not in this one"
        Membership.objects.filter(person=people[24]).update(union=county)
        covered = Coverage.objects.create(union=mine, employer=employer, valid_from=today())
        note_lead(county, people[24])
        assert not Lead.objects.exists(), "the employer has a union"
        covered.delete()
        note_lead(county, people[24])
        note_lead(county, people[24])
        note_lead(cast.union("mine"), cast.person("member"))
    lead = Lead.objects.get()
    assert (lead.union, lead.employer, lead.members) == (county, employer, 25)
    with pytest.raises(Refused):
        settle_lead(cast.actor("clerk"), lead)
    assert Lead.objects.get().settled is None
    settle_lead(PLATFORM, lead)
    assert Lead.objects.get().settled
    with all_of_it():
        note_lead(county, people[24])
        assert Lead.objects.get().settled, "settled is settled"
        Lead.objects.update(settled=now() - timedelta(days=366))
        note_lead(county, people[24])
    assert Lead.objects.filter(settled=None).count() == 1, "after a year it is looked at again"


def _works(person: Person, union: Union, employer: Employer) -> None:
    Employment.objects.create(person=person, employer=employer, started=today())
    Membership.objects.create(person=person, union=union, state="active", origin="application", started=today())
