"""Numbers of other systems, what is in hand elsewhere, urgent reports."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from niangjia.engines.notices.sending.models import Message
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.models import Employer
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.acts.alerting import raise_alerts
from niangjia.services.concerns.acts.bringing import Brought, enter_concern
from niangjia.services.concerns.models import Alert, OtherNumber, Urgent
from niangjia.services.concerns.reports.acts import tell_late_reports
from niangjia.services.concerns.said import Said

from .samples import appoint, brought, done

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from tests.harness.people import Cast

DESK = "/concerns/desk/"
REGISTERED = {
    "kind": "claim",
    "category": "wages",
    "difficulty": "ordinary",
    "elsewhere": "",
    "reason": "市热线正在办理",
}
SITUATION = {"happened": "二号井瓦斯超限，三人被困。", "done": "已撤人、报警。", "asks": "请求增援。"}


def _linked(cast: Cast, matter: Matter, who: str = "clerk", **typed: str) -> HttpResponse:
    given = {"system": "12345", "number": "2026-7788", **typed}
    return cast.client(who).post(f"{DESK}matters/{matter.pk}/numbers/", given)  # type: ignore[return-value]


def _reported(cast: Cast, matter: Matter, who: str = "clerk", **typed: Any) -> HttpResponse:
    given = {"bodies": ["party", "government", "petitions", "above"], **SITUATION, **typed}
    return cast.client(who).post(f"{DESK}matters/{matter.pk}/urgent/", given)  # type: ignore[return-value]


def test_the_same_matter_in_hand_elsewhere_is_refused_with_a_paper(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    matter = brought(cast)
    early = done(cast.client("clerk"), matter, outcome="elsewhere", **REGISTERED)
    assert early.status_code == 422, "first its number"
    assert _linked(cast, matter, number="").status_code == 422
    assert _linked(cast, matter).status_code == 302
    assert _linked(cast, matter).status_code == 422, "once"
    assert done(cast.client("clerk"), matter, outcome="elsewhere", **REGISTERED).status_code == 422, (
        "not taken up there"
    )
    row = OtherNumber.objects.get()
    assert cast.client("clerk").post(f"{DESK}matters/{matter.pk}/numbers/{row.pk}/").status_code == 302
    assert _linked(cast, matter, handled="on").status_code == 302
    assert done(cast.client("clerk"), matter, outcome="elsewhere", **REGISTERED).status_code == 302
    matter.refresh_from_db()
    assert (matter.phase, matter.is_open) == ("elsewhere", False)
    notice = papers_about(matter).get(kind="concerns.notice")
    page = cast.client("member").get(f"/concerns/matters/{matter.pk}/papers/{notice.pk}/").content.decode()
    assert "信访工作条例第十九条" in page
    assert "市热线正在办理" in page
    assert _linked(cast, matter, number="9").status_code == 422, "it is over"


def test_numbers_are_for_who_handles_it_and_tell_of_nothing_that_went_past(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county")
    past, own = brought(cast, "above"), brought(cast)
    assert _linked(cast, past, "other_clerk").status_code == 302
    assert _linked(cast, past, "clerk").status_code == 404
    assert _linked(cast, own, "upper_officer").status_code == 403
    assert _linked(cast, own).status_code == 302, "the same number is not refused: that would tell of the other"
    assert past.number not in cast.client("clerk").get(f"/desk/matters/{own.pk}/").content.decode()
    assert past.number in cast.client("other_clerk").get(f"/desk/matters/{own.pk}/").content.decode()
    row = OtherNumber.objects.get(matter=past)
    assert cast.client("clerk").post(f"{DESK}matters/{own.pk}/numbers/{row.pk}/").status_code == 404


def test_an_urgent_report_goes_to_the_bodies_that_the_rules_name(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county")
    matter = brought(cast, danger="on")
    page = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "有危险" in page
    assert _reported(cast, matter, bodies=[]).status_code == 422
    alone = _reported(cast, matter, bodies=["above"])
    assert alone.status_code == 422
    assert SITUATION["happened"] in alone.content.decode(), "nothing typed is lost"
    assert _reported(cast, matter, happened="").status_code == 422
    assert _reported(cast, matter, "upper_officer").status_code == 403
    assert _reported(cast, matter, "member").status_code == 403
    assert _reported(cast, matter).status_code == 302
    row = Urgent.objects.select_related("paper").get()
    assert (row.known, row.due, row.was_late) == (today(), today() + timedelta(days=1), False)
    assert row.paper is not None
    printed = cast.client("clerk").get(f"/desk/papers/{row.paper.pk}/print/").content.decode()
    for words in ("重大紧急信访事项报告", "同级党委、同级人民政府、同级信访工作联席会议、上级工会", "三人被困"):
        assert words in printed
    told = set(Message.objects.filter(notice__kind="concerns.urgent").values_list("person", flat=True))
    assert cast.person("other_clerk").pk in told
    assert matter.number in cast.client("other_clerk").get(f"{DESK}urgent/").content.decode()
    assert _reported(cast, matter, happened="已救出。").status_code == 302
    assert Urgent.objects.get(follows=row).was_late is False
    assert tell_late_reports() == 0


def test_a_danger_that_nobody_reported_is_told_once(cast: Cast) -> None:
    for key in ("clerk", "chair"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county")
    matter = brought(cast, danger="on")
    start = today()
    done_by_day = []
    for days in (0, 1, 2, 3):
        with travelled(to=datetime.combine(start + timedelta(days=days), time(12), SHANGHAI)):
            done_by_day.append(tell_late_reports())
    assert done_by_day == [0, 0, 1, 0]
    told = set(Message.objects.filter(notice__kind="concerns.urgent_late").values_list("person", flat=True))
    assert {cast.person("other_clerk").pk, cast.person("clerk").pk} <= told
    with travelled(to=datetime.combine(start + timedelta(days=3), time(12), SHANGHAI)):
        assert _reported(cast, matter).status_code == 302
        assert Urgent.objects.get().was_late


def test_an_urgent_report_of_what_went_past_is_found_by_nobody_of_the_unit(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county")
    matter = brought(cast, "above", danger="on")
    assert _reported(cast, matter, "other_clerk").status_code == 302
    appoint(cast, "clerk", "county")
    assert matter.number not in cast.client("clerk").get(f"{DESK}urgent/").content.decode()
    paper = Urgent.objects.get().paper
    assert paper is not None
    assert cast.client("clerk").get(f"/desk/papers/{paper.pk}/").status_code == 404
    told = set(Message.objects.filter(notice__kind="concerns.urgent").values_list("person", flat=True))
    assert cast.person("clerk").pk not in told


def test_what_is_of_wide_effect_is_reported_by_the_union_that_was_alerted(cast: Cast) -> None:
    """Twelve called at the mine: the county reports it, the city is told, the mine finds nothing of it."""
    appoint(cast, "other_clerk", "county")
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    facts = {"kind": "claim", "category": "wages", "employer": Employer.objects.get()}
    for number in range(12):
        called = Brought("own", Said(text="欠薪", name=f"来电{number}"), facts, "call")
        enter_concern(cast.actor("clerk"), cast.union("mine"), called)
    assert raise_alerts() == 1
    alert = Alert.objects.get()
    url, given = f"{DESK}alerts/{alert.pk}/urgent/", {"bodies": ["party", "above"], **SITUATION}
    with travelled(to=datetime.combine(today() + timedelta(days=2), time(12), SHANGHAI)):
        assert [tell_late_reports(), tell_late_reports()] == [1, 0]
        officer = cast.client("other_clerk")
        assert officer.get(url).status_code == 200
        assert officer.post(url, {**given, "bodies": ["above"]}).status_code == 422
        assert cast.client("chair").get(url).status_code == 404
        assert cast.client("upper_officer").post(url, given).status_code == 403, "it is the county's to report"
        assert officer.post(url, given).status_code == 302
        row = Urgent.objects.select_related("paper").get()
        assert (row.alert, row.was_late) == (alert, True)
        assert row.paper is not None
        assert "10人以上" in officer.get(f"/desk/papers/{row.paper.pk}/print/").content.decode()
        assert "石河煤业" in officer.get(f"{DESK}urgent/").content.decode()
        told = set(Message.objects.filter(notice__kind="concerns.urgent").values_list("person", flat=True))
        assert told == {cast.person("upper_officer").pk}
        appoint(cast, "clerk", "county")
        assert "石河煤业" not in cast.client("clerk").get(f"{DESK}urgent/").content.decode()
        assert cast.client("clerk").get(f"/desk/papers/{row.paper.pk}/").status_code == 404
