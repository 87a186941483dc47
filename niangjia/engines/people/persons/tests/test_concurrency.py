"""On real connections, with real commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from django.db import connections

from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.memberships.leaving import withdraw_member
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.recounting import recount

from .samples import DAY, Office, office, resident_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.harness.people import Cast

    Deed = Callable[[Office], object]


def at_once(cast: Cast, deeds: Sequence[Deed]) -> list[str]:
    """Do all of them at the same moment, each in a transaction and on a connection of its own; how each ended."""
    start, _ = Barrier(len(deeds)), cast.actor("clerk")

    def do(deed: Deed) -> str:
        try:
            with office(cast) as at_work:
                start.wait(10)
                deed(at_work)
        except NotPossible:
            return "refused"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as hands:
        return sorted(hands.map(do, deeds))


def test_who_is_enrolled_twice_at_once_is_one_member(committed: str, cast: Cast) -> None:
    with office(cast) as mine:
        person = mine.complete()

    def deed(at_work: Office) -> None:
        enrol(at_work.actor, Person.objects.get(pk=person.pk), at_work.mine, origin="application", day=DAY)

    assert at_once(cast, [deed] * 4) == ["done", "refused", "refused", "refused"]
    with acting(cast.actor("clerk")):
        assert Membership.objects.filter(person=person).count() == 1
        assert mine.totals() == {"": 1}


def test_a_document_registered_twice_at_once_is_one_person(committed: str, cast: Cast) -> None:
    document = resident_id()
    assert at_once(cast, [lambda at_work: at_work.register("李雷", document)] * 4).count("done") == 1
    with acting(cast.actor("clerk")):
        assert Person.objects.filter(name="李雷").count() == 1


def test_of_two_ends_of_a_membership_one_holds(committed: str, cast: Cast) -> None:
    with office(cast) as mine:
        membership = mine.member()
    deeds: list[Deed] = [
        lambda at_work: withdraw_member(at_work.actor, Membership.objects.get(pk=membership.pk), day=DAY),
        lambda at_work: transfer_membership(
            at_work.actor, Membership.objects.get(pk=membership.pk), at_work.union("workshop"), day=DAY
        ),
    ]
    assert at_once(cast, deeds) == ["done", "refused"]
    with acting(cast.actor("clerk")):
        assert len(mine.totals()) == Membership.objects.filter(person=membership.person, state="active").count()


def test_totals_are_right_after_many_at_once(committed: str, cast: Cast) -> None:
    def deed(at_work: Office) -> None:
        membership = at_work.member(at="workshop")
        correct_person(at_work.actor, membership.person, education="10")
        transfer_membership(at_work.actor, membership, at_work.mine, day=DAY)

    assert at_once(cast, [deed] * 8) == ["done"] * 8
    with acting(cast.actor("clerk")):
        wrong = recount([mine.pk for mine in (cast.union("mine"), cast.union("workshop"))])
    # The cast was made past the actions, so that its own totals are all that was wrong.
    with acting(cast.actor("clerk")):
        assert Office(cast, cast.actor("clerk")).totals(facet="education")["10"] == 8
        assert recount([cast.union("mine").pk, cast.union("workshop").pk]) == 0
    assert wrong > 0


def test_two_merges_the_other_way_round_do_not_wait_for_each_other_for_ever(committed: str, cast: Cast) -> None:
    with office(cast) as mine:
        one, two = mine.complete("李雷"), mine.register("李雷")

    def into(keep: Person, lose: Person) -> Deed:
        return lambda at_work: merge_persons(
            at_work.actor, Person.objects.get(pk=keep.pk), Person.objects.get(pk=lose.pk)
        )

    assert at_once(cast, [into(one, two), into(two, one)]) == ["done", "refused"]
