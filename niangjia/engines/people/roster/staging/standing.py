"""What else stands on persons whom a list entered or changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.leaving import standing_on_membership
from niangjia.engines.people.memberships.models import Membership, MembershipChange
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.moving import relations

from .hooks import standing_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .changing import Done

# What entering leaves of everybody, and so says nothing; how many of each is looked at beside.
OWN = frozenset({"people.personname.person", "people.personidentifier.person", "people.identitydocument.person",
                 "people.sealeddetail.person", "people.employment.person", "people.membership.person",
                 "people.expected.person"})  # fmt: skip


class Obstacle(NamedTuple):
    """A row of the list whose person something else stands on, and what, in words."""

    number: int
    person: int
    sentence: str


def obstacles_of(done: Sequence[Done]) -> list[Obstacle]:
    """What stands on these, in the order of the list."""
    numbers = {one.person: one.number for one in done}
    entered = [one for one in done if one.entered]
    found = [*_changed_since(entered), *_merged([one for one in done if not one.entered])]
    found += [*_pointing([one.person for one in entered]), *_stepped(done)]
    found += _on_memberships(done)
    found += standing_on([one.person for one in done if one.entered or one.membership])
    seen: dict[int, str] = {}
    for person, sentence in found:
        seen.setdefault(person, sentence)
    return sorted(
        Obstacle(numbers[person], person, sentence) for person, sentence in seen.items() if person in numbers
    )


def _changed_since(entered: Sequence[Done]) -> Iterator[tuple[int, str]]:
    persons = Person.objects.in_bulk([one.person for one in entered])
    for one in entered:
        person = persons.get(one.person)
        if person is None:
            yield one.person, _("The record is kept by another union now.")
        elif person.state == Person.State.ERASED:
            continue
        elif person.state == Person.State.MERGED:
            yield one.person, _("The record was merged with another.")
        elif person.changed != person.created:
            yield one.person, _("The record was changed since.")
        elif person.account_id:
            yield one.person, _("The person signs in with an account.")


def _merged(changed: Sequence[Done]) -> Iterator[tuple[int, str]]:
    ids = [one.person for one in changed]
    for person in Person.objects.filter(pk__in=ids, state=Person.State.MERGED).values_list("pk", flat=True):
        yield person, _("The record was merged with another.")


def _pointing(ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Rows of whatever app that point to them by a foreign key; which, is said of the register's own alone."""
    for relation in relations():
        if relation.name in OWN:
            continue
        model = apps.get_model(relation.model)
        rows = model._default_manager.filter(**{f"{relation.field}__in": ids})
        for person in rows.values_list(relation.field, flat=True).distinct():
            if relation.of_register:
                yield person, _("It is used by: %(what)s.") % {"what": model._meta.verbose_name}
            else:
                yield person, _("It is used elsewhere.")


def _on_memberships(done: Sequence[Done]) -> Iterator[tuple[int, str]]:
    """What is said to stand on memberships that the list began: undoing it revokes them."""
    begun = [one.membership for one in done if one.membership]
    for membership in Membership.objects.filter(pk__in=begun).select_related("person").iterator():
        for sentence in standing_on_membership(membership):
            yield membership.person_id, sentence


def _stepped(done: Sequence[Done]) -> Iterator[tuple[int, str]]:
    """Memberships that the list began and that have gone on since; and others that came."""
    begun = {one.membership: one.person for one in done if one.membership}
    steps = Counter(MembershipChange.objects.filter(membership__in=begun).values_list("membership", flat=True))
    for membership, person in begun.items():
        if steps[membership] > 1:
            yield person, _("The membership has changed since.")
    entered = {one.person: one.membership for one in done if one.entered}
    several: defaultdict[int, set[int]] = defaultdict(set)
    for person, membership in Membership.objects.filter(person__in=entered).values_list("person", "pk"):
        several[person].add(membership)
    for person, memberships in several.items():
        if memberships - {entered[person]}:
            yield person, _("Another membership came since.")
