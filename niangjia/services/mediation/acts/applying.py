"""A dispute comes: on the phone, in person, or handed over from another service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.models import Matter, State
from niangjia.engines.matters.passing_on import register_receiver
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.mediation import FACE
from niangjia.services.mediation.journal_codes import APPLIED, ENTERED
from niangjia.services.mediation.models import Category, Dispute, Way
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import PROCEDURE
from niangjia.services.mediation.said import Said

if TYPE_CHECKING:
    from niangjia.engines.matters.passing_on import Handed
    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor

LOCK = "SELECT pg_advisory_xact_lock(hashtext('niangjia.mediation.enter'), %s)"


@transaction.atomic
def apply_for_mediation(actor: Actor, matter: Matter, row: Dispute) -> Dispute:
    """Save what the applicant said about a matter that was just opened.

    Raises NotPossible for the same words of the same person while those are under way: two touches make one.
    """
    _refuse_same(matter, row)
    row.matter, row.person = matter, matter.person
    row.save(force_insert=True)
    journal.record(actor, APPLIED if row.way == Way.PORTAL else ENTERED, matter, union=matter.union_id)
    return row


@transaction.atomic
def enter_application(actor: Actor, union: Union, person: Person, row: Dispute) -> Matter:
    """Enter what a worker applied for in person (第十二条: also spoken). Raises Refused, NotPossible.

    Nobody enters the own one.
    """
    require_at(actor, MEDIATE, union)
    if actor.person_id == person.pk:
        raise NotPossible(_("It is your own dispute: apply on the phone; somebody else of the committee sees to it."))
    matter = open_matter(actor, PROCEDURE, union=union, person=person)
    apply_for_mediation(actor, matter, row)
    return matter


def _refuse_same(matter: Matter, row: Dispute) -> None:
    if matter.person_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [matter.person_id % 2**31])
    said = Said.read(row.said.reveal())
    for one in Dispute.objects.filter(person=matter.person_id, matter__state=State.OPEN):
        if Said.read(one.said.reveal()) == said:
            raise NotPossible(_("This application is there already."))


# What other services call it, by our own kinds; whoever accepts it puts right what does not fit.
KINDS = {
    "injury": Category.MONEY,
    "hours": Category.CONDITIONS,
    "safety": Category.CONDITIONS,
    "insurance": Category.CONDITIONS,
    "welfare": Category.CONDITIONS,
}


def _kind(given: str) -> Category:
    if given in Category.values:
        return Category(given)
    return KINDS.get(given, Category.OTHER)


def take_over(actor: Actor, handed: Handed) -> Matter:
    """A dispute that another service hands over: whoever handed it over was asked for the right there.

    Raises NotPossible for what was handed over already and is still under way: two touches of a button make one.
    """
    _once(handed)
    matter = open_matter(PLATFORM, PROCEDURE, union=handed.union, person=handed.person, past=handed.past)
    facts = handed.facts
    category = _kind(str(facts.get("category", "")))
    said = Said(
        name=handed.person.name if handed.person else str(facts.get("name", "")),
        employer=handed.employer.name if handed.employer else str(facts.get("employer", "")),
        claim=handed.words,
    )
    row = Dispute(
        origin=handed.origin,
        matter=matter,
        person=handed.person,
        way=Way.HANDED,
        category=category,
        said=said.packed(),
        amount=facts.get("amount"),
        knew=handed.day,
        left=facts.get("left"),
    )
    row.save(force_insert=True)
    return matter


def _once(handed: Handed) -> None:
    if handed.origin is None:
        return
    Matter.objects.select_for_update().get(pk=handed.origin.pk)
    there = Dispute.objects.filter(origin=handed.origin, matter__state=State.OPEN).select_related("matter").first()
    if there is not None and there.matter is not None:
        raise NotPossible(_("It was handed over already: %(number)s") % {"number": there.matter.number})


register_receiver(PROCEDURE, FACE.title, take_over)
