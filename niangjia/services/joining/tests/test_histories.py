"""Random histories: whatever happens nobody has two memberships, and counts equal events."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.acts.tasks import complete_task, node_of
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.papers.returns.figures import counted
from niangjia.engines.people.memberships.in_batch import transfer_in_batch
from niangjia.engines.people.memberships.mending import record_death, take_back_death
from niangjia.engines.people.memberships.models import COUNTED, LIVING, State
from niangjia.engines.people.models import Membership, Person, Union
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.unions.actions import merge_unions
from niangjia.engines.people.unions.acts import act_of
from niangjia.engines.people.unions.history import begin
from niangjia.engines.people.unions.models import UnionVersion
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import now, today
from niangjia.services.joining.acts.applying import apply_for_membership
from niangjia.services.joining.acts.changing import Grounds, Wish, propose_change
from niangjia.services.joining.models import Application, Talk
from niangjia.services.joining.said import Said

from .conftest import LIVING as WAITS
from .conftest import SENTENCED, all_of_it
from .test_whole import steps_of_before

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
ENDINGS = ("approve", "approve", "refuse", "release", "release", "above", "receive", "bounce", "record", "noted")
STEPS = (
    "apply mine", "apply school", "apply county", "change withdraw", "change retain", "change resume", "change expel",
    "batch workshop", "batch shaft", "die", "merge",
    "deem", "deem", "unite", "erase", "erase", *("rise",) * 3, *("correct",) * 3, *ENDINGS,
    *("end",) * 8,
)  # fmt: skip
REFUSALS = {"NotPossible", "UnderWay", "MemberHere", "Over", "Refused"}
CHANGES = ("opening", "new", "in", "resumed", "out", "retained", "left", "died", "mended", "closing")
GROUNDS = Grounds("理由", "retired", since="2026-03-31", **SENTENCED)  # type: ignore[arg-type]
MUST = {"deem", "unite", "erase", "apply", "change", "batch", "die", "rise", "correct", "merge", "approve", "end"}
LONG, HISTORIES = 40, 6


def test_whatever_happens_nobody_has_two_memberships_and_counts_equal_events(cast: Cast) -> None:
    """Random steps of three people at three unions: what can't be is refused, and nothing else goes wrong."""
    for key in ("clerk", "chair"):
        _ = cast[key]
    steps_of_before()
    people = [cast.person("worker"), cast.person("member"), _double(cast)]
    _talked_to(cast)
    seen = Counter[str]()
    for seed in range(HISTORIES):
        with transaction.atomic():
            seen += _history(cast, people, random.Random(seed))  # noqa: S311 - a test's
            _balances(cast)
            transaction.set_rollback(True)
    assert seen.keys() >= MUST, "a kind of step that never succeeded proves nothing"


def _history(cast: Cast, people: list[Person], dice: random.Random) -> Counter[str]:
    seen = Counter[str]()
    for _step in range(LONG):
        what, person = dice.choice(STEPS), dice.choice(people)
        try:
            with transaction.atomic(), all_of_it():
                if _tried(cast, what, person, people):
                    seen[what.split(" ")[0]] += 1
        except Exception as error:  # noqa: BLE001 - each must be a refusal
            assert type(error).__name__ in REFUSALS, (what, error)
        _holds(people)
    return seen


def _talked_to(cast: Cast) -> None:
    """Unions are in the register, and the member was talked to on two days."""
    with all_of_it():
        for key in ("city", "county", "mine", "school", "workshop", "shaft"):
            begin(cast.union(key), act_of(today(), UnionVersion.Reason.RECORDED, ""))
        for day in (date(2026, 9, 1), date(2026, 10, 8)):
            talk = {"day": day, "made": now() - timedelta(days=30), "words": "谈话"}
            Talk.objects.create(person=cast.person("member"), union=cast.union("mine"), **talk)


def _double(cast: Cast) -> Person:
    """The worker, entered twice: until both records are merged."""
    with all_of_it():
        return Person.objects.create(home=cast.union("school"), name="李大山", name_key="l")


def _tried(cast: Cast, what: str, person: Person, people: list[Person]) -> bool:
    """Whether there was anything to do."""
    verb, _space, where = what.partition(" ")
    person = Person.objects.get(pk=person.pk)
    match verb:
        case "apply":
            said = Said(name="x", employer="x")
            apply_for_membership(PLATFORM, person, cast.union(where), said, way="roll")
        case "change":
            wish = Wish(today(), pdf(), "申请.pdf")
            propose_change(PLATFORM, person.pk, where, GROUNDS, wish)
        case "deem":
            propose_change(PLATFORM, person.pk, "deem", GROUNDS)
        case "batch":
            return bool(transfer_in_batch(PLATFORM, [person.pk], cast.union(where), day=today()).done)
        case "die":
            record_death(PLATFORM, person, day=today())
        case "rise":
            take_back_death(PLATFORM, person, reason="登记有误")
        case "merge":
            keep, lose = (Person.objects.get(pk=one.pk) for one in (people[0], people[2]))
            merge_persons(PLATFORM, keep, lose)
        case "correct":
            return _corrected(cast, person)
        case "unite" | "erase":
            _gone(cast, verb, person)
        case _:
            return _ended(person, verb)
    return True


def _gone(cast: Cast, verb: str, person: Person) -> None:
    """A union goes into another, or a record is erased."""
    if verb == "erase":
        erase_person(PLATFORM, person, reason="本人要求")
        return
    school, mine = (Union.objects.get(pk=cast.union(key).pk) for key in ("school", "mine"))
    merge_unions(PLATFORM, school, mine)


def _corrected(cast: Cast, person: Person) -> bool:
    """The last decision about somebody never was: asked for by the clerk, approved by the chair."""
    matter = (
        Matter.objects.filter(person=person, union=cast.union("mine"), state=MatterState.DONE).order_by("-pk").first()
    )
    task = Task.objects.select_related("union").filter(matter=matter, state=TaskState.DONE).order_by("-pk").first()
    if matter is None or task is None:
        return False
    approve_correction(cast.actor("chair"), ask_correction(cast.actor("clerk"), task, "点错了"))
    return True


def _ended(person: Person, outcome: str) -> bool:
    task = Task.objects.filter(matter__person=person, state__in=WAITS).select_related("union", "matter").first()
    if task is None:
        return False
    if outcome == "end":  # the first that the drawing has there: admitted, released, received, recorded
        outcome = node_of(task.matter, task).words("outcomes")[0]
    with ends_otherwise(task, today()):  # as a meeting does
        complete_task(PLATFORM, task, outcome, data={"reason": "理由"})
    return True


def _holds(people: list[Person]) -> None:
    with transaction.atomic(), all_of_it():
        for person in people:
            rows = Membership.objects.filter(person=person)
            assert rows.filter(state__in=LIVING).count() <= 1
            assert rows.filter(state__in=COUNTED).count() <= 1
            assert Application.objects.filter(person=person, ended=None).count() <= 1
            if Person.objects.get(pk=person.pk).died:
                assert not rows.filter(state__in=LIVING).exists()
            moved = rows.filter(state=State.TRANSFERRED).count()
            assert rows.filter(origin="transfer").count() == moved, "each that went came somewhere"


def _balances(cast: Cast) -> None:
    """What the steps say is what there is, at each union; and each month's lines add up."""
    keys = ("city", "county", "mine", "school", "shaft", "workshop")
    unions = list(Union.objects.filter(pk__in=[cast.union(key).pk for key in keys]).order_by("place"))
    first = today().replace(day=1)
    found = counted({f"changes.{name}" for name in CHANGES}, unions, first, today())
    with all_of_it():
        for union in unions:
            told = {name: found[f"changes.{name}"][union.pk] for name in CHANGES}
            there = Membership.objects.filter(
                union__place__gte=union.place, union__place__lt=union.place_end, state__in=COUNTED
            ).count()
            assert told["closing"] == there, (union.name, told)
            came = sum(told[name] for name in ("opening", "new", "in", "resumed", "mended"))
            assert came == sum(told[name] for name in ("closing", "out", "retained", "left", "died")), told
    assert found["changes.in"][unions[0].pk] == found["changes.out"][unions[0].pk] == 0, "nobody leaves the city"
