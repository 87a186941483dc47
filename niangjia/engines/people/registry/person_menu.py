"""What can be done with a person now, by whom it may be done: the menu of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.memberships.pages.acts import ACTS
from niangjia.engines.people.memberships.steps import MAY_BECOME
from niangjia.engines.people.permissions import EDIT, ERASE, MERGE, MOVE, VOUCH
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.memberships.models import Membership
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.web.pieces import Words

ON_THE_LINE = ("reinstate", "revoke")  # beside the membership that they mend


@dataclass(frozen=True)
class Choice:
    """An entry of the menu. `first` is what the record asks for most."""

    words: Words
    url: str
    icon: str
    first: bool = False


def menu(actor: Actor, person: Person, living: Membership | None) -> list[tuple[Words, list[Choice]]]:
    """The entries in groups with a heading; without those that the actor may not do or that do not fit."""
    if person.state in OVER:
        return []
    groups: list[tuple[Words, list[Choice]]] = [
        (_("Record"), list(_record(actor, person))),
        (_("Membership"), list(_membership(actor, person, living))),
        (_("Rarely"), list(_rare(actor, person))),
    ]
    return [(title, entries) for title, entries in groups if entries]


def _to(route: str, *args: object) -> str:
    return reverse(f"people:{route}", args=args)


def _record(actor: Actor, person: Person) -> Iterator[Choice]:
    if actor.may(VOUCH, at=person.home.place) and not person.died:
        yield Choice(_("Vouch for them to sign in"), _to("vouch", person.pk), "key")
    if not actor.may(EDIT, at=person.home.place):
        return
    if person.state == Person.State.INCOMPLETE:
        yield Choice(_("Complete"), _to("complete", person.pk), "id-badge-2", first=True)
    yield Choice(_("Correct"), _to("correct", person.pk), "pencil")
    yield Choice(_("Add a document"), _to("add_document", person.pk), "plus")
    yield Choice(_("Add telephone, address, card"), _to("add_detail", person.pk), "phone")
    yield Choice(_("Add a relative"), _to("add_relative", person.pk), "heart")
    if not person.died:
        yield Choice(_("Add work"), _to("add_work", person.pk), "briefcase")


def _membership(actor: Actor, person: Person, living: Membership | None) -> Iterator[Choice]:
    if living is None:
        if not person.died and actor.may(EDIT, at=person.home.place):
            yield Choice(_("Enrol"), _to("enrol", person.pk), "user-plus", first=True)
        return
    if not actor.may(MOVE, at=living.union.place):
        return
    if State.TRANSFERRED in MAY_BECOME[living.state]:
        yield Choice(_("Transfer"), _to("membership_transfer", person.pk, living.pk), "building-community")
    for act in ACTS:
        if act.key not in ON_THE_LINE and act.fits(living):
            first = act.key in ("resume", "call-back")
            yield Choice(act.title, _to("membership_step", person.pk, living.pk, act.key), act.icon, first)


def _rare(actor: Actor, person: Person) -> Iterator[Choice]:
    place = person.home.place
    if actor.may(MERGE, at=place):
        yield Choice(_("Merge records"), _to("merge_find", person.pk), "users")
    if actor.may(MOVE, at=place):
        if person.died:
            yield Choice(_("Take back the death"), _to("no_death", person.pk), "refresh")
        else:
            yield Choice(_("Record the death"), _to("death", person.pk), "minus")
    if actor.may(ERASE, at=place):
        yield Choice(_("Erase the data"), _to("erase", person.pk), "trash")
