from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.returns.actions import (
    begin_return,
    correct_return,
    drop_return,
    fill_return,
    hand_in_return,
    prefill_return,
)
from niangjia.engines.papers.returns.checking import failing, outcomes
from niangjia.engines.papers.returns.layouts import period_of, shipped
from niangjia.engines.papers.returns.models import Return, State
from niangjia.engines.people.memberships.leaving import retain_membership, withdraw_member
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.models import Membership, MembershipChange, Person
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.people.totals.models import TotalDay
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import SHANGHAI, travelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.harness.people import Cast

SIGNERS: Any = {"head": "陈建国", "checker": "刘芳", "preparer": "刘芳", "phone": "0631-1234567"}
OCTOBER = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with travelled(to=datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)):
        yield


def _figures(found: Return, table: str = "m") -> dict[str, int]:
    cells = found.cells.filter(code__startswith=f"{table}.")
    return {cell.code.split(".")[1]: int(cell.value) for cell in cells if cell.value is not None}


def _with_changes(cast: Cast) -> None:
    """The cast's memberships have a first change each, as those that people enter have."""
    _ = cast["clerk"], cast["upper_officer"]
    with everywhere(PLATFORM, "a test"):
        for row in Membership.objects.all():
            MembershipChange.objects.create(membership=row, state=row.state, day=row.started)


def _membership(cast: Cast, key: str) -> Membership:
    return Membership.objects.select_related("person__home", "union").get(
        person=cast.person(key), state__in=("active", "retained")
    )


def _monthly(cast: Cast, union: str = "mine", last: date = OCTOBER) -> Return:
    return begin_return(cast.actor("upper_officer"), "monthly_changes", cast.union(union), last)


def test_the_monthly_change_return_counts_what_happened(cast: Cast) -> None:
    _with_changes(cast)
    officer = cast.actor("upper_officer")
    with acting(officer):
        transfer_membership(officer, _membership(cast, "clerk"), cast.union("school"), day=date(2026, 10, 5))
        transfer_membership(officer, _membership(cast, "member"), cast.union("workshop"), day=date(2026, 10, 6))
        retain_membership(officer, _membership(cast, "auditor"), day=date(2026, 10, 7), reason="退休")
        withdraw_member(officer, _membership(cast, "group_leader"), day=date(2026, 11, 1))
    mine = _figures(_monthly(cast))
    # 5 members: one went out, one is retained; who only changed the branch is no change of the mine.
    assert mine == {"01": 5, "02": 0, "03": 0, "04": 0, "05": 1, "06": 1, "07": 0, "08": 0, "09": 0, "10": 3}
    shaft = _figures(_monthly(cast, "shaft"))
    assert (shaft["01"], shaft["05"], shaft["10"]) == (2, 1, 1)
    county = _monthly(cast, "county")
    assert _figures(county)["10"] == 5
    cell = county.cells.get(code="m.05.n")
    assert (int(cell.given or 0), [count for _pk, _name, count in cell.parts]) == (0, [1, 0])
    assert not failing(county)


def test_the_annual_return_is_prefilled_explained_and_checked(cast: Cast) -> None:
    _ = cast["clerk"]
    found = begin_return(cast.actor("clerk"), "annual", cast.union("mine"), date(2026, 9, 30))
    figures = _figures(found, "b")
    assert (figures["01"], figures["06"], figures["07"]) == (1, 2, 1)
    assert found.cells.get(code="a.08.n").value is None
    fill_return(cast.actor("clerk"), found, {"a.02.n": Decimal(5), "a.03.n": Decimal(9)})
    assert [one.check.words for one in failing(found) if one.check.hard] == ["女会员不应多于会员总数"]
    with pytest.raises(NotPossible):
        hand_in_return(cast.actor("clerk"), found, SIGNERS)


def test_the_annual_return_counts_members_as_of_its_last_day(cast: Cast) -> None:
    _with_changes(cast)
    officer, mine = cast.actor("upper_officer"), cast.union("mine")
    with everywhere(PLATFORM, "a test"):
        Person.objects.filter(pk=cast.person("clerk").pk).update(sex="2", is_migrant=True)
    TotalDay.objects.create(union=mine, facet="workers", day=date(2026, 9, 30), count=77)
    with acting(officer):
        transfer_membership(officer, _membership(cast, "clerk"), cast.union("school"), day=date(2026, 10, 5))
        retain_membership(officer, _membership(cast, "auditor"), day=date(2026, 9, 7), reason="退休")
        withdraw_member(officer, _membership(cast, "group_leader"), day=date(2026, 11, 1))
    found = begin_return(officer, "annual", mine, date(2026, 9, 30))
    figures = _figures(found, "a")
    assert [figures[code] for code in ("01", "02", "03", "04", "06")] == [77, 4, 1, 1, 1]
    assert _figures(begin_return(officer, "annual", mine, date(2017, 9, 30)), "a")["02"] == 0
    page = cast.client("clerk").get(f"/desk/papers/returns/{found.pk}/figures/a.02.n/").content.decode()
    assert all(words in page for words in ("王小梅", "陈建国"))  # members of that day, some out of sight by now
    assert "孙立" not in page  # retained by then


def test_a_return_is_frozen_when_handed_in_and_corrected_by_a_new_version(cast: Cast) -> None:
    _with_changes(cast)
    actor = cast.actor("clerk")
    found = begin_return(actor, "monthly_changes", cast.union("mine"), OCTOBER)
    hand_in_return(actor, found, SIGNERS)
    assert found.state == State.HANDED_IN
    for act in (
        lambda: fill_return(actor, found, {"m.02.n": Decimal(1)}),
        lambda: prefill_return(actor, found),
        lambda: hand_in_return(actor, found, SIGNERS),
        lambda: drop_return(actor, found),
        lambda: begin_return(actor, "monthly_changes", cast.union("mine"), OCTOBER),
    ):
        with pytest.raises(NotPossible):
            act()
    second = correct_return(actor, found, "漏报一人")
    fill_return(actor, second, {"m.02.n": Decimal(1), "m.10.n": Decimal(6)})
    found.refresh_from_db()
    assert found.state == State.HANDED_IN  # until the new one is handed in
    hand_in_return(actor, second, SIGNERS)
    found.refresh_from_db()
    assert (found.state, second.version, _figures(found)["02"]) == (State.REPLACED, 2, 0)
    assert found.digest != second.digest


def test_counting_anew_leaves_alone_what_people_wrote(cast: Cast) -> None:
    _with_changes(cast)
    actor = cast.actor("clerk")
    found = begin_return(actor, "monthly_changes", cast.union("mine"), OCTOBER)
    fill_return(actor, found, {"m.01.n": Decimal(7)})
    prefill_return(actor, found)
    assert _figures(found)["01"] == 7
    assert found.cells.get(code="m.01.n").given == 5


def test_the_beginning_is_compared_with_the_last_end(cast: Cast) -> None:
    _with_changes(cast)
    actor = cast.actor("clerk")
    september = begin_return(actor, "monthly_changes", cast.union("mine"), date(2026, 9, 30))
    fill_return(actor, september, {"m.09.n": Decimal(1), "m.10.n": Decimal(6)})
    october = begin_return(actor, "monthly_changes", cast.union("mine"), OCTOBER)
    assert len(outcomes(october)) == 1
    hand_in_return(actor, september, SIGNERS)
    (wrong,) = failing(october)
    assert (int(wrong.left), int(wrong.right), wrong.check.hard) == (5, 6, False)
    hand_in_return(actor, october, SIGNERS)  # a hint is no must


def test_returns_are_for_those_who_may_and_for_periods_that_are_over(cast: Cast) -> None:
    _with_changes(cast)
    for key in ("member", "auditor", "other_clerk"):
        _ = cast[key]
        with pytest.raises(Refused):
            begin_return(cast.actor(key), "monthly_changes", cast.union("mine"), OCTOBER)
    for last in (date(2026, 11, 30), date(2026, 10, 30), date(2027, 1, 31)):
        with pytest.raises(NotPossible):
            begin_return(cast.actor("clerk"), "monthly_changes", cast.union("mine"), last)


def test_periods_are_months_and_years_of_the_union() -> None:
    monthly, annual = shipped()["monthly_changes"], shipped()["annual"]
    assert period_of(monthly, date(2026, 3, 15)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert period_of(annual, date(2026, 9, 30)) == (date(2024, 10, 1), date(2025, 9, 30))
    assert period_of(annual, date(2026, 10, 1)) == (date(2025, 10, 1), date(2026, 9, 30))


def test_layouts_are_sound_and_marked_as_samples() -> None:
    for layout in shipped().values():
        assert list(layout.problems()) == []
        assert layout.standing == "sample"
        assert "非官方" in layout.remark


def test_pages_files_and_figures(cast: Cast) -> None:
    _with_changes(cast)
    clerk = cast.client("clerk")
    given = {"layout": "monthly_changes", "union": cast.union("mine").pk, "last": "2026-10-31"}
    at = clerk.post("/desk/papers/returns/", given)["Location"]
    wrong = clerk.post(at, {"m.01.n": "很多"})
    assert wrong.status_code == 422
    assert "很多" in wrong.content.decode()
    figures = {code: str(cell) for code, cell in Return.objects.get().cells.values_list("code", "value")}
    assert clerk.post(at, {**figures, "m.02.n": "0"}).status_code == 302
    page = clerk.get(f"{at}figures/m.01.n/").content.decode()
    assert all(words in page for words in ("报告期前一天的会员", "采煤一队分会", "机修车间分会"))
    assert clerk.get(f"{at}figures/m.99.n/").status_code == 404
    assert clerk.post(f"{at}hand-in/", SIGNERS).status_code == 302
    rows = CalamineWorkbook.from_filelike(io.BytesIO(clerk.get(f"{at}return.xlsx").content)).get_sheet_by_index(0)
    lines = rows.to_python()
    assert lines[0][0] == "工会会员变动月报"
    assert lines[3][:4] == ["代码", "指标名称", "计量单位", "人数"]
    assert lines[4][:4] == ["01", "期初会员数", "人", 5.0]
    assert "单位负责人：陈建国" in [line[0] for line in lines]
    document = Document(io.BytesIO(clerk.get(f"{at}return.docx").content))
    assert document.tables[0].rows[1].cells[3].text == "5"
    printed = clerk.get(f"{at}print/").content.decode()
    assert all(words in printed for words in ("期初会员数", "样例，非官方", "0631-1234567"))
    assert "陈建国" not in str(Return.objects.values_list("signers", flat=True)[0])


def test_what_is_typed_is_what_is_handed_in(cast: Cast) -> None:
    _with_changes(cast)
    officer = cast.actor("upper_officer")
    with acting(officer):
        transfer_membership(officer, _membership(cast, "clerk"), cast.union("school"), day=date(2026, 10, 5))
        retain_membership(officer, _membership(cast, "auditor"), day=date(2026, 10, 7), reason="退休")
    found, chair = _monthly(cast), cast.client("chair")
    at = f"/desk/papers/returns/{found.pk}/"
    typed = {code: str(int(value or 0)) for code, value in found.cells.values_list("code", "value")}
    assert chair.post(f"{at}hand-in/", {**SIGNERS, **typed, "figures": "1", "m.02.n": "很多"}).status_code == 422
    refused = chair.post(f"{at}hand-in/", {**SIGNERS, **typed, "figures": "1", "m.07.n": "7", "phone": "无"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert f'action="{at}"' in page  # from there the figures are kept, and not handed in by mistake
    assert all(words in page for words in ('value="7"', 'value="无"', "请填写电话号码"))
    # A check that must hold does not: the figures are kept, and it is not handed in.
    assert chair.post(f"{at}hand-in/", {**SIGNERS, **typed, "figures": "1", "m.07.n": "7"}).status_code == 422
    assert found.cells.get(code="m.07.n").value == Decimal(7)
    assert Return.objects.get().state == State.OPEN
    changed = {**typed, "m.09.n": "1", "m.10.n": str(int(typed["m.10.n"]) + 1)}
    assert chair.post(f"{at}hand-in/", {**SIGNERS, **changed, "figures": "1"}).status_code == 302
    assert found.cells.get(code="m.09.n").value == 1
    assert f"{at}figures/m.08.n/" in chair.get(at).content.decode()  # every figure leads to what it counts

    page = chair.get(f"{at}figures/m.06.n/").content.decode()
    assert "孙立" in page  # whose membership is retained
    gone = chair.get(f"{at}figures/m.05.n/").content.decode()
    assert "刘芳" not in gone.split("<main", 1)[1].split("办理记录")[0]
    assert "1人不在您可见范围内" in gone

    newer = chair.post(f"{at}correction/", {"reason": "多计一人"})["Location"]
    assert chair.post(newer, {**changed, "m.09.n": "0"}).status_code == 302
    page = chair.get(newer).content.decode()
    assert "更正前：1" in page
    assert 'value="0631-1234567"' in page  # who stood at the foot of the last one
