"""A list's way by the pages: columns, check, preview, commit, undo, delete; what is refused, and what is stale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from niangjia.engines.people.models import Person, Roster
from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.roster.staging.tests.samples import workbook
from niangjia.engines.people.scope import acting
from niangjia.foundation.jobs.actions import cancel_job
from niangjia.foundation.jobs.models import LIVE, Job

from .samples import LISTS, checked, columns_for, committed, file_with, page, post, post_file, run_all, send, somebody

if TYPE_CHECKING:
    from niangjia.engines.people.roster.staging.tests.samples import Desk

State = Roster.State
FOUND, WRONG, MISSING = 302, 422, 404
COMMIT = {"origin": "recorded", "word": "2025年花名册"}


def _persons(desk: Desk, name: str = "张三丰") -> int:
    with acting(desk.actor):
        return Person.objects.filter(name=name).count()


def _tabs(shown: str) -> dict[str, int]:
    found = re.findall(r'outcome outcome-(\w+).*?outcome-count">([\d,]+)<', shown)
    return {key: int(count) for key, count in found}


def test_columns_are_shown_with_examples_and_numbers_masked(desk: Desk) -> None:
    number = resident_id().number
    shown = page(desk, send(desk, [somebody("张三丰", number)]), "columns/")
    assert number not in shown
    assert f"{number[:3]}***********{number[-4:]}" in shown
    assert "13800138000" not in shown
    assert "张三丰" in shown


def test_two_columns_of_one_field_are_said_at_both(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    answer = post(desk, roster, "columns/", **columns_for(desk, roster, column_3="name"))
    assert answer.status_code == WRONG
    assert answer.content.decode().count("也选在") == 2
    assert desk.fresh(roster).state == State.UPLOADED


def test_without_a_name_nothing_is_checked(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    assert post(desk, roster, "columns/", **columns_for(desk, roster, column_0="")).status_code == WRONG


def test_for_the_city_a_column_must_say_the_union(desk: Desk) -> None:
    desk.key, desk.union_key = "upper_officer", "city"
    roster = send(desk, [somebody("张三丰")])
    answer = post(desk, roster, "columns/", **columns_for(desk, roster))
    assert answer.status_code == WRONG
    assert "哪一列是工会" in answer.content.decode()


def test_what_was_corrected_is_remembered(desk: Desk) -> None:
    heads = ("姓名", "身份证号", "手机号码", "文化")
    roster = send(desk, [somebody("张三丰")], heads)
    post(desk, roster, "columns/", **columns_for(desk, roster, column_3="note"))
    assert desk.fresh(send(desk, [somebody("李四光")], heads)).mapping["3"] == "note"


def test_a_list_of_forty_columns_and_a_sheet_of_one_row(desk: Desk) -> None:
    heads = ("姓名", "身份证号", *(f"第{number}项" for number in range(38)))
    roster = send(desk, [[*somebody("张三丰")[:2], *("有" for _ in range(38))]], heads)
    assert page(desk, roster, "columns/").count("<select") == 40
    one_row = send(desk, [], heads[:3])
    assert post(desk, one_row, "columns/", **columns_for(desk, one_row)).status_code == FOUND
    run_all()
    assert "没有数据行" in page(desk, one_row)
    assert _tabs(page(desk, one_row))["new"] == 0


def test_a_sheet_without_headings_can_be_chosen_all_the_same(desk: Desk) -> None:
    roster = send(desk, [], somebody("张三丰"))
    assert "没有找到带" in page(desk, roster, "columns/")
    assert post(desk, roster, "sheet/", sheet="会员").status_code == FOUND
    chosen = {"column-0": "name", "column-1": "document_number", "column-2": "phone"}
    assert post(desk, roster, "columns/", **chosen).status_code == FOUND
    run_all()
    assert _tabs(page(desk, roster))["new"] == 1


def test_a_sheet_that_is_not_there_is_refused(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    assert post(desk, roster, "sheet/", sheet="没有").status_code == FOUND
    assert desk.fresh(roster).sheet == "会员"


def test_the_tabs_add_up_to_the_rows(desk: Desk) -> None:
    number = resident_id().number
    same = somebody("王重阳")
    differing = [somebody("李四光", number), somebody("李时珍", number)]
    wrong = [somebody("", resident_id().number), somebody("钱学森", "110101199001010000")]
    rows = [somebody("张三丰"), same, same, *differing, ["赵无极", "", "", ""], *wrong]
    shown = page(desk, checked(desk, rows))
    tabs = _tabs(shown)
    assert sum(tabs.values()) == len(rows)
    assert tabs | {"new": 2, "folded": 1, "held": 2, "incomplete": 1, "rejected": 2} == tabs
    assert number not in page(desk, desk.fresh(_latest(desk)), "?show=held")


def _latest(desk: Desk) -> Roster:
    with acting(desk.actor):
        return Roster.objects.latest("made")


def test_what_changes_is_shown_field_by_field(desk: Desk) -> None:
    number = resident_id().number
    committed(desk, [somebody("张三丰", number, education="高中")])
    shown = page(desk, checked(desk, [somebody("张三丰", number, phone="13900139000", education="博士")]))
    assert _tabs(shown)["changed"] == 1
    assert "138****8000" in shown
    assert "139****9000" in shown
    assert "13900139000" not in shown


def test_one_of_several_rows_is_picked(desk: Desk) -> None:
    number = resident_id().number
    roster = checked(desk, [somebody("李四光", number), somebody("李四光", number, education="高中")])
    shown = page(desk, roster, "?show=held")
    group = re.search(r"/pick/(\d+)/", shown)
    assert group
    assert post(desk, roster, f"pick/{group[1]}/", row="7").status_code == WRONG
    assert post(desk, roster, f"pick/{group[1]}/", row="3").status_code == FOUND
    tabs = _tabs(page(desk, roster))
    assert (tabs["new"], tabs["folded"], tabs["held"]) == (1, 1, 0)
    assert post(desk, roster, f"pick/{group[1]}/", row="none").status_code == FOUND
    assert _tabs(page(desk, roster))["held"] == 2


def test_nothing_to_pick_is_not_there(desk: Desk) -> None:
    roster = checked(desk, [somebody("张三丰")])
    assert desk.cast.client("clerk").get(f"{LISTS}{roster.pk}/pick/99/").status_code == MISSING


def test_a_list_is_committed_and_undone(desk: Desk) -> None:
    roster = committed(desk, [somebody("张三丰")])
    assert (roster.state, _persons(desk)) == (State.COMMITTED, 1)
    assert "已入库" in page(desk, roster)
    assert "整份撤销" in page(desk, roster, "undo/")
    assert post(desk, roster, "undo/").status_code == FOUND
    run_all()
    assert (desk.fresh(roster).state, _persons(desk)) == (State.UNDONE, 0)


def test_what_stands_in_the_way_of_undoing_is_listed(desk: Desk) -> None:
    roster = committed(desk, [somebody("张三丰")])
    with acting(desk.actor):
        Person.objects.filter(name="张三丰").update(changed=desk.fresh(roster).kept_until)
    shown = page(desk, roster, "undo/")
    assert "第 2 行" in shown
    assert "整份撤销" not in shown
    assert post(desk, roster, "undo/").status_code == WRONG
    assert desk.fresh(roster).state == State.COMMITTED


def test_recorded_later_needs_somebodys_word(desk: Desk) -> None:
    roster = checked(desk, [somebody("张三丰")])
    assert post(desk, roster, "commit/", origin="recorded", word=" ").status_code == WRONG
    assert post(desk, roster, "commit/", origin="", word="").status_code == WRONG
    assert post(desk, roster, "commit/", origin="transfer", word="").status_code == WRONG
    assert post(desk, roster, "commit/", origin="application", word="").status_code == FOUND


def test_pressed_twice_it_is_committed_once(desk: Desk) -> None:
    roster = checked(desk, [somebody("张三丰")])
    assert post(desk, roster, "commit/", **COMMIT).status_code == FOUND
    assert post(desk, roster, "commit/", **COMMIT).status_code == FOUND
    run_all()
    assert _persons(desk) == 1
    assert Job.objects.filter(kind="people.roster_commit").count() == 1


def test_another_tab_that_shows_an_older_check_commits_nothing(desk: Desk) -> None:
    roster = checked(desk, [somebody("张三丰")])
    before = roster.round
    post(desk, roster, "columns/", **columns_for(desk, roster))
    run_all()
    answer = post(desk, roster, "commit/", **COMMIT, round=before)
    assert answer.status_code == FOUND
    assert desk.fresh(roster).state == State.CHECKED


def test_an_upload_is_deleted_and_a_committed_list_is_not(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    assert "删除" in page(desk, roster, "delete/")
    assert post(desk, roster, "delete/").status_code == FOUND
    assert desk.fresh(roster).state == State.CANCELLED
    assert "会员.xlsx" not in desk.cast.client("clerk").get(LISTS).content.decode()
    done = committed(desk, [somebody("李四光")])
    assert post(desk, done, "delete/").status_code == FOUND
    assert desk.fresh(done).state == State.COMMITTED


def test_a_bar_moves_and_leads_on(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    post(desk, roster, "columns/", **columns_for(desk, roster))
    client, here = desk.cast.client("chair"), f"{LISTS}{roster.pk}/progress/"
    assert "正在检查" in client.get(here, headers={"HX-Request": "true"}).content.decode()
    run_all()
    assert client.get(here, headers={"HX-Request": "true"}).headers["HX-Redirect"] == f"{LISTS}{roster.pk}/"
    assert client.get(here).status_code == FOUND


def test_what_was_cancelled_under_my_jobs_goes_on(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    post(desk, roster, "columns/", **columns_for(desk, roster))
    cancel_job(desk.actor, Job.objects.get(state__in=LIVE, kind="people.roster_check"))
    assert "从停下处继续" in page(desk, roster)
    desk.key = "chair"
    assert post(desk, roster, "go-on/").status_code == FOUND
    run_all()
    assert desk.fresh(roster).state == State.CHECKED


def test_rejected_rows_come_back_and_are_uploaded_again(desk: Desk) -> None:
    roster = checked(desk, [somebody("张三丰"), somebody("钱学森", "110101199001010000")])
    answer = desk.cast.client("clerk").get(f"{LISTS}{roster.pk}/rejected/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    file = file_with([somebody("张三丰")])
    file.file.seek(0)
    file.file.truncate()
    file.file.write(content)
    file.size = len(content)
    file.file.seek(0)
    assert post_file(desk, file).status_code == FOUND
    assert "钱学森" in page(desk, _latest(desk), "columns/")


def test_no_workbook_where_nothing_is_rejected(desk: Desk) -> None:
    roster = checked(desk, [somebody("张三丰")])
    assert desk.cast.client("clerk").get(f"{LISTS}{roster.pk}/rejected/").status_code == FOUND


def test_the_same_file_again_is_said(desk: Desk) -> None:
    rows = [somebody("张三丰")]
    content = workbook(rows, ("姓名", "身份证号", "手机号码", "学历")).getvalue()
    for _turn in range(2):
        file = file_with(rows)
        file.file.seek(0)
        file.file.write(content)
        file.file.seek(0)
        post_file(desk, file)
    assert "以前上传过" in page(desk, _latest(desk), "columns/")
