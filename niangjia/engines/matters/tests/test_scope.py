"""Who sees a matter: its unions' scope, whoever has a step of it, and never a union past which it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.matters.acts.tasks import complete_task, tick_checklist
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.rights import seen_by
from niangjia.engines.matters.worklist.reading import View, counts_of, tasks_in
from niangjia.engines.papers.tests.samples import SAMPLE
from niangjia.engines.papers.verbs import draft_paper
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today

from .conftest import Office, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _keys(office: Office, who: str, view: View) -> list[str]:
    with office.by(who) as actor:
        return [task.key for task in tasks_in(actor, view)]


def _seen(office: Office, who: str) -> set[int]:
    with office.by(who) as actor:
        return set(Matter.objects.filter(seen_by(actor)).values_list("pk", flat=True))


def test_lists_show_what_is_ones_own_and_what_lies_below(office: Office) -> None:
    matter = office.grant()
    assert _keys(office, "clerk", View.UNION) == ["check"]
    assert _keys(office, "upper_officer", View.UNION) == []
    assert _keys(office, "upper_officer", View.ALL) == ["check"]
    assert _keys(office, "other_clerk", View.ALL) == []
    assert _seen(office, "upper_officer") == {matter.pk}
    assert _seen(office, "other_clerk") == set()


def test_what_is_late_is_shown_to_the_level_above_too(office: Office) -> None:
    task = task_of(office.grant(), "check")
    assert _keys(office, "upper_officer", View.LATE) == []
    Task.objects.filter(pk=task.pk).update(due=now())
    assert _keys(office, "upper_officer", View.LATE) == ["check"]
    with office.by("clerk") as actor:
        assert counts_of(actor) == {View.MINE: 0, View.UNION: 1, View.LATE: 1}


def test_who_opened_what_went_past_the_union_stands_on_no_record_of_it(cast: Cast, office: Office) -> None:
    """The record is open to the union's desk; the person itself reads all of it."""
    _ = cast["upper_officer"], cast["chair"]
    matter, member = office.letter(), cast.person("member")
    upper, record = cast.client("upper_officer"), f"/desk/people/{member.pk}/"
    before = cast.client("chair").get(record).content.decode()
    data = {"name": "王小梅", "document": "3701**********0021", "body": ["已收悉。"]}
    paper = draft_paper(PLATFORM, SAMPLE.key, union=matter.union, data=data, about=matter, person=member)
    assert upper.get(f"/desk/matters/{matter.pk}/").status_code == 200
    assert upper.get(f"/desk/papers/{paper.pk}/print/").status_code == 200
    assert upper.post("/desk/matters/export/?view=all").status_code == 200
    after = cast.client("chair").get(record).content.decode()
    for words in ("周敏", "敏感事项"):
        assert words not in after.replace(before, "")
        assert before.count(words) == after.count(words)
    own = cast.client("member").get("/me/looks/").content.decode()
    assert "敏感事项" in own


def test_a_letter_past_the_union_is_in_no_list_and_no_page_of_it(cast: Cast, office: Office) -> None:
    matter = office.letter()
    for who in ("clerk", "chair"):
        assert _seen(office, who) == set()
        assert _keys(office, who, View.ALL) == _keys(office, who, View.UNION) == []
        assert cast.client(who).get(f"/desk/matters/{matter.pk}/").status_code == 404
    assert _seen(office, "upper_officer") == {matter.pk}
    assert cast.client("upper_officer").get(f"/desk/matters/{matter.pk}/").status_code == 200


def test_whoever_also_serves_above_does_not_see_what_went_past_the_own_union(cast: Cast, office: Office) -> None:
    matter = office.letter()
    with office.by("upper_officer"):
        Post.objects.create(
            union=cast.union("county"), person=cast.person("upper_officer"), role=Role.OFFICER, started=today()
        )
        Post.objects.create(
            union=cast.union("mine"), person=cast.person("upper_officer"), role=Role.COMMITTEE, started=today()
        )
    assert _seen(office, "upper_officer") == set()
    task = task_of(matter, "read")
    client = cast.client("upper_officer")
    assert client.get(f"/desk/matters/{matter.pk}/").status_code == 404
    assert client.post(f"/desk/matters/tasks/{task.pk}/claim/").status_code == 404
    assert Task.objects.get(pk=task.pk).claimed_by is None


def test_a_unit_that_is_heard_sees_the_matter_while_it_has_a_step(cast: Cast, office: Office) -> None:
    matter = office.grant(units=("school",))
    client = cast.client("other_clerk")
    assert client.get(f"/desk/matters/{matter.pk}/").status_code == 404
    with office.by("clerk") as actor:
        task = task_of(matter, "check")
        tick_checklist(actor, task, {0, 1})
        complete_task(actor, task, "pass")
    assert _keys(office, "other_clerk", View.UNION) == ["hear"]
    assert client.get(f"/desk/matters/{matter.pk}/").status_code == 200


def test_the_worklist_asks_the_same_whatever_there_is(cast: Cast, office: Office) -> None:
    client = cast.client("clerk")
    counts = []
    for _number in range(2):
        for _more in range(3):
            office.grant()
        client.get("/desk/matters/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/desk/matters/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22
