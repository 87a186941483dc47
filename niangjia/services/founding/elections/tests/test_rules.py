"""The rules of an election against a plain computation of the same, over many random sheets."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.services.founding.elections import rules
from niangjia.services.founding.elections.strokes import by_strokes

LAW = rules.Law()
NUMBER = st.integers(min_value=0, max_value=60)


@st.composite
def sheets(draw: st.DrawFn, *, sound: bool = False) -> rules.Count:
    """Any figures; or such as a meeting that went well could have."""
    seats = draw(st.integers(1, 5))
    if not sound:
        votes = tuple(draw(st.lists(NUMBER, min_size=1, max_size=8)))
        due, present, given_out, returned, valid, invalid = (draw(NUMBER) for _at in range(6))
        return rules.Count(seats, due, present, given_out, returned, valid, invalid, votes, draw(st.integers(0, 3)))
    due = draw(st.integers(1, 60))
    present = draw(st.integers(-(-due * 2 // 3), due))
    returned = draw(st.integers(0, present))
    valid = draw(st.integers(0, returned))
    left = valid * seats
    counts: list[int] = []
    for _at in range(draw(st.integers(seats, 8))):
        counts.append(draw(st.integers(0, min(valid, left))))
        left -= counts[-1]
    return rules.Count(seats, due, present, present, returned, valid, returned - valid, tuple(counts), 0)


def _plainly_right(one: rules.Count) -> bool:
    """Each rule once more, in other words."""
    enough_people = one.due > 0 and 2 * one.due <= 3 * one.present <= 3 * one.due
    ballots = one.present >= one.given_out >= one.returned == one.valid + one.invalid
    votes = all(count <= one.valid for count in one.votes)
    return enough_people and ballots and votes and sum(one.votes) + one.others <= one.valid * one.seats


def _plainly_elected(one: rules.Count) -> set[int]:
    """Who has more than half of those due, and of whom so few have as many votes or more that all find a seat."""
    good = [at for at, count in enumerate(one.votes) if 2 * count > one.due]
    return {at for at in good if sum(one.votes[other] >= one.votes[at] for other in good) <= one.seats}


@given(sheets())
@settings(max_examples=400, deadline=None)
def test_problems_are_found_where_a_plain_computation_finds_some(one: rules.Count) -> None:
    assert (not rules.problems(one, LAW)) == _plainly_right(one)


@given(sheets(sound=True))
@settings(max_examples=400, deadline=None)
def test_the_verdict_is_that_of_a_plain_computation(one: rules.Count) -> None:
    assert rules.problems(one, LAW) == []
    found = rules.verdict(one, LAW)
    assert set(found.elected) == _plainly_elected(one)
    assert found.open == one.seats - len(found.elected)
    good = {at for at, count in enumerate(one.votes) if 2 * count > one.due}
    assert set(found.tied) <= good - set(found.elected)
    assert len({one.votes[at] for at in found.tied}) <= 1
    if found.tied:
        assert len(found.tied) > found.open > 0
    if len(good) <= one.seats:
        assert not found.tied and set(found.elected) == good
    assert not set(rules.next_round(one, found)) & set(found.elected)


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"present": 199}, "present", "200"),  # 2/3 of 300
        ({"present": 301}, "present", "300"),
        ({"given_out": 281}, "given_out", "280"),
        ({"returned": 281, "valid": 279}, "returned", "280"),
        ({"valid": 270}, "valid", "272"),
        ({"votes": (278, 10, 0)}, "votes", "277"),
        ({"votes": (277, 277, 1)}, "others", "555"),
        ({"due": 0}, "due", ""),
    ],
)
def test_each_rule_is_a_sentence_at_its_field(changed: dict[str, object], field: str, said: str) -> None:
    sound = {
        "seats": 2, "due": 300, "present": 280, "given_out": 280, "returned": 279, "valid": 277, "invalid": 2,
        "votes": (200, 160, 100),
    }  # fmt: skip
    assert rules.problems(rules.Count(**sound), LAW) == []  # type: ignore[arg-type]
    found = rules.problems(rules.Count(**{**sound, **changed}), LAW)  # type: ignore[arg-type]
    assert found[0].field == field and said in found[0].sentence


def test_half_is_not_enough_and_equal_votes_go_to_the_next_ballot() -> None:
    one = rules.Count(2, 300, 280, 280, 279, 277, 2, (200, 150, 151, 151))
    found = rules.verdict(one, LAW)
    assert (found.elected, found.tied, found.open) == ((0,), (2, 3), 1)
    assert rules.next_round(one, found) == (2, 3)
    assert rules.verdict(rules.Count(1, 300, 280, 280, 279, 277, 2, (150,)), LAW).open == 1


def test_seats_candidates_and_strokes() -> None:
    bands = [(24, 3, 5), (200, 3, 7), (1000, 7, 15)]
    assert [rules.seats_between(n, bands) for n in (24, 25, 200, 201, 5000)] == [
        (3, 5), (3, 7), (3, 7), (7, 15), (7, 15),
    ]  # fmt: skip
    surplus = Fraction(5, 100)
    assert [rules.candidates_at_least(n, surplus) for n in (1, 7, 20, 21)] == [2, 8, 21, 23]
    assert sorted(["赵一", "丁二", "石三", "王四", "刘五"], key=by_strokes) == [
        "丁二",
        "王四",
        "石三",
        "刘五",
        "赵一",
    ]
