"""What is invented, without a database."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import date
from itertools import pairwise

import pytest
from django.apps import apps

from niangjia.engines.people.demo import nobodys
from niangjia.engines.people.demo.columns import TABLES
from niangjia.engines.people.demo.crowds import divided, sizes_of
from niangjia.engines.people.demo.dice import Dice
from niangjia.engines.people.demo.drawn import Drawn
from niangjia.engines.people.demo.ground import Ground
from niangjia.engines.people.demo.lives import Lives, Registry
from niangjia.engines.people.demo.parts import made, parts_of
from niangjia.engines.people.demo.plan import Plan, planned
from niangjia.engines.people.demo.sizes import SIZES
from niangjia.engines.people.demo.structure import structure_lines
from niangjia.engines.people.demo.together import in_order
from niangjia.engines.people.demo.trades import TRADES
from niangjia.engines.people.demo.words import JOBS
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import ONE_HOLDER, apart_from
from niangjia.foundation.identity import (
    CodeHolder,
    Document,
    DocumentKind,
    Phone,
    examine,
    examine_phone,
    examine_uscc,
)
from niangjia.foundation.identity.kinds import Doubt, PhoneKind
from niangjia.foundation.identity.organisations import CreditCode

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(SIZES["small"], 7, DAY)


def ground_of(plan: Plan, turns: int = 1) -> Ground:
    bases = tuple(crew.base for crew in plan.crews)
    return Ground(plan.seed, plan.day, 1, 1, 1, 1, plan.persons, bases, tuple(plan.agencies), turns)


@pytest.fixture(scope="module")
def lives(plan: Plan) -> list[Drawn]:
    dice, registry = Dice("lives"), Registry(0, 1)
    return [life for crew in plan.crews for life in Lives(dice, ground_of(plan), registry, crew).all()]


def test_the_same_seed_gives_the_same_city(plan: Plan) -> None:
    again = planned(SIZES["small"], 7, DAY)
    ours, theirs = (structure_lines(one, ground_of(one), 1) for one in (planned(SIZES["small"], 7, DAY), again))
    assert ours == theirs


def test_another_seed_gives_another(plan: Plan) -> None:
    other = planned(SIZES["small"], 8, DAY)
    assert [node.name for node in other.nodes] != [node.name for node in plan.nodes]


def test_the_same_seed_gives_the_same_persons(plan: Plan) -> None:
    part = parts_of(plan.crews)[0]
    first, second = (made(ground_of(plan), part).copies for _ in range(2))
    assert first["people_person"] == second["people_person"]
    assert first["people_identitydocument"] != second["people_identitydocument"]


def test_the_tree_is_in_preorder(plan: Plan) -> None:
    for before, node in pairwise(plan.nodes):
        assert node.place == before.place + 1
        assert node.parent is not None
        assert node.parent.place < node.place < node.end <= node.parent.end


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_members_come_to_the_promised_sum(size: object) -> None:
    planned_size = planned(size, 3, DAY)  # type: ignore[arg-type]
    assert sum(crew.members for crew in planned_size.crews) == planned_size.size.members
    assert sum(crew.outside for crew in planned_size.crews) == planned_size.size.workers


def test_a_city_has_some_fifteen_thousand_nodes() -> None:
    assert 14_000 < len(planned(SIZES["city"], 1925, DAY).nodes) < 16_000


def test_sizes_leave_room_for_the_officers() -> None:
    assert min(sizes_of(Dice(1), 100, 5000, offices=20)[:20]) >= 30


@pytest.mark.parametrize("members", [4, 39, 40, 87, 300, 9000])
def test_nobody_is_lost_when_a_union_is_divided(members: int) -> None:
    assert sum(sum(branch) for branch in divided(members)) in {0, members}


def test_resident_ids_are_right_and_nobodys() -> None:
    number = nobodys.resident_id(nobodys.region(3), date(1990, 2, 28), 4, female=True)
    found = examine(DocumentKind.RESIDENT_ID, number, day=DAY)
    assert isinstance(found, Document)
    assert (found.born, found.sex) == (date(1990, 2, 28), "2")
    assert found.doubts == (Doubt.UNKNOWN_REGION,)


def test_other_documents_are_right() -> None:
    assert isinstance(examine(DocumentKind.PASSPORT, nobodys.passport(7)), Document)
    assert isinstance(examine(DocumentKind.HK_MACAU_PERMIT, nobodys.hong_kong_permit(7)), Document)


@pytest.mark.parametrize(
    ("holder", "kind"), [("81", CodeHolder.BASE_UNION), ("89", CodeHolder.UNION_BODY), ("91", CodeHolder.OTHER)]
)
def test_credit_codes_are_right(holder: str, kind: CodeHolder) -> None:
    found = examine_uscc(nobodys.credit_code(holder, nobodys.region(1), 123))
    assert isinstance(found, CreditCode)
    assert (found.holder, found.doubts) == (kind, (Doubt.UNKNOWN_REGION,))


def test_telephones_are_right_and_everybody_has_another() -> None:
    numbers = {nobodys.mobile(count) for count in range(2000)}
    assert len(numbers) == 2000
    found = examine_phone(numbers.pop())
    assert isinstance(found, Phone)
    assert found.kind is PhoneKind.MOBILE


def test_no_number_is_given_twice_by_parts_made_at_once() -> None:
    registries = [Registry(turn, 120) for turn in range(120)]
    given = [
        registry.resident_id("290101", date(1990, 1, 1), female=False)[1] for registry in registries for _ in range(9)
    ]
    assert len(set(given)) == len(given)


def test_every_document_is_somebodys_alone(lives: list[Drawn]) -> None:
    numbers = Counter(life.document for life in lives if life.document)
    assert numbers.most_common(1)[0][1] == 1


def test_shares_are_plausible(lives: list[Drawn]) -> None:
    women = sum(life.female for life in lives) / len(lives)
    incomplete = sum(life.state == "incomplete" for life in lives) / len(lives)
    dispatched = sum(len(life.works) == 2 for life in lives) / len(lives)
    assert 0.3 < women < 0.55
    assert 0.01 < incomplete < 0.03
    assert 0.02 < dispatched < 0.06


def test_members_are_of_working_age(lives: list[Drawn]) -> None:
    ages = [
        (DAY - life.born).days / 365.25 for life in lives if life.membership and life.membership.state == "active"
    ]
    assert min(ages) > 17.9
    assert max(ages) < 66


def test_days_follow_each_other(lives: list[Drawn]) -> None:
    for life in lives:
        for belonging in filter(None, (life.membership, life.former)):
            assert life.born < belonging.joined <= belonging.started <= DAY
            days = [day for _state, day, _why in belonging.steps]
            assert days == sorted(days)
            assert belonging.ended is None or belonging.started <= belonging.ended <= DAY


def test_posts_are_held_as_the_rules_want(plan: Plan) -> None:
    now = [post for post in plan.posts if post.ends is None or post.ends >= DAY]
    seats = Counter((post.place, post.role) for post in now if post.role in ONE_HOLDER)
    assert set(seats.values()) == {1}
    held: dict[tuple[int, int], set[Role]] = {}
    for post in now:
        held.setdefault((post.person, post.place), set()).add(post.role)
    assert not any(apart_from(role) & roles for roles in held.values() for role in roles)


def test_some_posts_have_just_ended(plan: Plan) -> None:
    assert any(post.ends == date(2026, 11, 19) for post in plan.posts)


def test_those_who_sign_in_are_different_people(plan: Plan) -> None:
    persons = [sign_in.person for sign_in in plan.sign_ins]
    assert len(set(persons)) == len(persons)
    assert 35 <= len(persons) <= 45


def test_all_jobs_are_known() -> None:
    assert {trade.jobs for trade in TRADES.values()} <= set(JOBS)


def test_processes_answer_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_PARENT", "")  # put back afterwards
    with ExitStack() as stack:
        assert list(in_order(stack, abs, range(-9, 0), processes=2)) == list(range(9, 0, -1))


def test_every_column_is_filled() -> None:
    """But for what lists alone leave behind."""
    models = {model._meta.db_table: model for model in apps.get_app_config("people").get_models()}
    for table, columns in TABLES.items():
        assert {field.column for field in models[table]._meta.concrete_fields} - {"id", "listed"} == set(columns) - {
            "id"
        }
