"""Wages that were not paid: brought on the phone, mediated, agreed on, and paid."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter, State
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.rules.deadlines import By, Event, LastDay, dispute
from niangjia.foundation.clock import today
from niangjia.services.concerns.tests.samples import SAID, brought, checked, concern_of, done, handled, registered
from niangjia.services.mediation.models import Dispute, Instalment
from niangjia.services.mediation.reading import limitation

if TYPE_CHECKING:
    from datetime import date

    from tests.harness.people import Cast

SINCE = today() - timedelta(days=200)
SAME = {"day": today().isoformat()}


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _own_paper(cast: Cast, service: str, matter: Matter, kind: str) -> str:
    """A paper as the worker reads and prints it."""
    paper = papers_about(matter).get(kind=kind)
    answer = cast.client("member").get(f"/{service}/matters/{matter.pk}/papers/{paper.pk}/")
    assert answer.status_code == 200, kind
    return answer.content.decode()


def _goes_to_mediation(cast: Cast, concern: Matter) -> Matter:
    clerk = cast.client("clerk")
    url = f"/concerns/desk/matters/{concern.pk}/passing-on/"
    assert clerk.post(url, {"to": "mediation.dispute", "agreed": "on"}).status_code == 302
    made = Matter.objects.get(procedure="mediation.dispute")
    assert made.number in cast.client("member").get(f"/matters/{concern.pk}/").content.decode(), (
        "told where it goes on"
    )
    assert concern.number in clerk.get(f"/desk/matters/{made.pk}/").content.decode()
    row = Dispute.objects.get(matter=made)
    assert (row.category, row.knew, row.person_id) == ("wages", SINCE, cast.person("member").pk)
    last = limitation(row)
    assert isinstance(last, LastDay)
    assert _written(last.safe) in cast.client("member").get(f"/matters/{made.pk}/").content.decode()
    return made


def _is_paid(cast: Cast, made: Matter) -> None:
    clerk, soon = cast.client("clerk"), today() + timedelta(days=5)
    payments = f"{soon} 6000\n{soon + timedelta(days=30)} 6600"
    assert done(clerk, made, outcome="agree", terms="分两期付清", payments=payments).status_code == 302
    agreement = _own_paper(cast, "mediation", made, "mediation.agreement")
    assert "合计12600.00元" in agreement and "顺达劳务公司" in agreement
    for one in Instalment.objects.order_by("due"):
        paid = {"paid": str(one.amount), **SAME}
        assert clerk.post(f"/mediation/desk/instalments/{one.pk}/paid/", paid).status_code == 302
    assert done(clerk, made, outcome="performed", seen="on").status_code == 302
    made.refresh_from_db()
    assert (made.state, made.phase) == (State.DONE, "performed")
    assert "12,600.00" in clerk.get("/mediation/desk/").content.decode(), "recovered this year"
    assert "6,600.00" in cast.client("member").get(f"/matters/{made.pk}/").content.decode()


def test_wages_are_claimed_mediated_agreed_on_and_paid(cast: Cast) -> None:
    """The limitation date is seen, the receipt printed; agreement, money; the concern ends with the sum."""
    for key in ("clerk", "chair"):
        _ = cast[key]
    concern = brought(cast, since=SINCE.isoformat())
    page = cast.client("member").get(f"/matters/{concern.pk}/").content.decode()
    day = dispute(SINCE, [Event(today(), By.UNION)]).safe
    assert _written(day) in page, "the year for arbitration, from the day on which it was known"
    receipt = _own_paper(cast, "concerns", concern, "concerns.receipt")
    assert "诉求登记回执" in receipt and SAID["wants"] in receipt and _written(today()) in receipt
    registered(cast, concern)
    made = _goes_to_mediation(cast, concern)
    assert done(cast.client("chair"), made, outcome="accept", agrees="on").status_code == 302
    assert "受理通知书" in _own_paper(cast, "mediation", made, "mediation.accepted")
    _is_paid(cast, made)
    handled(cast, concern, recovered="12600")
    checked(cast, concern)
    concern.refresh_from_db()
    assert (concern.state, concern_of(concern).recovered) == (State.DONE, Decimal("12600.00"))
