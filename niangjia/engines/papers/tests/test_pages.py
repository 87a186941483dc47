from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from niangjia.engines.journal.models import Entry
from niangjia.engines.papers.life.freezing import digest_of
from niangjia.engines.papers.life.models import Delivery, Paper, State
from niangjia.engines.papers.scans.models import Result, Scan, ScanPage
from niangjia.engines.papers.verbs import check_paper, deliver_paper, revoke_paper
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.models import State as JobState
from niangjia.foundation.jobs.running import run_slice

from .samples import drafted, pdf_of, sealed, seen_in, stamped

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast

QUERIES = 10  # of the list, for however many papers
LETTER = {"title": "关于同意成立分会的批复", "to": "采煤一队", "body": "经研究，同意成立。\n特此批复。"}


def test_a_letter_from_the_desk_to_the_archive(cast: Cast) -> None:
    clerk, chair = cast.client("clerk"), cast.client("chair")
    answer = clerk.post("/desk/papers/new/?kind=papers.letter", {**LETTER, "union": cast.union("mine").pk})
    paper = Paper.objects.get()
    at = f"/desk/papers/{paper.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, at)
    clerk.post(f"{at}check/", {"seen": seen_in(clerk.get(at))})
    shown = chair.get(at)
    assert "签发" in shown.content.decode()
    chair.post(f"{at}signature/", {"dated": today().isoformat(), "seen": seen_in(shown)})
    clerk.post(f"{at}seal/", {"way": "ink", "copies": "2"})
    clerk.post(f"{at}copies/", {"to_name": "采煤一队", "way": "hand", "sent": today().isoformat(), "copies": "1"})
    delivery = Delivery.objects.get()
    clerk.post(
        f"/desk/papers/copies/{delivery.pk}/receipt/", {"received": today().isoformat(), "received_by": "何强"}
    )
    clerk.post(f"{at}file/")
    paper.refresh_from_db()
    assert (paper.state, paper.number) == (State.FILED, f"〔{today().year}〕1号")
    page = clerk.get(at).content.decode()
    assert all(word in page for word in (paper.archive, "何强", "永久" if paper.retention == "Y" else "30年"))


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    clerk = cast.client("clerk")
    answer = clerk.post(
        "/desk/papers/new/?kind=papers.letter", {**LETTER, "title": "", "union": cast.union("mine").pk}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "经研究，同意成立。" in page
    paper = sealed(cast)
    answer = clerk.post(
        f"/desk/papers/{paper.pk}/copies/", {"to_name": "王小梅", "way": "hand", "sent": "2099-01-01"}
    )
    assert answer.status_code == 422
    assert "王小梅" in answer.content.decode()
    answer = cast.client("chair").post(f"/desk/papers/{drafted(cast).pk}/signature/", {"dated": "2099-01-01"})
    assert answer.status_code == 422


def test_a_date_to_come_is_refused_at_the_field(cast: Cast) -> None:
    paper = drafted(cast)
    check_paper(cast.actor("clerk"), paper)
    chair, at = cast.client("chair"), f"/desk/papers/{paper.pk}/"
    answer = chair.post(f"{at}signature/", {"dated": "2099-01-01", "seen": seen_in(chair.get(at))})
    assert answer.status_code == 422
    assert "这一天还没有到" in answer.content.decode()


def test_a_paper_whose_service_is_gone_can_still_be_read(cast: Cast) -> None:
    paper, clerk = sealed(cast), cast.client("clerk")
    paper.kind = "gone.paper"
    assert paper.content is not None
    digest = digest_of(paper, paper.content.reveal())
    Paper.objects.filter(pk=paper.pk).update(digest=digest, kind=paper.kind)
    assert clerk.get(f"/desk/papers/{paper.pk}/").status_code == 200
    assert "王小梅" in clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert clerk.post(f"/desk/papers/{paper.pk}/file/").status_code == 302
    assert Paper.objects.get(pk=paper.pk).state == State.SEALED


def test_a_paper_from_before_is_entered_at_the_desk(cast: Cast) -> None:
    clerk, at = cast.client("clerk"), "/desk/papers/new/?kind=papers.letter&later=1"
    given = {**LETTER, "union": cast.union("mine").pk, "number": "石矿工〔2019〕3号", "dated": "2019-04-01"}
    assert clerk.post(at, {**given, "dated": "2099-01-01"}).status_code == 422
    assert clerk.post(at, given).status_code == 302
    paper = Paper.objects.get()
    assert (paper.entered_later, paper.number, paper.state) == (True, "石矿工〔2019〕3号", State.SEALED)
    again = clerk.post(at, given)
    assert again.status_code == 422
    assert "本工会已有这个文号的文书" in again.content.decode()


def test_what_was_altered_in_the_table_is_not_shown(cast: Cast) -> None:
    paper, clerk = sealed(cast), cast.client("clerk")
    Paper.objects.filter(pk=paper.pk).update(number="证〔2026〕99号")
    for page in ("print/", "paper.docx"):
        answer = clerk.get(f"/desk/papers/{paper.pk}/{page}")
        assert answer["Location"] == "/desk/papers/"
    assert "不再显示" in clerk.get("/desk/papers/").content.decode()
    assert clerk.get(f"/desk/papers/{paper.pk}/").status_code == 200


def test_an_unknown_kind_and_one_of_a_service_are_not_drafted_here(cast: Cast) -> None:
    clerk = cast.client("clerk")
    assert clerk.get("/desk/papers/new/?kind=sample.certificate").status_code == 404
    assert clerk.get("/desk/papers/new/?kind=no.such").status_code == 404


def test_what_is_shown_and_what_is_printed_are_one(cast: Cast) -> None:
    paper, clerk = sealed(cast), cast.client("clerk")
    page = clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    answer = clerk.get(f"/desk/papers/{paper.pk}/paper.docx")
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for words in (
        paper.number,
        "会员证明",
        "王小梅",
        "3701**********0021",
        "兹证明该同志系我会会员。",
        "石河煤矿工会委员会",
    ):
        assert words in page, words
        assert words in said, words
    assert answer["Cache-Control"] == "no-store"
    footer = document.sections[0].footer
    assert footer.part.related_parts  # the code
    looks = Entry.objects.filter(code="papers.paper.opened")
    assert looks.filter(subject_type="people.person", subject_id=str(cast.person("member").pk)).count() == 2


def test_a_draft_and_a_revoked_paper_say_so_on_paper(cast: Cast) -> None:
    paper, clerk = drafted(cast), cast.client("clerk")
    assert "草稿" in clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    paper = sealed(cast)
    assert "草稿" not in clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    revoke_paper(cast.actor("chair"), paper, "填错")
    assert "已撤销" in clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()


def test_the_list_is_narrowed_down(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first, second = sealed(cast), drafted(cast)
    clerk = cast.client("clerk")
    clerk.get("/desk/papers/")
    for query, found in (
        ("", 2),
        ("?state=draft", 1),
        (f"?number={first.number}", 1),
        ("?state=revoked", 0),
        ("?year=2001", 0),
        ("?kind=papers.letter", 0),
        ("?state=nonsense", 2),
    ):
        page = clerk.get(f"/desk/papers/{query}").context["page"]
        assert page.paginator.count == found, query
    assert cast.client("other_clerk").get("/desk/papers/").context["page"].paginator.count == 0
    with django_assert_num_queries(QUERIES):
        clerk.get("/desk/papers/")
    for _ in range(3):
        drafted(cast)
    with django_assert_num_queries(QUERIES):
        clerk.get("/desk/papers/")
    assert second.state == State.DRAFT


def test_a_roll_is_drafted_from_the_register_masked_and_journalled(cast: Cast) -> None:
    clerk = cast.client("clerk")
    answer = clerk.post("/desk/papers/new/roll/", {"union": cast.union("mine").pk, "title": "会员花名册"})
    paper = Paper.objects.get()
    assert answer["Location"] == f"/desk/papers/{paper.pk}/"
    page = clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert all(words in page for words in ("王小梅", "何强", "本人签名", "填报单位"))
    assert "李大山" not in page  # works at the mine, is no member
    looks = Entry.objects.filter(subject_type="people.person", subject_id=str(cast.person("member").pk))
    assert looks.filter(code="people.export.masked").count() == 1
    school = cast.client("other_clerk").post(
        "/desk/papers/new/roll/", {"union": cast.union("mine").pk, "title": "册"}
    )
    assert school.status_code == 422


def test_programs_get_lists_without_words(cast: Cast) -> None:
    paper = sealed(cast)
    token = create_token(PLATFORM, cast["clerk"], days=1)
    headers = {"Authorization": f"Bearer {token}"}
    answer = cast.client("stranger").get("/api/v1/papers/papers", headers=headers)
    (told,) = answer.json()["items"]
    assert (told["number"], told["state"], told["holds"]) == (paper.number, "sealed", True)
    assert "王小梅" not in answer.content.decode()
    assert cast.client("stranger").get("/api/v1/papers/returns", headers=headers).json()["items"] == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    return tmp_path


def _upload(cast: Cast, content: bytes) -> Any:
    file = SimpleUploadedFile("扫描.pdf", content, "application/pdf")
    return cast.client("clerk").post("/desk/papers/scans/", {"union": cast.union("mine").pk, "file": file})


@pytest.mark.usefixtures("folder")
def test_a_scan_goes_from_the_scanner_to_the_file(committed: None, cast: Cast) -> None:
    papers = [sealed(cast) for _ in range(10)]  # more than one lot of the job
    for paper in papers:
        deliver_paper(cast.actor("clerk"), paper, to_name="王小梅")
    answer = _upload(cast, pdf_of([*(stamped(paper, dpi=150) for paper in papers), stamped("", dpi=150)], 150))
    scan = Scan.objects.get()
    assert answer["Location"] == f"/desk/papers/scans/{scan.pk}/"
    job = Job.objects.get(kind="papers.read_scan")
    run_slice(job.pk)
    job.refresh_from_db()
    scan.refresh_from_db()
    assert (job.state, scan.state, scan.pages) == (JobState.DONE, Scan.State.DONE, 11)
    assert {paper.state for paper in Paper.objects.all()} == {State.FILED}
    clerk = cast.client("clerk")
    assert "11页中已处理10页" in clerk.get(f"/desk/papers/scans/{scan.pk}/").content.decode()
    lost = ScanPage.objects.get(result=Result.NO_CODE)
    assert clerk.get(f"/desk/papers/scans/pages/{lost.pk}/").content[:3] == b"\xff\xd8\xff"
    wrong = clerk.post(f"/desk/papers/scans/pages/{lost.pk}/paper/", {"number": "不存在〔2026〕1号"})
    assert wrong.status_code == 422
    assert clerk.post(f"/desk/papers/scans/pages/{lost.pk}/paper/", {"number": papers[0].number}).status_code == 302


@pytest.mark.usefixtures("folder")
def test_a_damaged_file_is_said_to_be_so(committed: None, cast: Cast) -> None:
    assert _upload(cast, b"%PDF-1.7 broken").status_code == 302
    run_slice(Job.objects.get(kind="papers.read_scan").pk)
    scan = Scan.objects.get()
    assert scan.state == Scan.State.UNREADABLE
    assert "读不了" in cast.client("clerk").get(f"/desk/papers/scans/{scan.pk}/").content.decode()
    assert _upload(cast, b"PK\x03\x04").status_code == 422
