"""Taking back what a part of a list did: whom it entered is erased, what it changed is as before."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from niangjia.engines import journal
from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.memberships.models import LIVING, Membership, MembershipChange
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.changing import OVER, lock_persons
from niangjia.engines.people.persons.completing import settle_completeness
from niangjia.engines.people.persons.erasing import KEPT
from niangjia.engines.people.persons.identifying import settle_identifiers
from niangjia.engines.people.persons.models import (
    IdentityDocument,
    Person,
    PersonIdentifier,
    PersonName,
    SealedDetail,
)
from niangjia.engines.people.persons.naming import write_tokens
from niangjia.engines.people.roster.models import Expected, Roster
from niangjia.engines.people.totals.keeping import counts_of
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.clock import now, today

from .changing import BELONGING, DETAILS, set_field
from .differing import OPEN, TOLD, written
from .journal_codes import TAKEN_BACK
from .standing import obstacles_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.totals.keeping import Counts
    from niangjia.foundation.access.actor import Actor

    from .changing import Done
    from .rows import Change

PLAIN = frozenset({*OPEN, *TOLD, "name", "home"})


def take_back(actor: Actor, roster: Roster, done: Sequence[Done]) -> tuple[int, int, Counts]:
    """Take these back; answers of how many records, how many were left alone, and by what the totals differ.

    What was changed again since stays as it is. The steps of memberships and the journal stay, as everywhere.
    """
    persons = {person.pk: person for person in lock_persons([one.person for one in done])}
    standing = {obstacle.person for obstacle in obstacles_of(done)}
    gone = {person.pk for person in persons.values() if person.state in OVER}
    left = persons.keys() - standing - gone
    mine = [one for one in done if one.person in left]
    before = counts_of(persons[one.person] for one in mine)
    _revoke([one.membership for one in mine if one.membership])
    _erase([persons[one.person] for one in mine if one.entered])
    for one in mine:
        if not one.entered:
            _restore(persons[one.person], one)
    told = {"list": str(roster.pk)}
    journal.record_many(
        actor, [journal.Draft(TAKEN_BACK, persons[one.person], persons[one.person].home_id, told) for one in mine]
    )
    after = counts_of(Person.objects.filter(pk__in=[one.person for one in mine]))
    after.subtract(before)
    return len(mine), len(done) - len(mine), after


def _revoke(memberships: Sequence[int]) -> None:
    """As `revoke_membership`: it never was."""
    rows = Membership.objects.filter(pk__in=memberships, state__in=LIVING)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(state=Standing.REVOKED, ended=today())
    MembershipChange.objects.bulk_create(
        [MembershipChange(membership_id=pk, state=Standing.REVOKED, day=today()) for pk in ids], batch_size=1000
    )


def _erase(persons: Sequence[Person]) -> None:
    """As `erase_person`: nothing personal is left, and nobody finds the record."""
    ids = [person.pk for person in persons]
    for model in (PersonName, PersonIdentifier, IdentityDocument, SealedDetail, Employment, Expected):
        model._default_manager.filter(person__in=ids).delete()
    Membership.objects.filter(person__in=ids).update(origin_note="", number="")
    blank = Person(state=Person.State.ERASED, changed=now())
    names = [field.name for field in Person._meta.concrete_fields if field.name not in KEPT]
    Person.objects.filter(pk__in=ids).update(changed=blank.changed, **{name: getattr(blank, name) for name in names})


def _restore(person: Person, one: Done) -> None:
    untouched = one.became and datetime.fromisoformat(one.became) == person.changed
    fields = [change for change in one.changes if change.field in PLAIN and _can_be_restored(person, change)]
    for change in fields:
        set_field(person, change.field, change.old)
    if fields:
        names = {change.field for change in fields}
        extra = {"name_key"} if "name" in names else set()
        person.save(update_fields=sorted({*names, *extra}))
        if "name" in names:
            write_tokens([person])
    _restore_rows(person, one)
    settle_identifiers([person.pk])
    settle_completeness(person)
    # As if it had never been: the list that entered the record can then be undone as well.
    person.changed = datetime.fromisoformat(one.was) if untouched else now()
    Person.objects.filter(pk=person.pk).update(changed=person.changed, listed=None)


def _can_be_restored(person: Person, change: Change) -> bool:
    if change.field == "home" and not Union.objects.filter(pk=int(change.old), state__in=STANDING).exists():
        return False  # that union was merged or dissolved since: the record stays where it is
    return _still(person, change)


def _still(person: Person, change: Change) -> bool:
    """Whether the list's value still stands."""
    value = person.home_id if change.field == "home" else getattr(person, change.field)
    return written(value) == change.new


def _restore_rows(person: Person, one: Done) -> None:
    IdentityDocument.objects.filter(person=person, pk__in=one.made.get("document", [])).delete()
    Employment.objects.filter(person=person, pk__in=one.made.get("employment", []), ended=None).delete()
    Expected.objects.filter(person=person, pk__in=one.made.get("expected", [])).delete()
    for change in one.changes:
        if change.field in DETAILS:
            _restore_detail(person, change, one.made.get("detail", []))
        elif change.field in BELONGING:
            _restore_membership(person, change)
        elif change.field == "expected":
            _restore_expected(person, change)


def _restore_expected(person: Person, change: Change) -> None:
    """The application that was awaited before the list made a member of the person is awaited again."""
    union, since, roster = change.old.split(" ")
    if Membership.objects.filter(person=person, state__in=LIVING).exists():
        return
    known = Roster.objects.filter(pk=roster).first() if roster else None
    Expected.objects.get_or_create(
        person=person, defaults={"union_id": int(union), "roster": known, "since": date.fromisoformat(since)}
    )


def _restore_detail(person: Person, change: Change, made: Sequence[int]) -> None:
    rows = SealedDetail.objects.filter(person=person, kind=DETAILS[change.field])
    for row in rows:
        if row.value.reveal() != change.new:
            continue
        if row.pk in made:
            row.delete()
        elif change.old:
            row.value = change.old
            row.save(update_fields=["value"])


def _restore_membership(person: Person, change: Change) -> None:
    name = BELONGING[change.field]
    membership = Membership.objects.filter(person=person, state__in=LIVING).first()
    if membership and written(getattr(membership, name)) == change.new:
        day = change.field != "member_number"
        setattr(membership, name, (date.fromisoformat(change.old) if change.old else None) if day else change.old)
        membership.save(update_fields=[name])
