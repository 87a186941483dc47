"""An employer's list beside the register; nothing of it can be committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Roster
from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.scope import acting

from .samples import LISTS, columns_for, committed, file_with, page, post, post_file, run_all, send, somebody

if TYPE_CHECKING:
    from niangjia.engines.people.roster.staging.tests.samples import Desk


def _compared(desk: Desk) -> Roster:
    stays, goes = somebody("张三丰"), somebody("李四光")
    committed(desk, [stays, goes])
    heads = ("姓名", "身份证号")
    file = file_with([stays[:2], ["孙悟空", resident_id().number]], heads, "单位名单.xlsx")
    assert post_file(desk, file, to="employer/").status_code == 302
    with acting(desk.actor):
        roster = Roster.objects.select_related("union").latest("made")
    post(desk, roster, "columns/", **columns_for(desk, roster))
    run_all()
    return roster


def test_who_came_and_who_dropped_out_is_shown_and_the_look_is_kept(desk: Desk) -> None:
    roster = _compared(desk)
    shown = page(desk, roster, "compare/")
    assert "孙悟空" in shown.split("新来</h2>")[1]
    assert "李四光" in shown.split("没有离职记录</h2>")[1].split("</section>")[0]
    assert "张三丰" not in shown
    assert Entry.objects.filter(code="people.roster.compared").exists()


def test_an_employers_list_is_never_committed(desk: Desk) -> None:
    roster = _compared(desk)
    assert "commit/" not in page(desk, roster)
    answer = post(desk, roster, "commit/", origin="application", word="")
    assert answer.status_code == 302
    assert desk.fresh(roster).state == Roster.State.CHECKED


def test_a_list_of_members_is_not_compared(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    assert desk.cast.client("clerk").get(f"{LISTS}{roster.pk}/compare/").status_code == 302
