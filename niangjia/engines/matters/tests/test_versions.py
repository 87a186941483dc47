from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from niangjia.engines.matters import procedures
from niangjia.engines.matters.acts.tasks import claim_task, complete_task, tick_checklist
from niangjia.engines.matters.core.versions import specs_for
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.meetings.models import MeetingItem
from niangjia.engines.matters.models import Matter, ProcedureVersion

from .conftest import Office, fresh, samples, task_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def redraw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Lets the grant be drawn differently from now on."""

    def change(old: str, new: str) -> None:
        text = samples.GRANT.texts()["grant.bpmn"]
        assert old in text
        file = tmp_path / "grant.bpmn"
        file.write_text(text.replace(old, new), encoding="utf-8")
        monkeypatch.setitem(procedures._procedures, samples.GRANT.key, replace(samples.GRANT, files=(file,)))

    return change


def _move() -> str:
    out = StringIO()
    call_command("matters", "move", samples.GRANT.key, stdout=out)
    return out.getvalue()


def _pass(office: Office, matter: Matter) -> None:
    with office.by("clerk") as actor:
        task = task_of(matter, "check")
        tick_checklist(actor, task, {0, 1})
        complete_task(actor, task, "pass")


def test_matters_keep_the_drawing_that_they_began_with(office: Office, redraw: Callable[[str, str], None]) -> None:
    old = office.grant()
    redraw('value="pass drop"', 'value="pass"')
    new = office.grant()
    assert (fresh(old).version.number, fresh(new).version.number) == (1, 2)
    assert office.grant().version_id == fresh(new).version_id
    assert ProcedureVersion.objects.count() == 2
    with office.by("clerk") as actor:
        task = task_of(old, "check")
        tick_checklist(actor, task, {0, 1})
        complete_task(actor, task, "drop")
    assert fresh(old).phase == "dropped"


def test_a_database_that_was_emptied_gives_the_same_ids_to_others(db: None) -> None:
    grant = samples.GRANT.texts()
    one = ProcedureVersion.objects.create(key="one", number=1, digest="1" * 64, files=list(grant.items()))
    assert "check" in specs_for(Matter(version_id=one.pk, procedure="one")).drawing.nodes
    other = {"grant.bpmn": grant["grant.bpmn"].replace('"check"', '"check_all"')}
    ProcedureVersion.objects.filter(pk=one.pk).update(key="two", digest="2" * 64, files=list(other.items()))
    assert "check_all" in specs_for(Matter(version_id=one.pk, procedure="two")).drawing.nodes


def test_moving_takes_along_what_is_safe_and_lists_the_rest(
    office: Office, redraw: Callable[[str, str], None]
) -> None:
    safe, several = office.grant(), office.grant()
    _pass(office, several)
    redraw('<sequenceFlow id="f_ready"', '<sequenceFlow id="f_other"')
    said = _move()
    assert f"{several.number} stays: it stands at several steps" in said
    assert "1 moved." in said
    assert fresh(safe).version.number == 2
    _pass(office, safe)  # and it goes on
    assert "0 moved." in _move()


def test_what_follows_a_step_follows_the_new_drawing(office: Office, redraw: Callable[[str, str], None]) -> None:
    """A limit, a meeting, a state that were drawn since, and what is drawn no more."""
    matter = office.grant()
    with office.by("clerk") as actor:
        tick_checklist(actor, task_of(matter, "check"), {0})
    name = '<spiffworkflow:property name="limit" value="sample.check"/>'
    listed = '<spiffworkflow:property name="meeting" value="committee"/>'
    start_limit(HANDLE, matter, task=task_of(matter, "check"))  # by a service, not by the drawing
    redraw(name, listed)
    assert "1 moved." in _move()
    limits = dict(TimeLimit.objects.filter(matter=matter).values_list("kind", "outcome"))
    assert limits == {"sample.check": TimeLimit.Outcome.DROPPED, HANDLE: TimeLimit.Outcome.RUNNING}
    item = MeetingItem.objects.get()
    assert (item.task_id, item.state, item.body) == (
        task_of(matter, "check").pk,
        MeetingItem.State.LISTED,
        "committee",
    )
    redraw('<spiffworkflow:property name="checklist" value="papers"/>', name)
    redrawn = "1 moved." in _move()
    item.refresh_from_db()
    assert (redrawn, item.state) == (True, MeetingItem.State.TAKEN_OFF)
    task = task_of(matter, "check")
    running = TimeLimit.objects.filter(matter=matter, outcome=TimeLimit.Outcome.RUNNING)
    assert set(running.values_list("kind", flat=True)) == {"sample.check", HANDLE}
    assert (task.checked, task.due is not None) == ([], True)
    _pass_without_list(office, matter)


def _pass_without_list(office: Office, matter: Matter) -> None:
    with office.by("clerk") as actor:
        complete_task(actor, task_of(matter, "check"), "pass")


def test_the_state_and_the_union_of_a_step_are_those_of_today(
    office: Office, redraw: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, other = office.grant(), office.grant()
    redraw('name="state" value="checking"', 'name="state" value="correcting"')
    drawn = procedures._procedures[samples.GRANT.key]
    above = replace(drawn, lanes={**drawn.lanes, "clerk": procedures.above(samples.CHECK, "经办人")})
    monkeypatch.setitem(procedures._procedures, samples.GRANT.key, above)
    with office.by("clerk") as actor:
        claim_task(actor, task_of(matter, "check"))
    assert "2 moved." in _move()
    task, county = task_of(matter, "check"), office.cast.union("county")
    assert (fresh(matter).phase, task.union, task.claimed_by) == ("correcting", county, None)
    assert TimeLimit.objects.get(matter=matter).union == county
    # A step that has become the applicant's, or is theirs no more, means something else.
    redraw('name="state" value="checking"', 'name="state" value="hearing"')
    drawn = procedures._procedures[samples.GRANT.key]
    theirs = replace(drawn, lanes={**drawn.lanes, "clerk": procedures.applicant()})
    monkeypatch.setitem(procedures._procedures, samples.GRANT.key, theirs)
    assert f"{other.number} stays: the step check has become another's" in _move()


def test_a_step_that_is_gone_keeps_its_matters(office: Office, redraw: Callable[[str, str], None]) -> None:
    matter = office.grant()
    redraw('"check"', '"check_all"')
    assert f"{matter.number} stays: the step check is not there any more" in _move()
    assert fresh(matter).version.number == 1


def test_the_command_checks_drawings_and_refuses_unknown_ones() -> None:
    out = StringIO()
    call_command("matters", "check", stdout=out)
    assert f"{samples.GRANT.key}: fits" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("matters", "move", "no.such")
