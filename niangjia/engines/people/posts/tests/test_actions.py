from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Person, Post, Union
from niangjia.engines.people.permissions import SEE
from niangjia.engines.people.posts.actions import Terms, end_post, fill_post, name_deputy, revoke_post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
YESTERDAY, TOMORROW, MONTH = (today() + timedelta(days=days) for days in (-1, 1, 30))
CLERK = Terms(Role.CLERK, started=today())


def _fill(cast: Cast, by: str, where: str, who: str, terms: Terms = CLERK) -> Post:
    return fill_post(cast.actor(by), cast.union(where), cast.person(who), terms)


def _last_entry() -> Entry:
    entry = Entry.objects.order_by("-id").first()
    assert entry
    return entry


def test_a_chair_fills_a_post_below_and_its_rights_begin(cast: Cast) -> None:
    terms = replace(CLERK, obtained=Post.Obtained.HIRED, term=7, paper="石矿工〔2026〕3号")
    post = _fill(cast, "chair", "shaft", "member", terms)
    assert (post.role, post.obtained, post.term, post.paper) == ("clerk", "hired", 7, "石矿工〔2026〕3号")
    assert cast.actor("member").reach(SEE) == cast.union("shaft").subtree


def test_it_is_in_the_journal_without_a_name(cast: Cast) -> None:
    post = _fill(cast, "chair", "shaft", "member")
    entry = _last_entry()
    assert (entry.code, entry.subject_id, entry.union_id) == ("people.post.filled", str(post.pk), post.union_id)
    assert entry.account_id == cast["chair"].pk
    assert "王小梅" not in str(entry.data)


@pytest.mark.parametrize(("by", "where"), [("clerk", "shaft"), ("chair", "school"), ("chair", "county")])
def test_others_and_elsewhere_are_refused(cast: Cast, by: str, where: str) -> None:
    with pytest.raises(Refused):
        _fill(cast, by, where, "member")


@pytest.mark.parametrize("role", [Role.CHAIR, Role.VICE_CHAIR, Role.AUDITOR, Role.OFFICER])
def test_who_leads_or_audits_is_entered_by_the_union_above(cast: Cast, role: Role) -> None:
    with pytest.raises(Refused):
        _fill(cast, "chair", "mine", "member", replace(CLERK, role=role))
    assert _fill(cast, "upper_officer", "school", "member", replace(CLERK, role=role))


def test_nobody_gives_a_post_to_themselves(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        _fill(cast, "chair", "shaft", "chair")


@pytest.mark.parametrize(
    ("who", "role", "possible"),
    [
        ("auditor", Role.CASHIER, False),
        ("auditor", Role.CORRESPONDENT, True),
        ("chair", Role.CASHIER, True),
    ],
)
def test_some_posts_of_one_union_are_apart(cast: Cast, who: str, role: Role, possible: bool) -> None:
    terms = replace(CLERK, role=role)
    if possible:
        assert _fill(cast, "upper_officer", "mine", who, terms)
    else:
        with pytest.raises(NotPossible):
            _fill(cast, "upper_officer", "mine", who, terms)


def test_the_chair_does_not_audit_the_same_union_but_may_another(cast: Cast) -> None:
    audits = replace(CLERK, role=Role.AUDITOR)
    with pytest.raises(NotPossible):
        _fill(cast, "upper_officer", "mine", "chair", audits)
    assert _fill(cast, "upper_officer", "school", "chair", audits)


def test_apart_means_at_the_same_time(cast: Cast) -> None:
    chair = cast.post("chair")
    assert chair.ends
    audits = Terms(Role.AUDITOR, started=chair.ends + timedelta(days=1))
    assert _fill(cast, "upper_officer", "mine", "chair", audits)
    with pytest.raises(NotPossible):
        _fill(cast, "upper_officer", "mine", "chair", replace(audits, started=chair.ends))


def test_a_deputy_of_the_chair_does_not_audit_meanwhile(cast: Cast) -> None:
    name_deputy(cast.actor("upper_officer"), cast.post("chair"), cast.person("member"), started=today(), ends=MONTH)
    with pytest.raises(NotPossible):
        _fill(cast, "upper_officer", "mine", "member", replace(CLERK, role=Role.AUDITOR, started=MONTH))
    later = replace(CLERK, role=Role.AUDITOR, started=MONTH + timedelta(days=1))
    assert _fill(cast, "upper_officer", "mine", "member", later)


def test_an_auditor_does_not_stand_in_for_the_chair(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        name_deputy(
            cast.actor("upper_officer"), cast.post("chair"), cast.person("auditor"), started=today(), ends=MONTH
        )


def test_a_union_has_one_chair_at_a_time(cast: Cast) -> None:
    second = Terms(Role.CHAIR, started=today())
    with pytest.raises(NotPossible, match="2028"):
        _fill(cast, "upper_officer", "mine", "member", second)
    end_post(cast.actor("upper_officer"), cast.post("chair"), YESTERDAY)
    assert _fill(cast, "upper_officer", "mine", "member", second)


def test_a_union_has_as_many_clerks_as_it_likes_each_once(cast: Cast) -> None:
    assert _fill(cast, "chair", "mine", "member")
    with pytest.raises(NotPossible):
        _fill(cast, "chair", "mine", "member")


def test_the_last_day_does_not_lie_before_the_first(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        _fill(cast, "chair", "mine", "member", replace(CLERK, ends=YESTERDAY))


def test_a_union_that_is_gone_gets_no_posts(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("shaft").pk).update(state=State.MERGED)
    with pytest.raises(NotPossible):
        _fill(cast, "chair", "shaft", "member")


@pytest.mark.parametrize("change", [{"died": today()}, {"state": Person.State.MERGED}])
def test_who_is_gone_gets_no_post(cast: Cast, change: dict[str, object]) -> None:
    vars(cast.person("member")).update(change)
    with pytest.raises(NotPossible):
        _fill(cast, "chair", "shaft", "member")


def test_a_post_that_ends_yesterday_gives_nothing_today(cast: Cast) -> None:
    end_post(cast.actor("chair"), cast.post("clerk"), YESTERDAY)
    assert not cast.actor("clerk").may(SEE)
    assert _last_entry().code == "people.post.ended"


def test_a_post_that_ends_today_still_holds(cast: Cast) -> None:
    end_post(cast.actor("chair"), cast.post("clerk"), today())
    assert cast.actor("clerk").may(SEE)


def test_an_ended_post_is_not_drawn_out(cast: Cast) -> None:
    end_post(cast.actor("chair"), cast.post("clerk"), YESTERDAY)
    with pytest.raises(NotPossible):
        end_post(cast.actor("chair"), cast.post("clerk"), MONTH)


def test_a_post_does_not_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        end_post(cast.actor("chair"), cast.post("clerk"), cast.post("clerk").started - timedelta(days=1))


def test_a_chair_is_not_ended_from_below(cast: Cast) -> None:
    with pytest.raises(Refused):
        end_post(cast.actor("chair"), cast.post("auditor"), YESTERDAY)


def test_a_post_entered_by_mistake_is_taken_back_at_once(cast: Cast) -> None:
    post = _fill(cast, "chair", "shaft", "member")
    assert revoke_post(cast.actor("chair"), post).was_revoked
    assert not cast.actor("member").may(SEE)
    assert _fill(cast, "chair", "shaft", "member")
    with pytest.raises(NotPossible):
        revoke_post(cast.actor("chair"), post)


def test_a_deputy_is_named_and_has_the_rights(cast: Cast) -> None:
    name_deputy(cast.actor("chair"), cast.post("clerk"), cast.person("member"), started=today(), ends=MONTH)
    assert cast.actor("member").reach(SEE) == cast.union("mine").subtree
    assert _last_entry().code == "people.deputy.named"


def test_the_holder_alone_names_no_deputy(cast: Cast) -> None:
    with pytest.raises(Refused):
        name_deputy(cast.actor("clerk"), cast.post("clerk"), cast.person("member"), started=today(), ends=MONTH)


@pytest.mark.parametrize(
    ("who", "first", "last"),
    [
        ("clerk", 0, 30),  # the holder
        ("chair", 0, 30),  # who names
        ("member", 30, 0),
        ("member", 0, 400),
        ("member", 0, 10_000),
        ("member", -10_000, 0),
    ],
)
def test_what_makes_no_sense_as_a_deputy_is_refused(cast: Cast, who: str, first: int, last: int) -> None:
    started, ends = today() + timedelta(days=first), today() + timedelta(days=last)
    with pytest.raises(NotPossible):
        name_deputy(cast.actor("chair"), cast.post("clerk"), cast.person(who), started=started, ends=ends)
