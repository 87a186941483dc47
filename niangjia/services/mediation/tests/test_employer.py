"""What the employer gets, with its receipt; sessions called off; payments taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about, seal_paper
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import now, today
from niangjia.services.mediation.models import Instalment, Payment, Session

from .conftest import agreed, applied, done, mediating, task_of

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _paper(cast: Cast, matter: Matter, kind: str) -> Paper:
    with acting(cast.actor("clerk")):
        return papers_about(matter).get(kind=kind)


def test_the_employer_is_asked_in_writing_and_its_receipt_is_noted(cast: Cast) -> None:
    matter, clerk = applied(cast), cast.client("clerk")
    ask = f"/mediation/desk/matters/{matter.pk}/employer/"
    assert clerk.post(ask).status_code == 302
    assert "已经征询过" in clerk.post(ask, follow=True).content.decode()
    paper = _paper(cast, matter, "mediation.invitation")
    printed = clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    for said in ("征询意见书", "石河煤业有限公司", "支付拖欠的三个月工资", "不同意调解", "用人单位（盖章）"):
        assert said in printed
    assert "九月起没有发工资" not in printed, "the grounds are not the employer's to read before it agrees"
    url = f"/mediation/desk/matters/{matter.pk}/papers/{paper.pk}/received/"
    wrong = {"received_by": "人事科 周某", "day": (today() + timedelta(days=1)).isoformat()}
    for typed in ({"received_by": "", "day": today().isoformat()}, wrong):
        assert clerk.post(url, typed).status_code == 422
    assert clerk.post(url, {"received_by": "人事科 周某", "day": today().isoformat()}).status_code == 302
    page = clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "人事科 周某签收" in page and "尚无送达记录" not in page
    assert Entry.objects.filter(code="mediation.employer.notified").exists()
    assert cast.client("other_clerk").post(url, {}).status_code == 404
    assert clerk.post(f"/mediation/desk/matters/{matter.pk}/papers/999999/received/", {}).status_code == 404
    assert done(clerk, matter, outcome="accept", agrees="on").status_code == 302
    assert "才能征询" in clerk.post(ask, follow=True).content.decode(), "accepted already"
    accepted = _paper(cast, matter, "mediation.accepted")
    url = f"/mediation/desk/matters/{matter.pk}/papers/{accepted.pk}/received/"
    typed = {"received_by": "人事科 周某", "day": today().isoformat()}
    assert clerk.post(url, typed).status_code == 422, "not sealed yet"
    with acting(cast.actor("clerk")):
        seal_paper(cast.actor("clerk"), accepted)
    assert clerk.post(url, typed).status_code == 302


def test_a_session_is_a_paper_for_both_and_can_be_called_off(cast: Cast) -> None:
    matter, clerk = mediating(cast), cast.client("clerk")
    held = {"held": (now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"), "place": "工会二楼"}
    assert clerk.post(f"/mediation/desk/matters/{matter.pk}/sessions/", held).status_code == 302
    paper, session = _paper(cast, matter, "mediation.called"), Session.objects.get()
    printed = clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert "石河煤业有限公司" in printed and "工会二楼" in printed
    off = f"/mediation/desk/sessions/{session.pk}/off/"
    assert cast.client("other_clerk").post(off).status_code == 404
    assert clerk.post(off).status_code == 302
    session.refresh_from_db()
    assert session.off and Notice.objects.filter(kind="mediation.off").exists()
    assert "工会二楼" not in cast.client("worker").get(f"/matters/{matter.pk}/").content.decode()
    assert "不能再取消" in clerk.post(off, follow=True).content.decode()
    Session.objects.update(held=now() - timedelta(hours=1))
    record = {"present": "李大山", "worker": "要求付清", "employer": "困难", "result": "分期"}
    assert clerk.post(f"/mediation/desk/sessions/{session.pk}/record/", record).status_code == 422


def test_a_payment_that_was_noted_wrongly_is_taken_back(cast: Cast) -> None:
    soon = today() + timedelta(days=10)
    matter, clerk = agreed(cast, f"{soon} 1000"), cast.client("clerk")
    one = Instalment.objects.get()
    paid = {"paid": "1000", "day": today().isoformat()}
    assert clerk.post(f"/mediation/desk/instalments/{one.pk}/paid/", paid).status_code == 302
    assert task_of(matter).due is None
    payment = Payment.objects.get()
    off = f"/mediation/desk/payments/{payment.pk}/off/"
    assert cast.client("other_clerk").post(off).status_code == 404
    assert clerk.post(off).status_code == 302
    one.refresh_from_db()
    assert (one.paid, task_of(matter).due is not None) == (Decimal(0), True)
    assert "已经撤回过" in clerk.post(off, follow=True).content.decode()
    page = clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "已撤回" in page
    assert clerk.post(f"/mediation/desk/instalments/{one.pk}/paid/", {**paid, "paid": "100"}).status_code == 302
    desk = clerk.get("/mediation/desk/").content.decode()
    assert "100.00" in desk and "1,000.00" not in desk, "what was taken back is in no figure"
    Payment.objects.update(day=today() - timedelta(days=370))
    assert "100.00" not in clerk.get("/mediation/desk/").content.decode(), "money counts in the year it was paid"
