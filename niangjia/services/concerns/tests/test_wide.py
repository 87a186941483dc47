"""Wide effect: a burst of twelve, nine who show nowhere, a danger; overdue up two levels; totals in tens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from niangjia.engines.matters.limits.following import follow_limits
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.people.models import Deputy, Employer
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.acts.alerting import how_many, not_told, raise_alerts, raise_danger
from niangjia.services.concerns.acts.anonymous import bring_anonymously, token_digest
from niangjia.services.concerns.acts.asking import ask_again
from niangjia.services.concerns.acts.bringing import Brought, enter_concern, opened
from niangjia.services.concerns.models import Alert, Concern
from niangjia.services.concerns.pages import wide
from niangjia.services.concerns.said import Said
from niangjia.services.concerns.totals import totals_of

from .samples import appoint, brought, checked, handed_in, handled, registered

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _called(cast: Cast, count: int) -> None:
    """So many called at the mine, about wages of its one employer."""
    facts = {"kind": "claim", "category": "wages", "employer": Employer.objects.get()}
    for number in range(count):
        said = Said(text="欠薪", name=f"来电{number}")
        enter_concern(cast.actor("clerk"), cast.union("mine"), Brought("own", said, facts, "call"))


def test_nine_show_nowhere_and_ten_alert_the_union_above_once(cast: Cast) -> None:
    """Eight named and seven without a name are nine: those count as one together."""
    appoint(cast, "upper_officer", "county")
    _called(cast, 8)
    for _number in range(7):
        handed_in(cast)
    assert how_many(Concern.objects.all()) == 9
    assert raise_alerts() == 0
    assert totals_of(cast.actor("upper_officer"), today().replace(day=1)) == []
    officer = cast.client("upper_officer")
    assert "石河煤业" not in officer.get("/concerns/desk/alerts/").content.decode()
    _called(cast, 4)
    assert raise_alerts() == 1
    assert raise_alerts() == 0
    alert = Alert.objects.get()
    past = [row.union for row in alert.passed.all()]
    assert (alert.union, past, alert.people) == (cast.union("county"), [cast.union("mine")], 10)
    told = Message.objects.filter(notice__kind="concerns.alert").values_list("person", flat=True)
    assert set(told) == {cast.person("upper_officer").pk}
    assert "10" in officer.get("/concerns/desk/totals/").content.decode()
    _eleven_days_later(cast, alert)


def _eleven_days_later(cast: Cast, alert: Alert) -> None:
    officer, url = cast.client("upper_officer"), f"/concerns/desk/alerts/{alert.pk}/"
    assert cast.client("chair").post(url, {"text": "看"}).status_code == 404  # the unit itself knows nothing of it
    assert "石河煤业" not in cast.client("chair").get("/concerns/desk/alerts/").content.decode()
    assert officer.post(url, {"text": ""}).status_code == 422
    assert officer.post(url, {"text": "约谈企业，限期补发"}).status_code == 302
    with travelled(to=datetime.combine(today() + timedelta(days=11), time(12), SHANGHAI)):
        page = cast.client("upper_officer").get("/concerns/desk/alerts/").content.decode()
    assert "约谈企业，限期补发" in page


def test_papers_without_a_name_move_no_bar(cast: Cast) -> None:
    """Fifty of them in the weeks before are eight people; twelve who call are a burst all the same.

    A deputy of somebody of the unit is told nothing of it.
    """
    appoint(cast, "upper_officer", "county")
    appoint(cast, "other_clerk", "county")
    _ = cast["chair"]
    day = today()
    Deputy.objects.create(
        post=cast.post("chair"), person=cast.person("other_clerk"), started=day, ends=day + timedelta(days=9)
    )
    facts = {"kind": "claim", "category": "wages"}
    for number in range(50):
        bring_anonymously(cast.union("mine"), Said(text="x"), facts, token_digest(str(number)))
    for number, row in enumerate(Concern.objects.all()):
        Concern.objects.filter(pk=row.pk).update(made=day - timedelta(days=8 + number))
    _called(cast, 12)
    assert raise_alerts() == 1
    told = Message.objects.filter(notice__kind="concerns.alert").values_list("person", flat=True)
    assert set(told) == {cast.person("upper_officer").pk}


def test_a_danger_is_told_at_once_and_one_person_for_many_counts(cast: Cast) -> None:
    appoint(cast, "upper_officer", "county")
    brought(cast, danger="on")
    assert Alert.objects.get().concern_id is not None
    matter = brought(cast, people="12", employer=str(Employer.objects.get().pk))
    assert raise_alerts() == 1
    assert Alert.objects.get(concern=None).people == 10
    assert matter.union == cast.union("mine")


def test_what_is_overdue_goes_up_two_levels(cast: Cast) -> None:
    """Not looked at for months: the county's officer hears of it, then the city's."""
    for key in ("clerk", "chair"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county", Role.CHAIR)
    _ = cast["upper_officer"]
    matter = brought(cast)
    limit = TimeLimit.objects.get(matter=matter)
    levels = []
    for weeks in range(4, 14):
        with travelled(to=datetime.combine(today() + timedelta(weeks=weeks), time(12), SHANGHAI)):
            follow_limits(50)
        limit.refresh_from_db()
        levels.append(limit.level)
    assert max(levels) >= 2
    told = set(Message.objects.filter(notice__kind="matters.limit_over").values_list("person", flat=True))
    assert {cast.person("other_clerk").pk, cast.person("upper_officer").pk} <= told


def test_some_are_asked_again_after_ninety_days(cast: Cast) -> None:
    """One in five, by the row's key; here that one."""
    _ = cast["chair"]
    matter = brought(cast)
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter)
    key = next(uuid for uuid in (UUID(int=number) for number in range(1, 9)) if uuid.int % 5 == 0)
    row = Concern.objects.get()
    Concern.objects.filter(pk=row.pk).update(id=key)
    with travelled(to=datetime.combine(today() + timedelta(days=89), time(12), SHANGHAI)):
        assert ask_again() == 0
    with travelled(to=datetime.combine(today() + timedelta(days=90), time(12), SHANGHAI)):
        assert ask_again() == 1
        assert ask_again() == 0
        client = cast.client("member")
        assert client.post(f"/concerns/matters/{matter.pk}/again/", {"holds": "no"}).status_code == 302
    assert Concern.objects.get().holds is False
    kinds = set(Message.objects.values_list("notice__kind", flat=True))
    assert {"concerns.again", "concerns.holds_not"} <= kinds


def test_money_is_summed_where_ten_recovered_some(cast: Cast) -> None:
    """The sum of one alone would be that one's."""
    appoint(cast, "upper_officer", "county")
    _called(cast, 10)
    month, one = today().replace(day=1), Concern.objects.latest("pk")
    Concern.objects.filter(pk=one.pk).update(recovered=3120)
    assert [(cell.people, int(cell.recovered)) for cell in totals_of(cast.actor("upper_officer"), month)] == [(10, 0)]
    Concern.objects.update(recovered=100)
    assert [cell.recovered for cell in totals_of(cast.actor("upper_officer"), month)] == [1000]


def test_the_day_of_a_month_is_read(cast: Cast) -> None:
    client = cast.client("clerk")
    for month in ("", "?month=2026-02", "?month=nonsense"):
        assert client.get(f"/concerns/desk/totals/{month}").status_code == 200
    assert date(2026, 2, 1).isoformat()[:7] in client.get("/concerns/desk/totals/?month=2026-02").content.decode()


def test_an_alert_goes_past_every_unit_of_the_employer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six called at each of two units under the county: neither hears of it, whoever of them is its officer, too."""
    appoint(cast, "upper_officer", "county")
    appoint(cast, "other_clerk", "county")  # the clerk of the school, which has the same employer here
    facts = {"kind": "claim", "category": "wages", "employer": Employer.objects.get()}
    for number in range(12):
        unit = cast.union(("mine", "school")[number % 2])
        opened(PLATFORM, unit, None, None, Brought("own", Said(text="欠薪", name=f"来电{number}"), facts, "call"))
    assert raise_alerts() == 1
    told = Message.objects.filter(notice__kind="concerns.alert").values_list("person", flat=True)
    assert set(told) == {cast.person("upper_officer").pk}
    alert = Alert.objects.get()
    assert cast.client("other_clerk").post(f"/concerns/desk/alerts/{alert.pk}/", {"text": "看"}).status_code == 404
    monkeypatch.setattr(wide, "SHOWN", 1)
    raise_danger(Concern.objects.latest("made"))
    client = cast.client("upper_officer")
    assert "石河煤业" in client.get("/concerns/desk/alerts/?page=2").content.decode()
    assert client.post(f"/concerns/desk/alerts/{alert.pk}/", {"text": "约谈"}).status_code == 302


def test_alerts_are_hidden_from_who_works_there_by_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    """Also where no scope is, as in jobs: nothing fails there, and nothing more is found."""
    appoint(cast, "worker", "county")
    _called(cast, 1)
    raise_danger(Concern.objects.get())
    actor = cast.actor("worker")
    with acting(actor), django_assert_num_queries(1):
        assert list(Alert.objects.exclude(not_told(actor))) == []
    assert not Alert.objects.filter(not_told(actor)).exists()
    assert cast.client("worker").get("/concerns/desk/alerts/").context["alerts"] == []
