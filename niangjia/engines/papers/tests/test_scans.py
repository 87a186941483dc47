from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from niangjia.engines.papers.books.incoming import confirm_incoming
from niangjia.engines.papers.books.models import Incoming
from niangjia.engines.papers.life.models import State
from niangjia.engines.papers.making.codes import address_of
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.scans import store
from niangjia.engines.papers.scans.actions import assign_page, file_leaf, hand_in_scan, settle_scan
from niangjia.engines.papers.scans.models import Result, Scan, ScanPage
from niangjia.engines.papers.scans.reading import Leaf, Unreadable, leaves_of
from niangjia.engines.papers.verbs import (
    check_paper,
    deliver_paper,
    draft_paper,
    record_receipt,
    revoke_paper,
    seal_paper,
    send_paper,
    sign_paper,
)
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today

from .samples import blank, drafted, jpeg_of, pdf_of, sealed, signed, stamped
from .test_concurrency import together

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

LINK = "https://gonghui.example.cn/p/23456789ABCDEFGHJKLMNPQ/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    return tmp_path


def _read(cast: Cast, content: bytes, key: str = "clerk") -> dict[int, ScanPage]:
    """Hand in and read as the job does, as that one."""
    _ = cast[key]
    actor = cast.actor(key)
    scan = hand_in_scan(actor, cast.union("school" if key == "other_clerk" else "mine"), "扫描件.pdf", content)
    leaves, pages = leaves_of(content, 0, 300)
    assert len(leaves) == pages
    for leaf in leaves:
        file_leaf(actor, scan, leaf)
    settle_scan(actor, scan)
    return {leaf.position: leaf for leaf in scan.leaves.select_related("paper")}


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_codes_are_read_from_grey_and_crooked_scans(dpi: int) -> None:
    angles = (0, 2.5, -4, 90, 180, 270, 187)
    content = pdf_of((stamped(LINK, dpi=dpi, angle=angle, grey=80) for angle in angles), dpi)
    started = time.monotonic()
    leaves, pages = leaves_of(content, 0, 20)
    assert pages == len(angles)
    assert [leaf.texts for leaf in leaves] == [(LINK,)] * len(angles)
    assert time.monotonic() - started < 60


def test_an_empty_back_is_told_from_one_with_a_name_on_it() -> None:
    pages = [blank(150), blank(150, angle=1), blank(150, signed=True), stamped("", dpi=150)]
    leaves, _count = leaves_of(pdf_of(pages, 150), 0, 9)
    assert [leaf.blank for leaf in leaves] == [True, True, False, False]


def test_a_scan_of_many_papers_files_each_with_its_own(cast: Cast) -> None:
    first, second, draft = sealed(cast), signed(cast), drafted(cast)
    gone = sealed(cast)
    revoke_paper(cast.actor("chair"), gone, "填错")
    proof = send_paper(cast.actor("clerk"), first, to_name="王小梅")
    pages = [
        stamped(second, angle=180),
        stamped(first),
        stamped(first, angle=-3),
        blank(),
        stamped(draft),
        stamped(gone),
        stamped(LINK),
        stamped(""),
        stamped(proof, angle=90),
    ]
    found = _read(cast, pdf_of(pages))
    assert {at: (leaf.result, leaf.paper) for at, leaf in found.items()} == {
        1: (Result.FILED, second),
        2: (Result.FILED, first),
        3: (Result.FILED, first),
        4: (Result.BLANK, None),
        5: (Result.NOT_ISSUED, None),
        6: (Result.REVOKED, None),
        7: (Result.UNKNOWN, None),
        8: (Result.NO_CODE, None),
        9: (Result.PROOF, first),
    }
    second.refresh_from_db()
    assert (second.state, second.sealing) == (State.SEALED, "ink")  # its stamp came back


def test_what_is_done_is_filed_by_itself(cast: Cast) -> None:
    paper = sealed(cast)
    deliver_paper(cast.actor("clerk"), paper, to_name="王小梅")
    _read(cast, jpeg_of(stamped(paper, angle=270, dpi=150)))
    paper.refresh_from_db()
    assert (paper.state, bool(paper.archive)) == (State.FILED, True)
    assert _read(cast, jpeg_of(stamped(paper)))[1].result == Result.HELD


def test_a_scan_first_and_the_receipt_later_files_it_too(cast: Cast) -> None:
    paper = signed(cast)
    _read(cast, jpeg_of(stamped(paper)))
    paper.refresh_from_db()
    deliver_paper(cast.actor("clerk"), paper, to_name="王小梅")
    assert paper.state == State.FILED


def test_others_papers_are_not_told_of(cast: Cast) -> None:
    paper = sealed(cast)
    found = _read(cast, jpeg_of(stamped(paper)), key="other_clerk")
    assert (found[1].result, found[1].paper) == (Result.UNKNOWN, None)
    with pytest.raises(Refused):
        assign_page(cast.actor("other_clerk"), found[1], paper)


def test_two_papers_on_one_page_are_left_to_people(cast: Cast) -> None:
    first, second = sealed(cast), sealed(cast)
    page = stamped(first)
    page.paste(stamped(second).crop((0, page.height - 300, 400, page.height)).rotate(180), (700, 200))
    (leaf,) = _read(cast, jpeg_of(page)).values()
    assert leaf.result == Result.SEVERAL
    assign_page(cast.actor("clerk"), leaf, first)
    assert (leaf.paper, leaf.by_hand) == (first, True)
    with pytest.raises(NotPossible):
        assign_page(cast.actor("clerk"), leaf, second)


def test_what_is_kept_is_sealed_and_the_upload_goes(cast: Cast, folder: Path) -> None:
    (leaf,) = _read(cast, jpeg_of(stamped(sealed(cast)))).values()
    (file,) = [path for path in folder.rglob("*") if path.is_file()]
    assert b"JFIF" not in file.read_bytes()[:200]
    assert file.stat().st_mode & 0o777 == 0o600
    assert store.get(store.PICTURE, leaf.uid)[:3] == b"\xff\xd8\xff"


def test_what_is_no_scan_is_refused_at_once(cast: Cast) -> None:
    _ = cast["clerk"]
    for content in (b"PK\x03\x04 a workbook", b"", b"<html>"):
        with pytest.raises(NotPossible):
            hand_in_scan(cast.actor("clerk"), cast.union("mine"), "a.pdf", content)
    with pytest.raises(Refused):
        hand_in_scan(cast.actor("member"), cast.union("mine"), "a.pdf", b"%PDF-1.7")
    assert not Scan.objects.exists()


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"\xff\xd8\xff broken", b"\x89PNG\r\n\x1a\n" + b"0" * 99])
def test_a_damaged_file_ends_nothing_but_its_reader(content: bytes) -> None:
    with pytest.raises(Unreadable):
        leaves_of(content, 0, 8)


def test_a_revoked_paper_takes_no_scan_no_receipt_and_no_file(cast: Cast) -> None:
    """Also where it is revoked between the reading of its page and the settling: the others are settled."""
    _ = cast["chair"], cast["clerk"]
    chair, clerk = cast.actor("chair"), cast.actor("clerk")
    first, gone, lost = signed(cast), signed(cast), sealed(cast)
    sent = send_paper(clerk, lost, to_name="石河一中工会", to_union=cast.union("school"))
    scan = hand_in_scan(clerk, cast.union("mine"), "扫描件.pdf", b"%PDF-1.7")
    for at, paper in enumerate((gone, first)):
        file_leaf(clerk, scan, Leaf(at, (address_of(paper),), False, b"\xff\xd8\xff"))
    revoke_paper(chair, gone, "填错")
    revoke_paper(chair, lost, "填错")
    assert settle_scan(clerk, scan) == 2
    first.refresh_from_db()
    gone.refresh_from_db()
    assert (first.state, gone.state, gone.leaves.count()) == (State.SEALED, State.SIGNED, 0)
    left = scan.leaves.get(result=Result.REVOKED)
    with pytest.raises(NotPossible):
        assign_page(clerk, left, gone)
    _ = cast["other_clerk"]
    with pytest.raises(NotPossible):
        confirm_incoming(cast.actor("other_clerk"), Incoming.objects.get(delivery=sent))
    lost.refresh_from_db()
    assert lost.state == State.SEALED


def test_a_proof_of_service_is_not_the_stamped_copy(cast: Cast) -> None:
    paper, clerk = sealed(cast), cast.actor("clerk")
    sent = send_paper(clerk, paper, to_name="王小梅")
    _read(cast, jpeg_of(stamped(sent)))
    record_receipt(clerk, sent, received=today(), received_by="王小梅")
    paper.refresh_from_db()
    assert paper.state == State.DELIVERED
    _read(cast, jpeg_of(stamped(paper)))
    paper.refresh_from_db()
    assert paper.state == State.FILED


def test_what_is_sealed_after_its_scan_is_filed_by_itself(cast: Cast) -> None:
    """Whoever scans for the level above seals nothing; the union's own clerk does, and the rest goes by itself."""
    _ = cast["clerk"], cast["chair"], cast["upper_officer"]
    upper, clerk = cast.actor("upper_officer"), cast.actor("clerk")
    form = {"title": "审批表", "facts": [["姓名", "王小梅"]], "reason": ["因病住院。"]}
    paper = draft_paper(clerk, "papers.form", union=cast.union("mine"), data=form)
    check_paper(clerk, paper)
    sign_paper(cast.actor("chair"), paper)
    scan = hand_in_scan(upper, cast.union("city"), "扫描件.pdf", b"%PDF-1.7")
    file_leaf(upper, scan, Leaf(0, (address_of(paper),), False, b"\xff\xd8\xff"))
    settle_scan(upper, scan)
    paper.refresh_from_db()
    assert (paper.state, paper.leaves.count(), paper.seal_uses.count()) == (State.SIGNED, 1, 0)
    seal_paper(clerk, paper)
    assert (paper.state, bool(paper.archive)) == (State.FILED, True)


def test_one_page_goes_to_one_paper(committed: str, cast: Cast) -> None:
    first, second = sealed(cast), sealed(cast)
    clerk = cast.actor("clerk")
    scan = hand_in_scan(clerk, cast.union("mine"), "扫描件.pdf", b"%PDF-1.7")
    page = file_leaf(clerk, scan, Leaf(0, (), False, b"\xff\xd8\xff"))
    raised = together(
        *(partial(assign_page, clerk, ScanPage.objects.select_related("scan__union").get(pk=page.pk), paper)
          for paper in (first, second))
    )  # fmt: skip
    assert [type(error) for error in raised] == [NotPossible]
    assert sum(paper.leaves.count() for paper in (first, second)) == 1
