"""A dispute on its way: works, refuses bad input, refuses the wrong person, each way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.later.undoing import undoing_of
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.models import Matter, Note, State, Task
from niangjia.engines.matters.passing_on import Handed, pass_on, receivers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.models import Notice
from niangjia.engines.notices.sending.hiding import shown_to
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.demo.accounts import Opened
from niangjia.engines.people.models import Post
from niangjia.engines.people.persons.moving import relations
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.rules.deadlines import Event, LastDay, wages
from niangjia.engines.rules.deadlines.running import By
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today
from niangjia.services.mediation import demo
from niangjia.services.mediation.forms import payments
from niangjia.services.mediation.messages import SESSION
from niangjia.services.mediation.models import Dispute, Instalment, Recusal, Session
from niangjia.services.mediation.reading import PROCEDURE, limitation, said_of

from .conftest import ASKED, agreed, applied, done, mediating, row_of, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
SOON = (today() + timedelta(days=10)).isoformat()
SINCE = today() - timedelta(days=30)
LATER = (today() + timedelta(days=40)).isoformat()


def _printed(cast: Cast, matter: Matter, kind: str) -> str:
    with acting(cast.actor("clerk")):
        paper = papers_about(matter).get(kind=kind)
    return cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()


def test_a_worker_who_is_no_member_applies_and_sees_by_when_arbitration(cast: Cast, matter: Matter) -> None:
    row = row_of(matter)
    assert (matter.phase, matter.union, matter.sensitive) == ("accepting", cast.union("mine"), True)
    assert "支付拖欠" not in str(Dispute.objects.values().get())
    last = limitation(row)
    assert isinstance(last, LastDay)
    assert last == wages(row.left, on=today(), events=[Event(today(), By.MEDIATION)])
    page = cast.client("worker").get(f"/matters/{matter.pk}/").content.decode()
    assert f"{last.safe.year}年{last.safe.month}月{last.safe.day}日" in page
    desk = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    for said in ("支付拖欠的三个月工资", "石河煤业有限公司", "18,000.00", "李大山", f"{last.safe.year}年"):
        assert said in desk
    assert "李大山" in cast.client("chair").get("/mediation/desk/").content.decode()
    assert Entry.objects.filter(code="mediation.dispute.applied").exists()


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    _ = cast["clerk"]
    client = cast.client("worker")
    for wrong, field in (
        ({"category": "war"}, "category"),
        ({"claim": " "}, "claim"),
        ({"amount": "-1"}, "amount"),
        ({"knew": (today() + timedelta(days=1)).isoformat()}, "knew"),
    ):
        answer = client.post("/mediation/", {**ASKED, **wrong})
        page = answer.content.decode()
        assert (answer.status_code, f'id="id_{field}_error"' in page, "九月起没有发工资" in page) == (422, True, True)
    assert not Matter.objects.exists()


def test_accepted_agreed_and_paid_by_instalments(cast: Cast) -> None:
    matter = mediating(cast)
    limit = TimeLimit.objects.get(matter=matter, kind="mediation.mediate")
    assert (limit.event, limit.days, limit.working) == (today(), 15, False)
    assert "十五日" in _printed(cast, matter, "mediation.accepted")
    clerk = cast.client("clerk")
    for typed, field in (
        ({"terms": "", "payments": ""}, "terms"),
        ({"terms": "付款", "payments": "明天 很多"}, "payments"),
        ({"terms": "付款", "payments": "2020-01-01 100"}, "payments"),
    ):
        answer = done(clerk, matter, outcome="agree", **typed)
        assert (answer.status_code, f"_{field}_error" in answer.content.decode()) == (422, True), field
    lines = f"{SOON} 10000\n{LATER}，8,000.50元"
    assert done(clerk, matter, outcome="agree", terms="分期支付", payments=lines).status_code == 302
    row = row_of(matter)
    assert (row.agreed, row.agreed_on) == (Decimal("18000.50"), today())
    printed = _printed(cast, matter, "mediation.agreement")
    for said in (
        "分期支付",
        "10000.00",
        "8000.50",
        "合计18000.50元",
        "被申请人签名（盖章）",
        "加盖调解组织印章后生效",
    ):
        assert said in printed
    task = task_of(matter)
    assert task.due and task.due.date().isoformat() >= SOON
    assert done(clerk, matter, outcome="performed", seen="on").status_code == 422
    first, second = Instalment.objects.order_by("due")
    assert clerk.post(f"/mediation/desk/instalments/{first.pk}/paid/", _pay("10000.01")).status_code == 422
    for one, yuan in ((first, "4000"), (first, "6000"), (second, "8000.50")):
        assert clerk.post(f"/mediation/desk/instalments/{one.pk}/paid/", _pay(yuan)).status_code == 302
    assert clerk.post(f"/mediation/desk/instalments/{second.pk}/paid/", _pay("1")).status_code == 422
    assert "18,000.50" in clerk.get("/mediation/desk/").content.decode()
    assert done(clerk, matter, outcome="performed").status_code == 422
    assert done(clerk, matter, outcome="performed", seen="on").status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.phase) == (State.DONE, "performed")


def _pay(yuan: str) -> dict[str, str]:
    return {"paid": yuan, "day": today().isoformat()}


def test_an_agreement_that_is_not_kept_leads_to_payment_order_and_arbitration(cast: Cast) -> None:
    matter = agreed(cast, f"{SOON} 10000")
    assert done(cast.client("clerk"), matter, outcome="broken").status_code == 422
    assert done(cast.client("clerk"), matter, outcome="broken", reason="到期未付").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "broken"
    printed = _printed(cast, matter, "mediation.ended")
    for said in ("未按约定履行", "到期未付", "支付令", "申请仲裁"):
        assert said in printed


def test_without_agreement_the_notice_says_by_when_arbitration(cast: Cast) -> None:
    matter = mediating(cast)
    assert done(cast.client("chair"), matter, outcome="fail", reason="对方不同意支付").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "failed"
    last = limitation(row_of(matter))
    assert isinstance(last, LastDay)
    printed = _printed(cast, matter, "mediation.ended")
    for said in ("未达成协议", "对方不同意支付", f"{last.safe:%Y年%m月%d日}前申请仲裁"):
        assert said in printed
    assert "支付令" not in printed


def test_not_accepted_sent_back_and_withdrawn(cast: Cast, matter: Matter) -> None:
    clerk = cast.client("clerk")
    assert done(clerk, matter, outcome="accept").status_code == 422, "the employer must agree"
    back = {"way": "to_applicant", "reason": "请写明离职日期"}
    assert clerk.post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back).status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "correcting"
    worker = cast.client("worker")
    page = worker.get(f"/matters/{matter.pk}/").content.decode()
    assert "请写明离职日期" in page and "支付拖欠的三个月工资" in page
    task = task_of(matter)
    again = {**ASKED, "claim": "支付拖欠的四个月工资", "outcome": "handed_in"}
    assert worker.post(f"/matters/{matter.pk}/tasks/{task.pk}/completion/", again).status_code == 302
    matter.refresh_from_db()
    assert (matter.phase, said_of(row_of(matter)).claim) == ("accepting", "支付拖欠的四个月工资")
    assert worker.post(f"/matters/{matter.pk}/withdrawal/", {"sure": "on"}).status_code == 302
    matter.refresh_from_db()
    assert matter.state == State.WITHDRAWN


def test_a_refusal_is_a_paper_with_its_reason(cast: Cast, matter: Matter) -> None:
    assert done(cast.client("clerk"), matter, outcome="refuse", reason="不属于劳动争议").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "refused"
    printed = _printed(cast, matter, "mediation.refused")
    assert "不属于劳动争议" in printed and "申请仲裁" in printed


def test_a_session_is_called_held_and_recorded(cast: Cast) -> None:
    matter = mediating(cast)
    clerk, url = cast.client("clerk"), f"/mediation/desk/matters/{matter.pk}/sessions/"
    past = (now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert clerk.post(url, {"held": past, "place": "工会二楼"}).status_code == 422
    soon = (now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert clerk.post(url, {"held": soon, "place": "工会二楼"}).status_code == 302
    assert Notice.objects.filter(kind="mediation.session").exists()
    assert "工会二楼" in cast.client("worker").get(f"/matters/{matter.pk}/").content.decode()
    session = Session.objects.get()
    record = {"present": "李大山、人事科", "worker": "要求付清", "employer": "资金困难", "result": "同意分期"}
    assert clerk.post(f"/mediation/desk/sessions/{session.pk}/record/", record).status_code == 422, "not held yet"
    Session.objects.update(held=now() - timedelta(hours=2))
    assert clerk.post(f"/mediation/desk/sessions/{session.pk}/record/", {**record, "result": ""}).status_code == 422
    assert clerk.post(f"/mediation/desk/sessions/{session.pk}/record/", record).status_code == 302
    assert "同意分期" in _printed(cast, matter, "mediation.record")
    assert "同意分期" not in str(Session.objects.values().get())
    assert clerk.post(f"/mediation/desk/sessions/{session.pk}/record/", record).status_code == 422, "once"


def test_who_keeps_out_does_nothing_more(cast: Cast) -> None:
    matter = mediating(cast)
    worker, clerk, chair = (cast.client(key) for key in ("worker", "clerk", "chair"))
    url = f"/mediation/{matter.pk}/recusal/"
    page = worker.get(url).content.decode()
    assert "刘芳" in page and "陈建国" in page
    person = cast.person("clerk").pk
    assert worker.post(url, {"person": cast.person("member").pk, "why": "亲属"}).status_code == 422
    assert worker.post(url, {"person": person, "why": ""}).status_code == 422
    assert worker.post(url, {"person": person, "why": "与厂长是亲属"}).status_code == 302
    row = Recusal.objects.get()
    assert clerk.post(f"/mediation/desk/recusals/{row.pk}/", {"stays": "1"}).status_code == 403
    assert chair.post(f"/mediation/desk/recusals/{row.pk}/", {"out": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "out"
    answer = done(clerk, matter, outcome="fail", reason="x")
    assert answer.status_code == 422 and "回避" in answer.content.decode()
    assert done(chair, matter, outcome="fail", reason="没有一致").status_code == 302


def test_a_mediator_keeps_out_by_himself(cast: Cast) -> None:
    matter = mediating(cast)
    clerk = cast.client("clerk")
    assert clerk.post(f"/mediation/desk/matters/{matter.pk}/recusal/", {"why": "我是证人"}).status_code == 302
    assert Recusal.objects.get().state == "out"
    held = {"held": (now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"), "place": "工会"}
    assert clerk.post(f"/mediation/desk/matters/{matter.pk}/sessions/", held).status_code == 422


def test_what_another_service_hands_over_comes_here_and_both_sides_know(cast: Cast) -> None:
    origin = applied(cast)
    assert PROCEDURE in receivers()
    facts = {"category": "money", "name": "王小梅", "amount": Decimal(500)}
    with everywhere(PLATFORM, "a test"):
        person = cast.person("member")
        handed = Handed(
            union=cast.union("county"), words="要求补发加班费", person=person, past=cast.union("mine"),
            day=today() - timedelta(days=30), origin=origin, facts=facts,
        )  # fmt: skip
        matter = pass_on(PLATFORM, PROCEDURE, handed)
        with pytest.raises(NotPossible):
            pass_on(PLATFORM, "no.such", handed)
    row = row_of(matter)
    assert (row.way, row.amount) == ("handed", Decimal(500))
    assert row.origin == origin
    assert matter.bypassed == cast.union("mine")
    assert matter.number in Note.objects.get(matter=origin).text.reveal()
    assert Entry.objects.filter(code="matters.matter.passed_on", data__to=matter.number).exists()
    assert "王小梅" not in cast.client("clerk").get("/mediation/desk/").content.decode()
    assert cast.client("chair").get(f"/desk/matters/{matter.pk}/").status_code == 404


def test_who_came_in_person_is_entered_by_the_desk(cast: Cast) -> None:
    person = known(cast, "member", 871)
    typed = {**ASKED, "name": "王小梅", "number": number(871), "applied": (today() - timedelta(days=3)).isoformat()}
    url = f"/mediation/desk/{cast.union('mine').pk}/new/"
    clerk = cast.client("clerk")
    assert clerk.post(url, {**typed, "number": number(872)}).status_code == 422
    answer = clerk.post(url, typed)
    assert answer.status_code == 302, answer.content.decode()
    row = Dispute.objects.get()
    assert (row.way, row.applied, row.person_id) == ("spoken", today() - timedelta(days=3), person.pk)
    matter = Matter.objects.get()
    assert done(clerk, matter, outcome="accept", agrees="on").status_code == 302
    limit = TimeLimit.objects.get(matter=matter, kind="mediation.mediate")
    assert limit.event == today() - timedelta(days=3), "the days run from the application"


def test_lists_ask_few_questions(cast: Cast) -> None:
    clerk = cast.client("clerk")
    applied(cast)
    clerk.get("/mediation/desk/")
    with CaptureQueriesContext(connection) as few:
        clerk.get("/mediation/desk/")
    applied(cast, "member")
    applied(cast, "group_leader")
    with CaptureQueriesContext(connection) as many:
        clerk.get("/mediation/desk/")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-12-31 3000", 1), ("2026年12月31日 3,000.50元\n\n2027/1/5，20", 2), ("", 0)],
)
def test_payments_are_read_as_people_write_them(text: str, found: int) -> None:
    assert len(payments(text)) == found


def test_what_was_paid_is_not_undone_by_a_click(cast: Cast) -> None:
    matter = agreed(cast, f"{SOON} 100")
    one = Instalment.objects.get()
    correction = Correction(matter=matter, task=Task.objects.get(matter=matter, key="mediate"))
    with acting(cast.actor("clerk")):
        assert undoing_of(PROCEDURE).effects(matter, correction)
        assert (
            cast.client("clerk").post(f"/mediation/desk/instalments/{one.pk}/paid/", _pay("100")).status_code == 302
        )
        with pytest.raises(NotPossible):
            undoing_of(PROCEDURE).effects(matter, correction)


def test_an_agreement_that_was_corrected_was_never_made(cast: Cast) -> None:
    matter = agreed(cast, f"{SOON} 100")
    correction = Correction(matter=matter, task=Task.objects.get(matter=matter, key="mediate"))
    with acting(cast.actor("chair")):
        undoing_of(PROCEDURE).undo(cast.actor("chair"), matter, correction)
    row = row_of(matter)
    assert (row.agreed, row.agreed_on, row.terms) == (None, None, None)
    assert not Instalment.objects.exists()


def test_erasing_a_record_leaves_the_committee_its_dispute(cast: Cast) -> None:
    matter = applied(cast)
    [relation] = [one for one in relations() if one.name == "mediation.dispute.person"]
    relation.erase(cast.person("worker"))
    assert row_of(matter).person_id is None


def test_messages_of_what_went_past_a_unit_are_not_shown_to_who_has_a_post_there(cast: Cast) -> None:
    """Of a session and of a correction: in the list of what the county sent."""
    for key in ("chair", "clerk"):
        Post.objects.create(union=cast.union("county"), person=cast.person(key), role="officer", started=SINCE)
    Post.objects.filter(pk=cast.post("clerk").pk).delete()
    with everywhere(PLATFORM, "a test"):
        handed = Handed(
            union=cast.union("county"), words="补发", person=cast.person("member"), past=cast.union("mine")
        )
        matter = pass_on(PLATFORM, PROCEDURE, handed)
        task = task_of(matter)
        session = Session.objects.create(dispute=row_of(matter), held=now(), place="县总工会")
        changed = Correction.objects.create(matter=matter, task=task, kind=2, before="accept", reason="x")
        given = {"when": "明天", "place": "县总工会"}
        for key in (f"mediation.session.{session.pk}", f"matters.correction.{changed.pk}"):
            send(PLATFORM, SESSION, [cast.person("member").pk], union=matter.union, variables=given, key=key)
    rows = Notice.objects.filter(key__regex="session|correction")
    for key, count in (("clerk", 2), ("chair", 0)):
        with acting(cast.actor(key)):
            assert shown_to(cast.actor(key), rows).count() == count


def test_a_mediator_without_a_clerks_rights_accepts_and_mediates(cast: Cast) -> None:
    matter = applied(cast)
    Post.objects.filter(pk=cast.post("auditor").pk).update(role="mediator")
    mediator = cast.client("auditor")
    assert done(mediator, matter, outcome="accept", agrees="on").status_code == 302
    assert done(mediator, matter, outcome="fail", reason="没有一致").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "failed"


def test_the_demo_has_disputes_of_every_fate(cast: Cast) -> None:
    code = cast.union("mine").code
    demo.fill([Opened(key, cast[key].username, "", code) for key in ("clerk", "chair")])
    phases = set(Matter.objects.filter(procedure=PROCEDURE).values_list("phase", flat=True))
    assert phases >= {"accepting", "mediating"}
