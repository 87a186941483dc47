from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Deputy, Person, Post, SecondaryTie, Union
from niangjia.engines.people.permissions import APPOINT, EDIT, EXPORT_PLAIN, REVEAL, SEE, SEE_UNIONS
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.actor import Actor
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.access.reach import NOWHERE, Reach
from niangjia.foundation.clock import SHANGHAI, now, today, travelled
from tests.harness.people import ADMINISTRATORS, OFFICES

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast

YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)


def _post(cast: Cast, who: str, where: str, role: Role, days: tuple[date, date | None] = (YESTERDAY, None)) -> Post:
    started, ends = days
    return Post.objects.create(
        person=cast.person(who), union=cast.union(where), role=role, started=started, ends=ends
    )


def _sees(actor: Actor) -> Reach:
    return actor.reach(SEE)


def test_a_post_reaches_its_union_and_those_below(cast: Cast) -> None:
    assert _sees(cast.actor("clerk")) == cast.union("mine").subtree
    assert _sees(cast.actor("upper_officer")) == cast.union("city").subtree


def test_a_post_that_is_not_for_the_unions_below_reaches_its_own(cast: Cast) -> None:
    Post.objects.filter(pk=cast.post("clerk").pk).update(whole_subtree=False)
    assert _sees(cast.actor("clerk")) == cast.union("mine").itself


def test_an_actor_costs_two_queries(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _ = cast["clerk"]
    _post(cast, "clerk", "school", Role.CORRESPONDENT)
    with django_assert_num_queries(2):
        cast.actor("clerk")


@pytest.mark.parametrize(
    ("started", "ends", "holds"),
    [
        (YESTERDAY, None, True),
        (YESTERDAY, today(), True),  # the last day is a day of the post
        (today(), TOMORROW, True),
        (YESTERDAY - timedelta(days=9), YESTERDAY, False),
        (TOMORROW, None, False),
        (today(), YESTERDAY, False),  # taken back
    ],
)
def test_a_post_gives_rights_on_its_days(cast: Cast, started: date, ends: date | None, holds: bool) -> None:
    _post(cast, "member", "mine", Role.CLERK, (started, ends))
    assert cast.actor("member").may(EDIT) is holds


def test_the_last_day_ends_at_midnight_in_shanghai(cast: Cast) -> None:
    ends = cast.post("clerk").ends
    assert ends
    midnight = datetime.combine(ends + timedelta(days=1), datetime.min.time(), SHANGHAI)
    with travelled(to=midnight - timedelta(minutes=1)):
        assert cast.actor("clerk").may(SEE)
    with travelled(to=midnight):
        assert not cast.actor("clerk").may(SEE)


def test_each_of_two_posts_gives_its_own_rights_in_its_own_union(cast: Cast) -> None:
    _post(cast, "clerk", "school", Role.AUDITOR)
    actor = cast.actor("clerk")
    mine, school = cast.union("mine").place, cast.union("school").place
    assert actor.may(EDIT, at=mine) and not actor.may(EDIT, at=school)
    assert actor.may(SEE_UNIONS, at=school) and not actor.may(SEE, at=school)


def test_who_serves_many_unions_reaches_all_of_them(cast: Cast) -> None:
    _post(cast, "other_clerk", "shaft", Role.ORGANISER)
    assert _sees(cast.actor("other_clerk")) == cast.union("school").subtree | cast.union("shaft").subtree


def _deputise(cast: Cast, started: date, ends: date) -> Actor:
    Deputy.objects.create(post=cast.post("chair"), person=cast.person("member"), started=started, ends=ends)
    return cast.actor("member")


def test_a_deputy_has_the_rights_during_the_absence_but_gives_none_away(cast: Cast) -> None:
    actor = _deputise(cast, YESTERDAY, today())
    assert _sees(actor) == cast.union("mine").subtree
    assert actor.may(EXPORT_PLAIN) and not actor.may(APPOINT)


@pytest.mark.parametrize("days", [(YESTERDAY, YESTERDAY), (TOMORROW, TOMORROW)])
def test_before_and_after_the_absence_a_deputy_has_none(cast: Cast, days: tuple[date, date]) -> None:
    assert not _deputise(cast, *days).may(SEE)


def test_a_deputy_of_a_post_that_ended_has_none(cast: Cast) -> None:
    Post.objects.filter(pk=cast.post("chair").pk).update(ends=YESTERDAY)
    assert not _deputise(cast, YESTERDAY, TOMORROW).may(SEE)


def test_posts_of_a_union_that_was_dissolved_give_nothing(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("mine").pk).update(state=State.DISSOLVED)
    assert cast.actor("clerk").reach() == NOWHERE


def _tie(cast: Cast, shares: SecondaryTie.Shares, until: date | None = None) -> Actor:
    """The mine answers to the school's union, too, as it would to a group of companies."""
    mine, school = cast.union("mine"), cast.union("school")
    SecondaryTie.objects.create(union=mine, upper=school, shares=shares, valid_from=YESTERDAY, valid_to=until)
    return cast.actor("other_clerk")


def test_a_tie_for_totals_shows_totals_and_no_records(cast: Cast) -> None:
    actor, shaft = _tie(cast, SecondaryTie.Shares.COUNTS), cast.union("shaft").place
    assert actor.may(SEE_UNIONS, at=shaft) and not actor.may(SEE, at=shaft)


def test_a_tie_for_records_lets_them_be_seen_and_not_changed(cast: Cast) -> None:
    actor, shaft = _tie(cast, SecondaryTie.Shares.RECORDS), cast.union("shaft").place
    assert actor.may(SEE, at=shaft) and actor.may(REVEAL, at=shaft) and not actor.may(EDIT, at=shaft)


def test_a_tie_ends_with_its_time(cast: Cast) -> None:
    assert not _tie(cast, SecondaryTie.Shares.RECORDS, until=today()).may(SEE, at=cast.union("mine").place)


def test_a_post_for_its_union_alone_does_not_follow_ties(cast: Cast) -> None:
    Post.objects.filter(pk=cast.post("other_clerk").pk).update(whole_subtree=False)
    assert _sees(_tie(cast, SecondaryTie.Shares.RECORDS)) == cast.union("school").itself


@pytest.mark.parametrize("key", ADMINISTRATORS)
def test_administrators_have_no_right_over_persons(cast: Cast, key: str) -> None:
    actor = cast.actor(key)
    assert not {code for code in actor.permissions if code.startswith(("people:", "unions:", "posts:"))}
    assert actor.reach() == NOWHERE
    assert actor.person_id is None


def test_an_office_takes_away_what_posts_would_give(cast: Cast) -> None:
    account = cast["clerk"]
    account.administers = "system"
    assert cast.actor("clerk").reach() == NOWHERE


def test_a_member_has_no_rights_but_is_somebody(cast: Cast) -> None:
    actor = cast.actor("member")
    assert not actor.permissions
    assert actor.person_id == cast.person("member").pk


@pytest.mark.usefixtures("whole_city")
def test_the_account_of_somebody_who_died_is_nobodys(cast: Cast) -> None:
    _ = cast["clerk"]
    Person.objects.filter(pk=cast.person("clerk").pk).update(died=today())
    actor = cast.actor("clerk")
    assert (actor.person_id, actor.reach()) == (None, NOWHERE)


def test_whoever_has_a_post_enters_the_desk(cast: Cast) -> None:
    assert [key for key in OFFICES if not cast.actor(key).may(ENTER_DESK)] == []


def test_rights_follow_the_clock_and_not_the_row(cast: Cast) -> None:
    _ = cast["clerk"]
    with travelled(to=now() - timedelta(days=20 * 366)):
        assert not cast.actor("clerk").may(SEE)
