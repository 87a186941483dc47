"""The monthly return of concerns: counted, balanced, handed in, corrected; opinions in tens."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter
from niangjia.engines.papers.models import Paper
from niangjia.engines.papers.returns.checking import failing
from niangjia.engines.papers.returns.models import Return
from niangjia.engines.people.models import Employer
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.acts.alerting import how_many
from niangjia.services.concerns.acts.bringing import Brought, enter_concern
from niangjia.services.concerns.models import Concern, Confidential
from niangjia.services.concerns.returns.counting import count_topics
from niangjia.services.concerns.said import Said
from niangjia.services.concerns.totals import totals_of

from .samples import brought, checked, done, handed_in, handled, registered

if TYPE_CHECKING:
    from tests.harness.people import Cast

OCTOBER = date(2026, 10, 31)
URL = "/desk/papers/returns/"
FOOT = {"head": "陈建国", "checker": "刘芳", "preparer": "刘芳", "phone": "0631-1234567"}


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 10, 0, tzinfo=SHANGHAI)


def _called(cast: Cast, many: int) -> None:
    facts = {"kind": "claim", "category": "wages", "employer": Employer.objects.get()}
    for number in range(many):
        said = Said(text="欠薪", name=f"来电{number}")
        enter_concern(cast.actor("clerk"), cast.union("mine"), Brought("own", said, facts, "call"))


def _figures(found: Return) -> dict[str, Decimal | None]:
    return dict(found.cells.values_list("code", "value"))


def _begun(cast: Cast, union: str, who: str = "clerk", status: int = 302) -> Return:
    given = {"layout": "concerns_month", "union": cast.union(union).pk, "last": OCTOBER.isoformat()}
    answer = cast.client(who).post(URL, given)
    assert answer.status_code == status, answer.content.decode()
    return Return.objects.filter(union=cast.union(union), layout="concerns_month").latest("version")


def _a_month(cast: Cast) -> None:
    """September: two are brought. October: one of them ends with money, one is led on, nine call, one goes past."""
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    with travelled(to=_at(9, 20)):
        first, second = brought(cast), brought(cast)
    with travelled(to=_at(10, 12)):
        registered(cast, first)
        handled(cast, first)
        checked(cast, first)
        given = {"kind": "claim", "category": "wages", "difficulty": "ordinary", "reason": "可申请仲裁"}
        assert done(cast.client("clerk"), second, outcome="guide", **given).status_code == 302
        _called(cast, 9)
        brought(cast, "above")
        handed_in(cast)


def test_the_month_is_counted_handed_in_and_corrected(cast: Cast) -> None:
    _a_month(cast)
    with travelled(to=_at(11, 5)):
        found = _begun(cast, "mine")
        told = _figures(found)
        assert [told[f"b.{row:02}.n"] for row in (1, 2, 3, 4, 7, 8, 9, 12, 13)] == [2, 9, 0, 9, 2, 1, 1, 0, 9]
        assert [told[f"m.{row:02}.n"] for row in (1, 2, 3, 4)] == [1, Decimal(12600), 1, Decimal(12600)]
        assert told["t.01.n"] == 0, "nine are told nowhere"
        assert not failing(found)
        _called(cast, 1)
        Concern.objects.filter(made__gt=OCTOBER).update(made=OCTOBER)
        clerk, url = cast.client("clerk"), f"{URL}{found.pk}/"
        assert clerk.post(f"{url}count/").status_code == 302
        assert _figures(found)["t.01.n"] == 10, "ten are, in tens"
        wrong = {**{code: str(value) for code, value in _figures(found).items()}, "b.13.n": "8"}
        assert clerk.post(url, wrong).status_code == 302
        refused = clerk.post(f"{url}hand-in/", FOOT, follow=True).content.decode()
        assert "上期结转＋本月收到＝本月办结＋撤回撤销＋期末在办" in refused
        assert clerk.post(url, {**wrong, "b.13.n": "9"}).status_code == 302
        assert clerk.post(f"{url}hand-in/", FOOT).status_code == 302
        found.refresh_from_db()
        assert found.state == "handed_in"
        assert clerk.post(f"{url}correction/", {"reason": "漏报一件来访"}).status_code == 302
        assert Return.objects.get(corrects=found).version == 2


def _seal(cast: Cast, concerns: list[Concern], digests: list[bytes]) -> None:
    for concern, whose in zip(concerns, digests, strict=True):
        Confidential.objects.create(concern=concern, whose=whose, opens=cast.union("county"))


def test_a_sealed_name_is_one_person_and_may_be_one_with_a_name(cast: Cast) -> None:
    """Ten sealed papers of one worker are one; nine with a name and a sealed one may be nine; ten sealed are ten."""
    mine, day = cast.union("mine"), today()

    def told() -> tuple[int, int, int]:
        counted = count_topics([mine], day, day)["concerns.about_wages"][mine.pk]
        cells = totals_of(cast.actor("chair"), day.replace(day=1))
        return int(counted or 0), sum(cell.people for cell in cells), how_many(Concern.objects.all())

    _called(cast, 10)
    rows = list(Concern.objects.order_by("pk"))
    _seal(cast, rows, [b"a" * 16] * 10)
    assert told() == (0, 0, 1)
    Confidential.objects.exclude(concern=rows[0]).delete()
    assert told() == (0, 0, 9)
    _seal(cast, rows[1:], [bytes([number]) * 16 for number in range(9)])
    assert told() == (10, 10, 10)


def test_what_went_past_is_counted_above_alone_and_others_count_nothing(cast: Cast) -> None:
    _a_month(cast)
    with travelled(to=_at(11, 5)):
        mine = _figures(_begun(cast, "mine"))
        county = _begun(cast, "county", "upper_officer")
        told = _figures(county)
        assert told["b.02.n"] == mine["b.02.n"] + 1, "that without a name waits to be taken up"  # type: ignore[operator]
        assert told["t.01.n"] == 10, "nine who called, and the one who went past them"
        parts = county.cells.get(code="b.02.n").parts
        assert {name: count for _pk, name, count in parts} == {"石河煤矿工会委员会": 9, "石河一中工会委员会": 0}
        assert not failing(county)
        given = {"layout": "concerns_month", "union": cast.union("mine").pk, "last": OCTOBER.isoformat()}
        assert cast.client("other_clerk").post(URL, given).status_code == 422
        assert cast.client("member").get(URL).status_code == 403
        assert cast.client("other_clerk").get(f"{URL}{county.pk}/").status_code == 404
        not_over = {**given, "last": "2026-11-30"}
        assert cast.client("clerk").post(URL, not_over).status_code == 422


def test_who_keeps_out_signs_no_return_that_tells_of_it(cast: Cast) -> None:
    """The mine's chair is complained of at the mine: it counts at the county; a plain member there hides nothing."""
    for key in ("clerk", "chair", "upper_officer", "member", "worker"):
        _ = cast[key]
    with travelled(to=_at(10, 12)):
        kept = brought(cast, about=cast.person("chair").name)
        brought(cast, about=cast.person("worker").name)
        ended = brought(cast, about=cast.person("chair").name)
    Matter.objects.filter(pk=ended.pk).update(state=3, phase="closed", closed=_at(10, 20), engine=None)
    Concern.objects.filter(matter=ended).update(recovered=Decimal(800))
    assert Matter.objects.get(pk=kept.pk).union == cast.union("mine")
    with travelled(to=_at(11, 5)):
        mine, county = _begun(cast, "mine"), _begun(cast, "county", "upper_officer")
    cells = ("b.02.n", "b.13.n", "b.14.n", "m.03.n", "m.04.n")
    assert [_figures(mine)[code] for code in cells] == [1, 1, 1, 0, 0]
    assert [_figures(county)[code] for code in cells] == [3, 2, 2, 1, 800]
    assert not failing(mine) and not failing(county)


def test_the_balance_holds_over_the_edge_of_a_month(cast: Cast) -> None:
    """What ends in the last minute of October ended in it; a minute later it is under way at its end."""
    for key in ("clerk", "chair"):
        _ = cast[key]
    with travelled(to=_at(10, 2)):
        one, two = brought(cast), brought(cast)
    moments = ((one, datetime(2026, 10, 31, 23, 59, tzinfo=SHANGHAI)), (two, datetime(2026, 11, 1, tzinfo=SHANGHAI)))
    for matter, closed in moments:
        Matter.objects.filter(pk=matter.pk).update(state=3, closed=closed, engine=None)
    with travelled(to=_at(11, 5) + timedelta(days=1)):
        told = _figures(_begun(cast, "mine"))
    assert [told[f"b.{row:02}.n"] for row in (2, 7, 12, 13)] == [2, 0, 1, 1]


def test_a_case_is_written_without_names(cast: Cast) -> None:
    """The desk drafts it by the form of its kind; what is missing comes back at its field, with the rest."""
    _ = cast["chair"]
    clerk, url = cast.client("clerk"), "/desk/papers/new/?kind=concerns.case"
    words = {
        "subject": "追回欠薪一案",
        "month": "2026年10月",
        "unit": "石河煤矿工会委员会",
        "happened": "某公司欠薪。",
    }
    given = {"union": cast.union("mine").pk, **words, "done": "发函、调解。", "came": "全部补发。"}
    refused = clerk.post(url, {**given, "came": ""})
    assert refused.status_code == 422
    assert "发函、调解。" in refused.content.decode()
    assert clerk.post(url, given).status_code == 302
    paper = Paper.objects.get(kind="concerns.case")
    page = clerk.get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert "职工诉求办理案例" in page
    assert cast.client("member").post(url, given).status_code == 403
