from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.consents import purposes as registry
from niangjia.engines.people.consents.actions import give_consent, withdraw_consent
from niangjia.engines.people.consents.models import Consent
from niangjia.engines.people.consents.purposes import MESSAGES, Purpose, UnknownPurpose, register_purpose
from niangjia.engines.people.consents.reading import has_consented, standings, who_consented
from niangjia.engines.people.persons.moving import relations
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Refused, actor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("db")
KEY = MESSAGES.key


@pytest.fixture
def member(cast: Cast) -> Iterator[Actor]:
    actor = actor_of(cast["member"])
    with acting(actor):
        yield actor


@pytest.fixture
def own(cast: Cast, member: Actor) -> Person:
    return cast.person("member")


def test_holds_once_it_was_given(member: Actor, own: Person) -> None:
    give_consent(member, own, KEY)
    assert has_consented(own.pk, KEY)


def test_nobody_has_agreed_by_saying_nothing(own: Person) -> None:
    assert not has_consented(own.pk, KEY)


def test_ends_at_once_when_taken_back(member: Actor, own: Person) -> None:
    give_consent(member, own, KEY)
    assert withdraw_consent(member, own, KEY)
    assert not has_consented(own.pk, KEY)


def test_stays_as_proof_after_it_was_taken_back(member: Actor, own: Person) -> None:
    give_consent(member, own, KEY)
    withdraw_consent(member, own, KEY)
    row = Consent.objects.get(person=own)
    assert (row.digest, row.withdrawn is not None) == (MESSAGES.digest, True)


def test_taking_back_what_was_not_given_changes_nothing(member: Actor, own: Person) -> None:
    assert not withdraw_consent(member, own, KEY)


def test_giving_twice_is_one_consent(member: Actor, own: Person) -> None:
    assert give_consent(member, own, KEY) == give_consent(member, own, KEY)


def test_other_words_are_asked_anew(member: Actor, own: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    give_consent(member, own, KEY)
    monkeypatch.setitem(registry._known, KEY, Purpose(KEY, "短信", "另有用途", version=2))
    assert not has_consented(own.pk, KEY)
    [standing] = [found for found in standings(own) if found.purpose.key == KEY]
    assert standing.outdated
    give_consent(member, own, KEY)
    assert has_consented(own.pk, KEY)


def test_what_comes_up_on_occasion_is_listed_once_given(
    member: Actor, own: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sample.occasion"
    monkeypatch.setitem(registry._known, key, Purpose(key, "一次性", "仅此一事", on_occasion=True))
    assert key not in {found.purpose.key for found in standings(own)}
    give_consent(member, own, key)
    assert key in {found.purpose.key for found in standings(own)}


def test_refuses_to_agree_for_somebody_else(cast: Cast) -> None:
    clerk = actor_of(cast["clerk"])
    with acting(clerk), pytest.raises(NotPossible):
        give_consent(clerk, cast.person("member"), KEY)


def test_a_clerk_enters_what_was_signed_on_paper(cast: Cast) -> None:
    clerk = actor_of(cast["clerk"])
    with acting(clerk):
        consent = give_consent(clerk, cast.person("member"), KEY, on_paper=True)
    assert consent.way == Consent.Way.PAPER


def test_refuses_a_paper_from_who_may_not_correct(cast: Cast) -> None:
    leader = actor_of(cast["group_leader"])
    with acting(leader), pytest.raises(Refused):
        give_consent(leader, cast.person("group_leader"), KEY, on_paper=True)


def test_refuses_purposes_that_nobody_registered(member: Actor, own: Person) -> None:
    with pytest.raises(UnknownPurpose):
        give_consent(member, own, "no.purpose")


def test_the_journal_says_which_purpose(member: Actor, own: Person) -> None:
    give_consent(member, own, KEY)
    entry = Entry.objects.get(code="people.consent.given")
    assert (entry.subject_id, entry.data) == (str(own.pk), {"purpose": KEY})


def test_is_hidden_outside_the_scope(cast: Cast, member: Actor, own: Person) -> None:
    give_consent(member, own, KEY)
    with acting(actor_of(cast["other_clerk"])):
        assert who_consented([own.pk], KEY) == set()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_consent")
            assert cursor.fetchone()[0] == 0


def test_what_was_taken_back_stays_so_after_a_merge(cast: Cast) -> None:
    clerk = actor_of(cast["clerk"])
    with acting(clerk):
        keep, lose = cast.person("worker"), cast.person("member")
        give_consent(clerk, keep, KEY, on_paper=True)
        withdraw_consent(clerk, keep, KEY, on_paper=True)
        give_consent(clerk, lose, KEY, on_paper=True)
        [relation] = [found for found in relations() if found.name == "people.consent.person"]
        relation.how(keep, lose)
        assert not has_consented(keep.pk, KEY)
        assert Consent.objects.filter(person=keep).count() == 2


def test_refuses_two_meanings_of_one_key() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        register_purpose(Purpose(KEY, "x", "y"))
