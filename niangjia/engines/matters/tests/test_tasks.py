from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.matters.acts.locking import living_task, locked_open
from niangjia.engines.matters.acts.matters import transfer_matter, withdraw_matter
from niangjia.engines.matters.acts.tasks import (
    claim_task,
    complete_task,
    give_back_task,
    hand_over_task,
    send_back_task,
    tick_checklist,
)
from niangjia.engines.matters.forms import Unfilled
from niangjia.engines.matters.hooks import on_matter_closed, on_task_ended, on_task_opened
from niangjia.engines.matters.models import Event, Matter, Note, State, Task, TaskState
from niangjia.engines.matters.refusals import NotPossible, Over
from niangjia.engines.notices.models import Notice
from niangjia.foundation.access.actor import Refused

from . import samples
from .conftest import Office, fresh, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _done(office: Office, who: str, matter: Matter, step: str, outcome: str = "", **data: object) -> None:
    with office.by(who) as actor:
        task = task_of(matter, step)
        if step == "check":
            tick_checklist(actor, task, {0, 1})
        complete_task(actor, task, outcome, data=data)


def _checked(office: Office, matter: Matter) -> None:
    _done(office, "clerk", matter, "check", "pass")


def test_what_is_held_is_the_whole_row(cast: Cast, office: Office) -> None:
    made = office.grant()
    task = task_of(made, "check")
    with office.by("clerk"):
        matter = locked_open(made.pk)
        held = living_task(matter, task.pk)
        for ours, theirs in (
            (matter, Matter.objects.get(pk=made.pk)), (held, task), (held.union, cast.union("mine")),
        ):  # fmt: skip
            fields = [field.attname for field in ours._meta.concrete_fields]
            assert [getattr(ours, name) for name in fields] == [getattr(theirs, name) for name in fields]
        with CaptureQueriesContext(connection) as asked:
            assert (held.matter, matter.union) == (matter, held.union)
            with pytest.raises(Task.DoesNotExist):
                living_task(matter, 0)
    assert len(asked) == 1


def test_a_matter_waits_at_the_union_and_has_a_number(cast: Cast, office: Office) -> None:
    matter = office.grant()
    task = task_of(matter, "check")
    assert matter.number.startswith(f"{cast.union('mine').code}-")
    assert (task.union, task.role, task.permission) == (cast.union("mine"), "clerk", samples.CHECK)
    assert fresh(matter).phase == "checking"


def test_it_travels_as_drawn_to_its_end(cast: Cast, office: Office) -> None:
    matter = office.grant()
    _checked(office, matter)
    _done(office, "clerk", matter, "visit")
    assert fresh(matter).phase == "visiting"
    _done(office, "chair", matter, "tell")
    assert task_of(matter, "decide").union == cast.union("city")
    _done(office, "upper_officer", matter, "decide", "approve")
    closed = fresh(matter)
    assert (closed.state, closed.phase, closed.engine) == (State.DONE, "granted", None)
    assert closed.variables["paid"] is True
    assert samples.issued[-1] == matter.pk
    assert Notice.objects.filter(key=f"matters.closed.{matter.pk}").exists()


def test_only_a_post_in_that_very_union_acts(cast: Cast, office: Office) -> None:
    task = task_of(office.grant(), "check")
    for who in ("upper_officer", "other_clerk", "member", "auditor"):
        with pytest.raises(Refused), office.by(who) as actor:
            complete_task(actor, task, "pass")
    assert Task.objects.get(pk=task.pk).state == TaskState.OPEN


def test_what_somebody_has_is_nobody_elses_until_given_back(cast: Cast, office: Office) -> None:
    task = task_of(office.grant(), "check")
    with office.by("clerk") as actor:
        claim_task(actor, task)
    with pytest.raises(Over, match="刘芳"), office.by("chair") as actor:
        claim_task(actor, task)
    with office.by("clerk") as actor:
        give_back_task(actor, task)
    with pytest.raises(NotPossible), office.by("clerk") as actor:
        give_back_task(actor, task)
    with office.by("chair") as actor:
        claim_task(actor, task)
    assert Task.objects.get(pk=task.pk).claimed_by == cast["chair"]


def test_a_task_is_handed_to_who_may_do_it(cast: Cast, office: Office) -> None:
    task = task_of(office.grant(), "check")
    with pytest.raises(NotPossible), office.by("clerk") as actor:
        hand_over_task(actor, task, cast["auditor"])
    with office.by("clerk") as actor:
        hand_over_task(actor, task, cast["chair"])
    assert Task.objects.get(pk=task.pk).claimed_by == cast["chair"]


def test_a_step_done_twice_says_who_was_quicker(office: Office) -> None:
    matter = office.grant()
    task = task_of(matter, "check")
    _checked(office, matter)
    with pytest.raises(Over, match="刘芳"), office.by("chair") as actor:
        complete_task(actor, task, "pass")


def test_outcomes_forms_and_checklists_are_asked_for(office: Office) -> None:
    task = task_of(office.grant(), "check")
    with office.by("clerk") as actor:
        with pytest.raises(NotPossible) as refused:
            complete_task(actor, task, "pass")
        assert refused.value.field == "checklist"
        tick_checklist(actor, task, {0, 1, 7})
        assert Task.objects.get(pk=task.pk).checked == [0, 1]
        with pytest.raises(NotPossible) as refused:
            complete_task(actor, task, "to_applicant")  # sending back asks for a reason
        assert refused.value.field == "outcome"
        with pytest.raises(Unfilled) as unfilled:
            complete_task(actor, task, "pass", data={"amount": "9000"})
        assert "amount" in unfilled.value.form.errors
        matter = complete_task(actor, task, "pass", data={"amount": "800"})
    assert fresh(matter).variables["amount"] == 800


def test_it_is_sent_back_with_a_reason_to_the_applicant(cast: Cast, office: Office) -> None:
    matter = office.grant()
    with office.by("clerk") as actor:
        with pytest.raises(NotPossible) as refused:
            send_back_task(actor, task_of(matter, "check"), "to_applicant", " ")
        assert refused.value.field == "reason"
        with pytest.raises(NotPossible):
            send_back_task(actor, task_of(matter, "check"), "to_clerk", "缺")
        send_back_task(actor, task_of(matter, "check"), "to_applicant", "缺身份证复印件")
    note = Note.objects.get(matter=matter)
    assert (note.kind, note.text.reveal()) == (Note.Kind.APPLICANT, "缺身份证复印件")
    task = task_of(matter, "correct")
    assert task.for_applicant
    assert Notice.objects.filter(key=f"matters.task.{task.pk}").exists()
    with pytest.raises(Refused), office.by("clerk") as actor:
        complete_task(actor, task)
    _done(office, "member", matter, "correct")
    assert task_of(matter, "check").state == TaskState.OPEN
    kinds = list(Event.objects.filter(matter=matter).order_by("pk").values_list("kind", flat=True))
    assert kinds == [Event.Kind.OPENED, Event.Kind.SENT_BACK, Event.Kind.COMPLETED]


def test_several_units_are_heard_and_then_it_goes_on(cast: Cast, office: Office) -> None:
    matter = office.grant(units=("mine", "school"))
    _checked(office, matter)
    tasks = Task.objects.filter(matter=matter, key="hear").select_related("union")
    assert {task.union for task in tasks} == {cast.union("mine"), cast.union("school")}
    for task in tasks:
        who = "other_clerk" if task.union == cast.union("school") else "clerk"
        with office.by(who) as actor:
            complete_task(actor, task, "agree")
    assert fresh(matter).variables["hear_outcomes"] == ["agree", "agree"]
    assert task_of(matter, "visit")


def test_the_applicant_withdraws_while_that_is_drawn(office: Office) -> None:
    matter, ended = office.grant(), []
    follow = on_task_ended(lambda task: ended.append(task.key))
    try:
        with pytest.raises(Refused), office.by("clerk") as actor:
            withdraw_matter(actor, matter)
        with office.by("member") as actor:
            withdraw_matter(actor, matter)
    finally:
        on_task_ended.functions.remove(follow)
    assert ended == ["check"]
    assert (fresh(matter).state, fresh(matter).engine) == (State.WITHDRAWN, None)
    with pytest.raises(Over), office.by("member") as actor:
        withdraw_matter(actor, matter)
    other = office.grant()
    _checked(office, other)
    with pytest.raises(NotPossible), office.by("member") as actor:
        withdraw_matter(actor, other)  # one of the two steps does not say that it may


def test_it_is_transferred_with_a_reason_and_waits_there_for_anybody(cast: Cast, office: Office) -> None:
    matter = office.grant()
    task = task_of(matter, "check")
    school = cast.union("school")
    with office.by("clerk") as actor:
        claim_task(actor, task)
        with pytest.raises(NotPossible):
            transfer_matter(actor, matter, cast.union("mine"), "归他们")
        with pytest.raises(NotPossible):
            transfer_matter(actor, matter, school, "")
        transfer_matter(actor, matter, school, "人已调走")
    with pytest.raises(Refused), office.by("clerk") as actor:
        claim_task(actor, task)
    with office.by("other_clerk") as actor:
        assert claim_task(actor, task).union == school


def test_whoever_follows_is_called_inside_the_transaction(office: Office) -> None:
    opened: list[str] = []
    closed: list[str] = []
    one = on_task_opened(lambda task: opened.append(task.key))
    other = on_matter_closed(lambda matter: closed.append(matter.number))
    try:
        matter = office.grant()
        _done(office, "clerk", matter, "check", "drop")
    finally:
        on_task_opened.functions.remove(one)
        on_matter_closed.functions.remove(other)
    assert opened == ["check"]
    assert closed == [matter.number]


def test_a_call_within_a_drawing_is_gone_through_and_come_back_from(cast: Cast, office: Office) -> None:
    matter = office.letter()
    county = cast.union("county")
    assert (matter.union, matter.bypassed) == (county, cast.union("mine"))
    assert task_of(matter, "read").union == county
