"""The worklist narrowed, sorted, kept under a name, taken out as a workbook; and 300 tasks of it at once."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.acts.tasks import claim_task
from niangjia.engines.matters.models import Batch, BatchRow, Matter, Task, TaskState, TaskView
from niangjia.engines.matters.worklist.asking import Asked
from niangjia.engines.matters.worklist.reading import View, counts_of, tasks_in
from niangjia.engines.matters.worklist.saving import keep_view
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .conftest import Office, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
LIST = "/desk/matters/"
MANY = "/desk/matters/batches/new/?service=sample.grant&step=visit"


def test_it_is_narrowed_sorted_kept_and_taken_out(cast: Cast, office: Office) -> None:
    first, second = office.grant(), office.grant()
    clerk = cast.client("clerk")
    clerk.post(f"/desk/matters/tasks/{task_of(first, 'check').pk}/claim/")
    page = clerk.get(f"{LIST}?held=free&service=sample.grant&step=check").content.decode()
    assert second.number in page
    assert first.number not in page
    assert "导出" in page
    down = clerk.get(f"{LIST}?sort=-opened").content.decode()
    assert down.index(second.number) < down.index(first.number)
    assert clerk.get(f"{LIST}?sort=x&held=x&view=x&service=x&step=x").status_code == 200  # nothing fits

    asked = "?view=union&held=free"
    answer = clerk.post(f"{LIST}{asked}", {"name": " "})
    assert answer.status_code == 422
    assert 'name="name"' in answer.content.decode()
    clerk.post(f"{LIST}{asked}", {"name": "没人接的"})
    view = TaskView.objects.get()
    assert "没人接的" in clerk.get(LIST).content.decode()
    assert "移除视图" in clerk.get(f"{LIST}{asked}").content.decode()
    again = clerk.post(f"{LIST}?held=taken", {"name": "没人接的"})
    assert again.status_code == 422
    assert "没人接的" in again.content.decode()
    assert "没人接的" not in cast.client("chair").get(LIST).content.decode()
    assert cast.client("chair").post(f"{LIST}views/{view.pk}/removal/").status_code == 404

    with CaptureQueriesContext(connection) as few:
        file = clerk.post(f"{LIST}export/{asked}")
    assert len(few) < 40
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in rows] == ["编号", second.number]
    assert "王小梅" in rows[1]
    looks = Entry.objects.filter(code="matters.tasklist.exported")
    assert {entry.subject_type for entry in looks} == {"matters.tasklist", "people.person"}
    clerk.post(f"{LIST}views/{view.pk}/removal/")
    assert not TaskView.objects.exists()


def test_a_view_is_shared_with_the_staff_of_a_union(cast: Cast, office: Office) -> None:
    office.grant()
    clerk, chair, asked = cast.client("clerk"), cast.client("chair"), "?view=union&held=free"
    mine, school = cast.union("mine").pk, cast.union("school").pk
    assert "石河煤矿工会委员会的工作人员" in clerk.get(f"{LIST}{asked}").content.decode()
    wrong = clerk.post(f"{LIST}{asked}", {"name": "没人接的", "union": school})
    assert wrong.status_code == 422
    assert 'value="没人接的"' in wrong.content.decode()
    clerk.post(f"{LIST}{asked}", {"name": "没人接的", "union": mine})
    again = chair.post(f"{LIST}?held=taken", {"name": "没人接的", "union": mine})
    assert again.status_code == 422
    assert chair.post(f"{LIST}?held=taken", {"name": "没人接的", "union": ""}).status_code == 302  # one's own may be
    view = TaskView.objects.get(union=mine)
    assert "没人接的" in chair.get(LIST).content.decode()
    assert "移除视图" in chair.get(f"{LIST}{asked}").content.decode()
    for key in ("other_clerk", "upper_officer"):
        assert "没人接的" not in cast.client(key).get(LIST).content.decode()
        assert cast.client(key).post(f"{LIST}views/{view.pk}/removal/").status_code == 404
    with pytest.raises(Refused):
        keep_view(cast.actor("upper_officer"), "上级的", Asked(), cast.union("mine"))
    assert chair.post(f"{LIST}views/{view.pk}/removal/").status_code == 302
    assert not TaskView.objects.filter(union=mine).exists()


def test_whoever_may_not_export_persons_gets_no_names(cast: Cast, office: Office) -> None:
    matter = office.grant()
    Matter.objects.filter(pk=matter.pk).update(sensitive=True)
    file = cast.client("clerk").post(f"{LIST}export/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert rows[1][3] == matter.number
    assert "王小梅" not in str(rows)
    other = cast.client("other_clerk").post(f"{LIST}export/?view=all")
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(other.content)).get_sheet_by_index(0).to_python()) == 1


def test_a_long_list_is_counted_some_pages_ahead(cast: Cast, office: Office) -> None:
    _copies(office.grant(), 259)  # 13 pages of twenty
    Task.objects.update(due=now() - timedelta(days=1))
    clerk = cast.client("clerk")
    page = clerk.get(f"{LIST}?view=late").content.decode()
    assert '<span class="figure">260</span>' in page  # what waits at the own union is counted to the end
    assert '<span class="figure">100+</span>' in page
    assert ("page=6" in page, "page=7" in page) == (True, False)
    page = clerk.get(f"{LIST}?view=late&page=9").content.decode()
    assert "page=13" in page
    for number in ("13", "99", "1000", "x"):
        assert clerk.get(f"{LIST}?view=late&page={number}").status_code == 200


def test_figures_beside_the_views_are_of_what_they_list(cast: Cast, office: Office) -> None:
    first, past = office.grant(), office.grant()
    office.grant()
    office.letter()
    for who in ("chair", "other_clerk", "upper_officer"):
        _ = cast[who]
    with office.by("clerk") as clerk:
        claim_task(clerk, task_of(first, "check"))
    Matter.objects.filter(pk=past.pk).update(bypassed=cast.union("mine"))
    Task.objects.update(due=now() - timedelta(days=1))
    found = {}
    for who in ("member", "clerk", "chair", "other_clerk", "upper_officer"):
        with office.by(who) as actor:
            found[who] = counts_of(actor)
            assert found[who] == {view: tasks_in(actor, view).count() for view in found[who]}
    assert found["clerk"] == {View.MINE: 1, View.UNION: 2, View.LATE: 2}  # none of what went past the union


def test_three_hundred_at_once_have_a_result_each(cast: Cast, office: Office) -> None:
    matter = office.grant()
    clerk = cast.client("clerk")
    _copies(matter, 299)
    Task.objects.update(key="visit")
    page = clerk.get(MANY).content.decode()
    assert page.count('name="task"') == 300
    newest = Task.objects.order_by("pk").last()
    assert newest is not None
    with CaptureQueriesContext(connection) as asked:
        answer = clerk.post(MANY, {"outcome": "seen", "all": "1", "newest": newest.pk - 1})
    assert len(asked) < 60
    batch = Batch.objects.get()
    assert batch.rows.count() == 299  # what came after the page was shown is not meant
    page = clerk.get(answer.headers["Location"]).content.decode()
    assert "299" in page
    taken = BatchRow.objects.order_by("task__matter").values_list("task", flat=True)[0]
    Task.objects.filter(pk=taken).update(state=TaskState.CLAIMED, claimed_by=cast["chair"], claimed=newest.opened)
    run_slice(Job.objects.get(kind="matters.complete_many").pk)
    results = list(BatchRow.objects.values_list("result", flat=True))
    assert results.count(BatchRow.Result.REFUSED) == 1
    assert BatchRow.Result.DONE in results
    with CaptureQueriesContext(connection) as asked:
        assert clerk.get(answer.headers["Location"]).status_code == 200
    assert len(asked) < 40


def _copies(matter: Matter, count: int) -> None:
    """More matters of the kind, and the task of each."""
    task = Task.objects.get(matter=matter)
    numbers = range(count)
    rows = [
        Matter(
            **{
                field.attname: getattr(matter, field.attname)
                for field in Matter._meta.fields
                if field.attname != "id"
            }
        )
        for _number in numbers
    ]
    for number, row in enumerate(rows):
        row.number = f"{matter.number}-{number}"
    made = Matter.objects.bulk_create(rows)
    names = [field.attname for field in Task._meta.fields if field.attname not in ("id", "matter_id")]
    values = {name: getattr(task, name) for name in names}
    Task.objects.bulk_create(Task(**values, matter=one) for one in made)
    assert Task.objects.filter(state=TaskState.OPEN).count() == count + 1
