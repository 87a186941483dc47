"""A paper on its way, stamped papers that come back, the check page, a return, a register, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.making.codes import token_in
from niangjia.engines.papers.returns.models import Return
from niangjia.engines.papers.scans.models import Scan
from niangjia.engines.papers.scans.reading import leaves_of
from niangjia.engines.papers.verbs import check_paper, draft_paper, revoke_paper, seal_paper, send_paper, sign_paper
from niangjia.engines.people.models import Membership, MembershipChange
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from tests.harness.browser import PICTURES

from .samples import pdf_of, stamped
from .test_making import MINUTES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("pdf", "JPEG", "PNG", "TIFF", "xlsx")


BODY = ["你提交的申请材料不全，请补交以下材料。", "1. 住院费用清单；2. 出院小结。"]
NOTICE = {"title": "材料补正通知书", "to": "王小梅同志", "body": BODY}


def _signed(cast: Cast) -> Paper:
    """A notice of the house's own kinds: the server does not know those of the tests."""
    _ = cast["clerk"], cast["chair"]
    paper = draft_paper(cast.actor("clerk"), "papers.notice", union=cast.union("mine"), data=NOTICE)
    check_paper(cast.actor("clerk"), paper)
    sign_paper(cast.actor("chair"), paper)
    return paper


def _sealed(cast: Cast) -> Paper:
    paper = _signed(cast)
    seal_paper(cast.actor("clerk"), paper)
    return paper


def _form(cast: Cast) -> Paper:
    facts = [["姓名", "王小梅"], ["性别", "女"], ["证件号码", "3701**********0021"], ["所在工会", "采煤一队分会"]]
    data = {"title": "会员慰问审批表", "facts": facts, "reason": ["因病住院七日，申请慰问。"]}
    return draft_paper(cast.actor("clerk"), "papers.form", union=cast.union("mine"), data=data)


def test_a_paper_on_its_way(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/papers/new/")
    visitor.look("papers-new")
    page.get_by_role("link", name="公文").click()
    page.get_by_role("button", name="保存草稿").click()
    visitor.look("papers-write-wrong")
    page.get_by_label("工会").first.select_option(label="石河煤矿工会委员会")
    page.get_by_label("标题").fill("关于同意成立采煤一队分会的批复")
    page.get_by_label("主送").fill("采煤一队")
    page.get_by_label("正文").fill(
        "你队《关于成立分会的请示》收悉。\n经研究，同意成立石河煤矿工会采煤一队分会。\n特此批复。"
    )
    page.get_by_label("抄送").fill("石河县总工会")
    page.get_by_label("联系人").fill("工会办公室 0631-1234567")
    page.get_by_role("button", name="保存草稿").click()
    visitor.look("papers-draft")
    page.get_by_role("button", name="同意送签").click()
    page.context.clear_cookies()
    visitor.sign_in(cast, "chair")
    visitor.go(f"/desk/papers/{Paper.objects.get().pk}/")
    visitor.look("papers-to-sign")
    page.get_by_role("button", name="签发").click()
    visitor.look("papers-signed")
    visitor.go(f"/desk/papers/{Paper.objects.get().pk}/print/")
    visitor.look("papers-print-letter")


def test_every_printed_page_finds_its_file(visitor: Visitor, cast: Cast) -> None:
    """What the browser prints is read as a scan: each page has the code of its paper."""
    _ = cast["clerk"]
    body = [f"第{at}条　本办法适用于本单位全体会员，由工会委员会负责解释，并报上级工会备案。" for at in range(1, 61)]
    letter = {"title": "会员管理办法", "to": "各分会", "body": body, "copies_to": "县总工会"}
    rows = [[str(at), "王小梅", ""] for at in range(1, 71)]
    roll = {
        "title": "签收表",
        "unit": "石河煤矿工会",
        "columns": [["序号", "1", ""], ["姓名", "2", ""], ["签名", "3", "1"]],
    }
    visitor.sign_in(cast, "clerk")
    for kind, data in (("papers.letter", letter), ("papers.roll", {**roll, "rows": rows})):
        paper = draft_paper(cast.actor("clerk"), kind, union=cast.union("mine"), data=data)
        visitor.go(f"/desk/papers/{paper.pk}/print/")
        content = visitor.page.pdf(prefer_css_page_size=True, print_background=True)
        (PICTURES / f"{kind}.pdf").write_bytes(content)
        leaves, pages = leaves_of(content, 0, 20)
        assert 2 <= pages <= 9
        assert [[token_in(text) for text in leaf.texts] for leaf in leaves] == [[paper.token]] * pages


def test_papers_of_all_kinds_and_their_list(visitor: Visitor, cast: Cast) -> None:
    paper, gone = _sealed(cast), _sealed(cast)
    form = _form(cast)
    revoke_paper(cast.actor("chair"), gone, "填错姓名")
    delivery = send_paper(cast.actor("clerk"), paper, to_name="王小梅")
    minutes = draft_paper(cast.actor("clerk"), "papers.minutes", union=cast.union("mine"), data=MINUTES)
    visitor.sign_in(cast, "clerk")
    for name, path in (
        ("papers-list", ""),
        ("papers-sealed", f"{paper.pk}/"),
        ("papers-revoked", f"{gone.pk}/"),
        ("papers-print-notice", f"{paper.pk}/print/"),
        ("papers-print-form", f"{form.pk}/print/"),
        ("papers-print-minutes", f"{minutes.pk}/print/"),
        ("papers-proof", f"copies/{delivery.pk}/proof/"),
        ("papers-book-outgoing", "books/outgoing/"),
        ("papers-book-incoming", "books/incoming/"),
        ("papers-book-seals", "books/seals/"),
        ("papers-book-print", "books/outgoing/print/"),
    ):
        visitor.go(f"/desk/papers/{path}")
        visitor.look(name)
    visitor.page.context.clear_cookies()
    for name, token in (("papers-check", paper.token), ("papers-check-revoked", gone.token)):
        visitor.go(f"/p/{token}/")
        visitor.look(name)


def test_stamped_papers_come_back(visitor: Visitor, cast: Cast, tmp_path: Path) -> None:
    papers = [_signed(cast), _sealed(cast)]
    file = tmp_path / "扫描件.pdf"
    file.write_bytes(pdf_of([*(stamped(paper, dpi=150, angle=2) for paper in papers), stamped("", dpi=150)], 150))
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/papers/scans/")
    visitor.look("papers-scans-empty", known_names=KNOWN)
    page.get_by_label("工会").first.select_option(label="石河煤矿工会委员会")
    page.get_by_label("扫描文件").set_input_files(str(file))
    page.get_by_role("button", name="交回").click()
    run_slice(Job.objects.get(kind="papers.read_scan").pk)
    visitor.go(f"/desk/papers/scans/{Scan.objects.get().pk}/")
    visitor.look("papers-scan")
    visitor.go("/desk/papers/scans/")
    visitor.look("papers-scans", known_names=KNOWN)
    visitor.go(f"/desk/papers/{papers[0].pk}/")
    visitor.look("papers-scanned")


def test_a_return_is_filled_and_handed_in(visitor: Visitor, cast: Cast) -> None:
    _ = cast["clerk"]
    with everywhere(PLATFORM, "a test"):
        for row in Membership.objects.all():
            MembershipChange.objects.create(membership=row, state=row.state, day=row.started)
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/papers/returns/")
    visitor.look("papers-returns-empty")
    page.get_by_label("填报单位").select_option(label="石河煤矿工会委员会")
    page.get_by_role("button", name="开始填报").click()
    visitor.look("papers-return")
    found = Return.objects.get()
    visitor.go(f"/desk/papers/returns/{found.pk}/figures/m.01.n/")
    visitor.look("papers-figure")
    visitor.go(f"/desk/papers/returns/{found.pk}/")
    page.get_by_label("单位负责人").fill("陈建国")
    page.get_by_label("审核人").fill("刘芳")
    page.get_by_label("电话").fill("0631-1234567")
    page.get_by_role("button", name="上报").click()
    visitor.look("papers-return-handed-in")
    visitor.go(f"/desk/papers/returns/{found.pk}/print/")
    visitor.look("papers-print-return")
