"""What is checked and signed is what was read; reasons that people type are sealed and in no journal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.papers.life.models import Paper, State
from niangjia.engines.papers.returns.actions import begin_return, correct_return, fill_return, hand_in_return
from niangjia.engines.papers.returns.models import Return
from niangjia.engines.papers.verbs import change_draft, check_paper, draft_paper
from niangjia.foundation.clock import today

from .samples import DATA, drafted, sealed, seen_in

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

WHY = "张某五月三日离职，电话13900001111"
RECEIPT = {"day": "2026-11-02", "giver": "王小梅", "items": ["住院费用清单"], "count": "2"}


def _seen(client: Client, paper: Paper) -> str:
    return seen_in(client.get(f"/desk/papers/{paper.pk}/"))


def test_what_is_checked_is_what_was_read(cast: Cast) -> None:
    paper, chair = drafted(cast), cast.client("chair")
    at = f"/desk/papers/{paper.pk}/"
    page = chair.get(at).content.decode()
    assert "兹证明该同志系我会会员。" in page  # the words stand where they are judged
    assert Entry.objects.filter(code="papers.paper.opened", subject_type="people.person").exists()
    seen = _seen(chair, paper)
    change_draft(cast.actor("clerk"), paper, {**DATA, "name": "李大山"})
    for given in ({"seen": seen}, {}):
        answer = chair.post(f"{at}check/", given, follow=True)
        assert "内容刚刚有改动，请重新看过再办。" in answer.content.decode()
    assert chair.post(f"{at}back/", {"back-reason": "缺日期", "seen": seen}).status_code == 422
    paper.refresh_from_db()
    assert paper.state == State.DRAFT
    assert "李大山" in chair.get(at).content.decode()
    chair.post(f"{at}check/", {"seen": _seen(chair, paper)})
    paper.refresh_from_db()
    assert paper.state == State.CHECKED


def test_what_is_signed_is_what_was_read(cast: Cast) -> None:
    _ = cast["clerk"]
    clerk, chair = cast.actor("clerk"), cast.client("chair")
    receipt = draft_paper(clerk, "papers.receipt", union=cast.union("mine"), data=RECEIPT)
    checked = drafted(cast)
    check_paper(clerk, checked)
    for paper, other in ((receipt, {**RECEIPT, "count": "3"}), (checked, {**DATA, "name": "李大山"})):
        at, given = f"/desk/papers/{paper.pk}/", {"dated": today().isoformat(), "seen": _seen(chair, paper)}
        change_draft(clerk, paper, other)
        if paper == checked:
            check_paper(clerk, paper)
        answer = chair.post(f"{at}signature/", given)
        assert answer.status_code == 422
        assert "内容刚刚有改动" in answer.content.decode()
        fresh = seen_in(answer)  # with the words of now
        assert chair.post(f"{at}signature/", {**given, "seen": fresh}).status_code == 302
        paper.refresh_from_db()
        assert paper.state == State.SIGNED


def test_reasons_that_were_typed_are_sealed_and_in_no_journal(cast: Cast) -> None:
    chair = cast.client("chair")
    draft, issued = drafted(cast), sealed(cast)
    chair.post(f"/desk/papers/{draft.pk}/back/", {"back-reason": WHY, "seen": _seen(chair, draft)})
    assert chair.post(f"/desk/papers/{issued.pk}/revocation/", {"revoke-reason": WHY}).status_code == 302
    clerk = cast.actor("clerk")
    found = begin_return(clerk, "annual", cast.union("mine"), date(2025, 9, 30))
    fill_return(clerk, found, {cell.code: Decimal(0) for cell in found.cells.filter(value=None)})
    hand_in_return(clerk, found, {"head": "陈建国", "checker": "陈建国", "preparer": "刘芳", "phone": "0631-1"})
    newer = correct_return(clerk, found, WHY)
    for at in (f"{draft.pk}/", f"{issued.pk}/", f"returns/{newer.pk}/"):
        assert WHY in chair.get(f"/desk/papers/{at}").content.decode()
    sealed_reason = Return.objects.get(pk=newer.pk).reason
    assert sealed_reason is not None
    assert sealed_reason.reveal() == WHY
    with connection.cursor() as cursor:
        for table in ("papers_paper", "papers_return", "journal_entry"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")  # noqa: S608
            assert "离职" not in cursor.fetchone()[0], table
    codes = ("papers.paper.sent_back", "papers.paper.revoked", "papers.return.corrected")
    assert [Entry.objects.filter(code=code).count() for code in codes] == [1, 1, 1]
