"""Who may not act, what may not be typed, and what the law says of the days: each once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.later.undoing import undoing_of
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.passing_on import Handed, pass_on
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.models import Post
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.rules.deadlines import By, Event, dispute, wages
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.mediation.models import Dispute, Instalment, Recusal
from niangjia.services.mediation.reading import PROCEDURE, limitation

from .conftest import ASKED, agreed, applied, done, mediating, row_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
SOON = (today() + timedelta(days=10)).isoformat()


def test_nobody_mediates_the_own_dispute(cast: Cast) -> None:
    matter = applied(cast, "clerk")
    answer = done(cast.client("clerk"), matter, outcome="accept", agrees="on")
    assert (answer.status_code, "您自己的争议" in answer.content.decode()) == (422, True)
    known(cast, "chair", 873)
    typed = {**ASKED, "name": "陈建国", "number": number(873)}
    url = f"/mediation/desk/{cast.union('mine').pk}/new/"
    assert cast.client("chair").post(url, typed).status_code == 422
    assert done(cast.client("chair"), matter, outcome="accept", agrees="on").status_code == 302


def test_who_keeps_out_notes_no_payment(cast: Cast) -> None:
    matter = agreed(cast, f"{SOON} 100")
    clerk = cast.client("clerk")
    assert clerk.post(f"/mediation/desk/matters/{matter.pk}/recusal/", {"why": "亲属"}).status_code == 302
    one = Instalment.objects.get()
    paid = {"paid": "100", "day": today().isoformat()}
    assert clerk.post(f"/mediation/desk/instalments/{one.pk}/paid/", paid).status_code == 422
    assert cast.client("chair").post(f"/mediation/desk/instalments/{one.pk}/paid/", paid).status_code == 302


def test_where_there_is_nobody_else_the_level_above_decides_on_a_recusal(cast: Cast) -> None:
    matter = mediating(cast)
    row = Recusal.objects.create(dispute=row_of(matter), person=cast.person("clerk"), why="亲属", state="asked")
    url = f"/mediation/desk/recusals/{row.pk}/"
    upper, chair = cast.client("upper_officer"), cast.client("chair")
    assert upper.post(url, {"out": "1"}).status_code == 403
    answer = chair.post(url, follow=True)
    row.refresh_from_db()
    assert (row.state, "回避还是" in answer.content.decode()) == ("asked", True), "a button must be pressed"
    Post.objects.filter(pk=cast.post("chair").pk).delete()
    assert upper.post(url, {"out": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "out"


def test_days_that_no_law_knows_are_refused_at_their_field(cast: Cast) -> None:
    known(cast, "member", 874)
    url, clerk = f"/mediation/desk/{cast.union('mine').pk}/new/", cast.client("clerk")
    typed = {**ASKED, "name": "王小梅", "number": number(874)}
    answer = clerk.post(url, {**typed, "applied": "2000-01-01"})
    assert (answer.status_code, 'id="id_applied_error"' in answer.content.decode()) == (422, True)
    assert clerk.post(url, {**typed, "knew": "0001-01-01", "left": "0001-01-02"}).status_code == 302
    matter = Matter.objects.get()
    assert clerk.get(f"/desk/matters/{matter.pk}/").status_code == 200
    assert done(clerk, matter, outcome="accept", agrees="on").status_code == 302
    far = done(clerk, matter, outcome="agree", terms="付款", payments="9999-12-31 100")
    assert (far.status_code, "payments_error" in far.content.decode()) == (422, True)


def test_the_same_application_is_entered_and_handed_over_once(cast: Cast) -> None:
    known(cast, "member", 875)
    typed = {**ASKED, "name": "王小梅", "number": number(875)}
    url, clerk = f"/mediation/desk/{cast.union('mine').pk}/new/", cast.client("clerk")
    assert clerk.post(url, typed).status_code == 302
    assert clerk.post(url, typed).status_code == 422
    assert clerk.post(url, {**typed, "claim": "支付加班费"}).status_code == 302
    worker = cast.client("worker")
    again = [
        worker.post("/mediation/", one).status_code for one in (ASKED, ASKED, {**ASKED, "employer": "顺达劳务公司"})
    ]
    assert again == [302, 422, 302], "a second one, with another employer, is not kept from going on"
    origin = Matter.objects.latest("pk")
    with everywhere(PLATFORM, "a test"):
        handed = Handed(union=cast.union("mine"), words="补发", person=cast.person("member"), origin=origin)
        pass_on(PLATFORM, PROCEDURE, handed)
        with pytest.raises(NotPossible):
            pass_on(PLATFORM, PROCEDURE, handed)


def test_the_year_of_wages_is_not_that_of_other_money(cast: Cast) -> None:
    """Wages have no limit in employment (第二十七条第四款); injury costs and compensation have the common year."""
    knew, left, day = today() - timedelta(days=300), today() - timedelta(days=20), today()
    row = Dispute(category="money", applied=day)
    assert limitation(row) is None, "the worker is asked since when, and not told that there is no limit"
    row = Dispute(category="money", applied=day, knew=knew, left=left)
    assert limitation(row) == dispute(knew, [Event(day, By.MEDIATION)])
    row = Dispute(category="wages", applied=day, knew=knew, left=left)
    assert limitation(row) == wages(left, on=day, events=[Event(day, By.MEDIATION)])
    assert limitation(Dispute(category="wages", applied=day)) == wages(None, on=day)
    row = Dispute(category="leaving", applied=knew, knew=knew, agreed_on=left)
    assert limitation(row) == dispute(knew, [Event(knew, By.MEDIATION), Event(left, By.AGREED)])


def test_compensation_that_was_agreed_on_and_not_paid_leads_to_a_payment_order(cast: Cast) -> None:
    matter = agreed(cast, f"{SOON} 10000")
    Dispute.objects.update(category="leaving")
    assert done(cast.client("clerk"), matter, outcome="broken", reason="到期未付").status_code == 302
    with acting(cast.actor("clerk")):
        paper = papers_about(matter).get(kind="mediation.ended")
    assert "支付令" in cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()


def test_a_correction_revokes_what_followed_from_the_step_and_no_more(cast: Cast) -> None:
    matter = agreed(cast, f"{SOON} 100")
    one, clerk = Instalment.objects.get(), cast.client("clerk")
    paid = {"paid": "100", "day": today().isoformat()}
    assert clerk.post(f"/mediation/desk/instalments/{one.pk}/paid/", paid).status_code == 302
    assert done(clerk, matter, outcome="performed", seen="on").status_code == 302
    undoing = undoing_of(PROCEDURE)

    def falls(key: str) -> set[str]:
        correction = Correction(matter=matter, task=Task.objects.get(matter=matter, key=key))
        with acting(cast.actor("chair")), transaction.atomic():
            undoing.effects(matter, correction)
            undoing.undo(cast.actor("chair"), matter, correction)
            revoked = papers_about(matter).filter(revoked__isnull=False)
            found = {paper.kind.partition(".")[2] for paper in revoked}
            found |= {"sum"} if Dispute.objects.get().agreed_on is None else set()
            transaction.set_rollback(True)
        return found

    assert falls("perform") == set(), "paid or not: that it was not kept can be said"
    for key in ("accept", "mediate"):
        with pytest.raises(NotPossible):
            falls(key)
    Instalment.objects.update(paid=0)
    assert falls("mediate") == {"agreement", "sum"}
    assert falls("accept") == {"accepted", "agreement", "sum"}


def test_a_day_that_is_over_is_not_shown_as_one_to_come(cast: Cast) -> None:
    matter = applied(cast)
    day = today() - timedelta(days=900)
    Dispute.objects.update(category="leaving", knew=day, applied=day, left=None)
    page = cast.client("worker").get(f"/matters/{matter.pk}/").content.decode()
    assert "前申请仲裁" not in page and "已届满" in page
    assert done(cast.client("clerk"), matter, outcome="refuse", reason="不同意调解").status_code == 302
    with acting(cast.actor("clerk")):
        paper = papers_about(matter).get(kind="mediation.refused")
    printed = cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert "可能已经届满" in printed
