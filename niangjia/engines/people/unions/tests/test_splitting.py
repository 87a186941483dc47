from __future__ import annotations

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import cover_employer, split_union
from niangjia.engines.people.unions.hooks import Splitting, on_split
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.refusals import Unmoved
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.access.scope import Scope, in_scope

from .samples import MARCH, START, check_history, check_numbering, draft, enrol, named, officer, past, plant

pytestmark = pytest.mark.django_db


def _members(splitting: Splitting) -> int:
    Person.objects.filter(pk__in=splitting.members).update(home=splitting.part)
    return Membership.objects.filter(person__in=splitting.members).update(union=splitting.part)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the step of these tests runs, not those of other areas."""
    for name in list(on_split.steps):
        monkeypatch.delitem(on_split.steps, name)


def test_the_part_stands_beside_and_takes_unions_along() -> None:
    tree = plant()
    part = split_union(
        officer(tree.city), tree.mill, draft("a-part"), children=[tree.shop], day=MARCH, paper="工发5号"
    )
    assert part.parent_id == tree.east.pk and part.versions.get().reason == "split"
    assert past(named("shop")) == [(START, "mill"), (MARCH, "a-part")]
    check_numbering()
    check_history()


def test_both_have_it_in_the_journal() -> None:
    tree = plant()
    part = split_union(PLATFORM, tree.mill, draft("part"))
    assert Entry.objects.get(code="people.union.split").union_id == tree.mill.pk
    assert Entry.objects.get(code="people.union.split_off").union_id == part.pk


def test_employers_go_along() -> None:
    tree = plant()
    stays, goes = (record_employer(PLATFORM, {"name": name}) for name in ("stays", "goes"))
    for employer in (stays, goes):
        cover_employer(PLATFORM, tree.mill, employer, day=START)
    part = split_union(PLATFORM, tree.mill, draft("part"), employers=[goes.pk], day=MARCH)
    assert [(row.employer_id, row.valid_from) for row in part.coverages.all()] == [(goes.pk, MARCH)]
    assert tree.mill.coverages.get(valid_to=None).employer_id == stays.pk


def test_members_go_along_if_somebody_moves_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(on_split.steps, "test.members", _members)
    tree = plant()
    stays, goes = enrol(tree.mill), enrol(tree.mill)
    part = split_union(PLATFORM, tree.mill, draft("a-part"), members=[goes])
    for union, person in ((part, goes), (named("mill"), stays)):
        with in_scope(Scope(union.itself)):
            assert Membership.objects.get(union=union).person_id == person


def test_members_are_not_forgotten() -> None:
    tree = plant()
    person = enrol(tree.mill)
    with pytest.raises(Unmoved):
        split_union(PLATFORM, tree.mill, draft("part"), members=[person])
    assert not Union.objects.filter(code="part").exists()


@pytest.mark.parametrize("what", ["yard", "city"])
def test_only_what_is_right_below_or_covered_goes(what: str) -> None:
    tree = plant()
    with pytest.raises(NotPossible):
        split_union(PLATFORM, tree.mill, draft("part"), children=[named(what)])
    with pytest.raises(NotPossible):
        split_union(PLATFORM, tree.mill, draft("part"), employers=[1])


def test_neither_by_itself_nor_from_the_root() -> None:
    tree = plant()
    with pytest.raises(Refused):
        split_union(officer(tree.mill), tree.mill, draft("part"))
    with pytest.raises(NotPossible):
        split_union(PLATFORM, tree.city, draft("part"))
