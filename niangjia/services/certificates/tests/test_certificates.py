"""A certificate on its way: works, refuses bad input, refuses the wrong person."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.bpmn.running import read_specs
from niangjia.engines.matters.bpmn.walking import walk
from niangjia.engines.matters.checks import problems
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.models import Matter, Note, State, Task
from niangjia.engines.papers import draft_paper, papers_about, revoke_paper
from niangjia.engines.papers.life.models import Paper
from niangjia.engines.people.models import Membership
from niangjia.engines.people.scope import acting, everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import today
from niangjia.services.certificates import FACE, demo
from niangjia.services.certificates.procedure import CERTIFICATE

from .conftest import asked, task_of, url

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
ISSUE = {"outcome": "issue", "seen": "on"}


def _issued(cast: Cast, matter: Matter) -> Paper:
    assert cast.client("clerk").post(url(task_of(matter)), ISSUE).status_code == 302
    return papers_about(matter).get()


def test_the_drawing_fits_and_every_path_ends() -> None:
    assert list(problems(CERTIFICATE)) == []
    found = walk(read_specs(CERTIFICATE.texts()))
    assert found.problems == []
    assert found.places >= 2


@pytest.mark.parametrize("words", ["会籍", "huijizhengming", "hjzm", "盖章"])
def test_the_hall_leads_to_the_page_where_one_begins(cast: Cast, words: str) -> None:
    client = cast.client("member")
    assert 'href="/certificates/"' in client.get("/services/", {"q": words}).content.decode()
    page = client.get("/certificates/").content.decode()
    for said in (FACE.who, FACE.gets, FACE.documents[0], "石河煤矿工会委员会", '<svg class="flow"'):
        assert str(said) in page


def test_a_request_goes_to_the_clerk_of_the_own_union(cast: Cast, matter: Matter) -> None:
    task = task_of(matter)
    assert (task.key, task.union, matter.phase) == ("check", cast.union("mine"), "checking")
    limit = TimeLimit.objects.get(task=task)
    assert (limit.days, limit.working, limit.basis != "") == (3, True, True)
    assert task.due is not None
    page = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "王小梅" in page
    assert "办理工会福利" in page


def test_nothing_chosen_is_said_at_the_field(cast: Cast) -> None:
    for sent in ({}, {"purpose": "no such"}):
        answer = cast.client("member").post("/certificates/", sent)
        assert answer.status_code == 422
        assert "notice-bad" in answer.content.decode()
    assert not Matter.objects.exists()


def test_who_has_one_under_way_is_led_to_it(cast: Cast, matter: Matter) -> None:
    client = cast.client("member")
    assert f'href="/matters/{matter.pk}/"' in client.get("/certificates/").content.decode()
    assert client.post("/certificates/", {"purpose": "other"}).status_code == 422
    assert Matter.objects.count() == 1


def test_who_is_no_member_learns_why_not(cast: Cast) -> None:
    for key in ("worker", "system_admin"):
        client = cast.client(key)
        assert "<form" not in client.get("/certificates/").content.decode().partition("column-main")[2]
        assert client.post("/certificates/", {"purpose": "other"}).status_code == 422
    assert not Matter.objects.exists()


def test_the_clerk_issues_it(cast: Cast, matter: Matter) -> None:
    paper = _issued(cast, matter)
    matter.refresh_from_db()
    assert (matter.state, matter.phase) == (State.DONE, "issued")
    assert (paper.state, paper.person_id, paper.holds) == ("signed", matter.person_id, True)
    assert paper.number.endswith("〕1号")
    assert paper.dated and paper.holds_until and paper.holds_until > date(paper.dated.year, paper.dated.month, 1)
    assert Entry.objects.filter(code="certificates.certificate.issued", data__number=paper.number).exists()
    printed = cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()
    for said in (
        "会籍证明",
        "王小梅",
        "石河煤业有限公司",
        "采煤一队分会",
        "2018-03-01",
        "办理工会福利",
        paper.number,
    ):
        assert said in printed
    word = cast.client("clerk").get(f"/desk/papers/{paper.pk}/paper.docx")
    assert word.content[:2] == b"PK"
    mine = cast.client("member").get(f"/matters/{matter.pk}/").content.decode()
    assert paper.number in mine
    assert f"/p/{paper.token}/" in mine


def test_the_clerk_looks_before_issuing(cast: Cast, matter: Matter) -> None:
    answer = cast.client("clerk").post(url(task_of(matter)), {"outcome": "issue"})
    assert answer.status_code == 422
    assert "请与名册核对后勾选" in answer.content.decode()
    assert task_of(matter).key == "check"


def test_the_paper_says_what_the_clerk_compared(cast: Cast, matter: Matter) -> None:
    clerk, task = cast.client("clerk"), task_of(matter)
    desk = f"/desk/matters/{matter.pk}/"
    shown = re.findall(r'name="shown" value="(\w+)"', clerk.get(desk).content.decode())
    with everywhere(PLATFORM, "a test"):
        Membership.objects.filter(person=matter.person).update(joined=date(2019, 9, 9))
    answer = clerk.post(url(task), {**ISSUE, "shown": shown[0]})
    assert (answer.status_code, papers_about(matter).count()) == (422, 0)
    page = answer.content.decode()
    assert "名册内容已有变化" in page
    again = re.findall(r'name="shown" value="(\w+)"', page)
    assert again != shown
    assert clerk.post(url(task), {**ISSUE, "shown": again[0]}).status_code == 302
    assert "2019-09-09" in clerk.get(f"/desk/papers/{papers_about(matter).get().pk}/print/").content.decode()


def test_a_refusal_says_why_and_the_member_reads_it(cast: Cast, matter: Matter) -> None:
    clerk, task = cast.client("clerk"), task_of(matter)
    empty = clerk.post(url(task), {"outcome": "refuse", "reason": " "})
    assert empty.status_code == 422
    assert "请说明理由" in empty.content.decode()
    assert clerk.post(url(task), {"outcome": "refuse", "reason": "会籍已转往外地"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.phase, papers_about(matter).count()) == ("refused", 0)
    assert Note.objects.get(matter=matter).kind == Note.Kind.APPLICANT
    assert "会籍已转往外地" in cast.client("member").get(f"/matters/{matter.pk}/").content.decode()


def test_what_was_issued_on_paper_is_entered_with_its_number(
    cast: Cast, matter: Matter, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    """No second certificate is issued; also for a member who came to the office, and a refusal with its reason."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    clerk, task, day = cast.client("clerk"), task_of(matter), today() - timedelta(days=1)
    enter = f"/desk/matters/tasks/{task.pk}/paper/"

    def sent(**more: str) -> Any:
        scan = SimpleUploadedFile("证明.pdf", pdf())
        return clerk.post(enter, {"outcome": "issue", "paper-day": str(day), "paper-scan": scan, **more})

    for more, said in (({}, "请与名册核对后勾选"), ({"seen": "on"}, "请填写纸质文书上的编号")):
        wrong = sent(**more)
        assert (wrong.status_code, said in wrong.content.decode()) == (422, True)
    assert sent(seen="on", **{"paper-number": "石矿工证〔2026〕9号"}).status_code == 302
    paper = papers_about(matter).get()
    assert (paper.number, paper.dated, paper.entered_later) == ("石矿工证〔2026〕9号", day, True)
    with acting(cast.actor("clerk")):
        person, union = cast.person("member"), cast.union("mine")
        other = open_matter(
            cast.actor("clerk"), CERTIFICATE.key, union=union, person=person, variables={"purpose": "other"}
        )
    clerk.post(url(task_of(other), "sending-back"), {"way": "to_applicant", "reason": "请改用途"})
    enter = f"/desk/matters/tasks/{task_of(other).pk}/paper/"  # what the member handed in at the office
    assert sent(outcome="", purpose="honours").status_code == 302
    enter = f"/desk/matters/tasks/{task_of(other).pk}/paper/"
    assert "请说明理由" in sent(outcome="refuse").content.decode()
    assert sent(outcome="refuse", reason="会籍已转往外地").status_code == 302
    other.refresh_from_db()
    assert (other.phase, Note.objects.filter(matter=other).latest("pk").text.reveal()) == (
        "refused",
        "会籍已转往外地",
    )


def test_sent_back_it_is_put_right_and_comes_again(cast: Cast, matter: Matter) -> None:
    cast.client("clerk").post(url(task_of(matter), "sending-back"), {"way": "to_applicant", "reason": "请改用途"})
    member, task = cast.client("member"), task_of(matter)
    assert "请改用途" in member.get(f"/matters/{matter.pk}/").content.decode()
    again = f"/matters/{matter.pk}/tasks/{task.pk}/completion/"
    assert member.post(again, {}).status_code == 422
    assert member.post(again, {"purpose": "honours"}).status_code == 302
    matter.refresh_from_db()
    assert (task_of(matter).key, matter.variables["purpose"]) == ("check", "honours")


def test_the_member_withdraws_it(cast: Cast, matter: Matter) -> None:
    with acting(cast.actor("clerk")):  # what was drafted meanwhile is signed by nobody
        data = {"title": "答复", "to": "", "body": ["收悉"], "contact": ""}
        draft_paper(cast.actor("clerk"), "papers.letter", union=matter.union, about=matter, data=data)
    assert cast.client("member").post(f"/matters/{matter.pk}/withdrawal/").status_code == 302
    matter.refresh_from_db()
    assert papers_about(matter).get().state == "discarded"
    assert matter.state == State.WITHDRAWN
    assert TimeLimit.objects.get(matter=matter).outcome == TimeLimit.Outcome.DROPPED


def test_who_left_meanwhile_gets_none(cast: Cast, matter: Matter) -> None:
    with everywhere(PLATFORM, "a test"):
        Membership.objects.filter(person=matter.person).update(state="withdrawn")
    answer = cast.client("clerk").post(url(task_of(matter)), ISSUE, follow=True)
    assert "名册中已没有有效会籍" in answer.content.decode()
    assert papers_about(matter).count() == 0
    assert task_of(matter).key == "check"


@pytest.mark.parametrize(("key", "status"), [("upper_officer", 403), ("auditor", 403), ("other_clerk", 404)])
def test_others_do_not_issue_it(cast: Cast, matter: Matter, key: str, status: int) -> None:
    assert cast.client(key).post(url(task_of(matter)), ISSUE).status_code == status
    assert papers_about(matter).count() == 0


def test_others_do_not_see_it(cast: Cast, matter: Matter) -> None:
    for key in ("worker", "other_clerk"):
        assert cast.client(key).get(f"/matters/{matter.pk}/").status_code == 404


def test_revoked_the_check_page_says_so(cast: Cast, matter: Matter) -> None:
    paper = _issued(cast, matter)
    check = f"/p/{paper.token}/"
    assert "真件，现行有效" in cast.client("stranger").get(check).content.decode()
    with acting(cast.actor("chair")):
        revoke_paper(cast.actor("chair"), paper, "填错")
    assert "已撤销" in cast.client("stranger").get(check).content.decode()
    assert "已撤销" in cast.client("member").get(f"/matters/{matter.pk}/").content.decode()


def test_corrected_to_a_refusal_the_paper_is_revoked(cast: Cast, matter: Matter) -> None:
    _ = cast["chair"]
    paper = _issued(cast, matter)
    task = Task.objects.select_related("union").get(matter=matter)
    with acting(cast.actor("clerk")):
        why = {"after": "refuse", "told": "资料有误"}
        correction = ask_correction(cast.actor("clerk"), task, "开给了错的人", **why)
    assert paper.number in correction.effects[0]
    with acting(cast.actor("chair")):
        approve_correction(cast.actor("chair"), correction)
    paper.refresh_from_db()
    matter.refresh_from_db()
    assert (paper.revoked is not None, matter.phase) == (True, "refused")
    assert "开给了错的人" not in str(paper.revoke_reason)
    assert not [entry for entry in Entry.objects.all() if "开给了错的人" in str(entry.data)]


def test_two_touches_of_the_button_make_one_request(cast: Cast) -> None:
    first = asked(cast)
    assert cast.client("member").post("/certificates/", {"purpose": "benefits"}).status_code == 422
    assert list(Matter.objects.all()) == [first]


def test_the_start_page_asks_few_questions(cast: Cast, django_assert_max_num_queries: object) -> None:
    client = cast.client("member")
    client.get("/certificates/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get("/certificates/")


def test_the_demo_has_requests_of_every_fate(cast: Cast) -> None:
    from niangjia.engines.people.demo.accounts import Opened

    opened = [Opened(key, cast[key].username, "", "110101") for key in ("clerk", "chair", "member")]
    demo.fill(opened)
    assert sorted(Matter.objects.values_list("phase", flat=True)) == [
        "checking", "correcting", "issued", "issued", "issued", "refused",
    ]  # fmt: skip
    papers = Paper.objects.order_by("pk")
    assert [(paper.state, bool(paper.revoked)) for paper in papers] == [
        ("filed", False), ("signed", False), ("sealed", True),
    ]  # fmt: skip
    mine = cast.client("member").get("/matters/").content.decode()
    assert mine.count("会籍证明") >= 2
