"""A concern goes on in another service (mediation), and what another service hands over becomes a concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.acts.matters import RECUSED
from niangjia.engines.matters.acts.notes import living_of
from niangjia.engines.matters.models import Event, Matter, State
from niangjia.engines.matters.passing_on import Handed, pass_on, receivers, register_receiver
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import may_act
from niangjia.engines.rules.deadlines import not_ours
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import SHANGHAI
from niangjia.services.concerns import FACE
from niangjia.services.concerns.choices import Category, Choice, Kind, Way
from niangjia.services.concerns.journal_codes import AGREED
from niangjia.services.concerns.models import Concern, Confidential
from niangjia.services.concerns.reading import BROUGHT, CONCERN, concern_of, said_of
from niangjia.services.concerns.said import Said

from .bringing import Brought, opened

if TYPE_CHECKING:
    from niangjia.engines.rules.deadlines import LastDay
    from niangjia.foundation.access.actor import Actor


def goes_to() -> dict[str, str]:
    """Where a concern can go on, by the key of the procedure."""
    return {key: str(title) for key, title in receivers().items() if key != CONCERN}


def sent_back_until(matter: Matter) -> LastDay | None:
    """By when the union to which it was passed on gives it back, if it is not theirs; None where it came to them.

    Nor does a union give back what it has because all below who could handle it keep out.
    """
    if matter.procedure not in BROUGHT or matter.phase != "registered":
        return None
    moves = Event.objects.filter(matter=matter.pk, kind=Event.Kind.TRANSFERRED)
    last = moves.order_by("-pk").first()
    if last is None or last.outcome == RECUSED:
        return None
    return not_ours(last.at.astimezone(SHANGHAI).date())


def may_pass(actor: Actor, matter: Matter) -> bool:
    """Whether the actor has a step of a concern with a name."""
    if matter.procedure != CONCERN or not matter.is_open:
        return False
    if Confidential.objects.filter(concern__matter=matter).exists():
        return False  # other services name both sides: the worker is asked first, in the dialogue
    return any(may_act(actor, task, matter) for task in living_of(matter) if not task.for_applicant)


@transaction.atomic
def hand_on(actor: Actor, matter: Matter, key: str, *, agreed: bool) -> Matter:
    """Let another service go on with it; the concern itself is answered here all the same.

    The worker must have agreed: it is the party who applies there (劳动争议调解仲裁法 第十条、第十二条), and the
    employer learns the name. It takes along the unit that must not learn of it. Raises Refused, NotPossible; also
    while it goes on there.
    """
    locked_open(matter.pk)
    if not may_pass(actor, matter):
        raise Refused(_("This step is for others: who does it follows from a post in that very union."))
    if not agreed:
        raise NotPossible(_("Ask the worker first: the employer will learn the name."), "agreed")
    concern = concern_of(matter)
    said = said_of(concern)
    if Matter.objects.filter(pk=concern.goes_on.get(key), state=State.OPEN).exists():
        raise NotPossible(_("It goes on there already."))
    handed = Handed(
        union=matter.union,
        words=said.wants or said.text,
        person=matter.person,
        employer=concern.employer,
        day=concern.since,
        past=matter.bypassed,
        origin=matter,
        facts={"category": concern.category, "employer": said.employer, "name": said.name},
    )
    made = pass_on(actor, key, handed)
    Concern.objects.filter(pk=concern.pk).update(goes_on={**concern.goes_on, key: made.pk})
    journal.record(actor, AGREED, matter, union=matter.union_id, data={"to": made.number})
    return made


def take_over(actor: Actor, handed: Handed) -> Matter:
    """What was heard elsewhere, as a visit; whoever handed it over was asked for the right there."""
    category = str(handed.facts.get("category", ""))
    said = Said(
        text=handed.words,
        name="" if handed.person else str(handed.facts.get("name", "")),
        employer="" if handed.employer else str(handed.facts.get("employer", "")),
    )
    facts = {
        "kind": Kind.CLAIM,
        "category": category if category in Category.values else Category.OTHER,
        "employer": handed.employer,
        "since": handed.day,
    }
    return opened(PLATFORM, handed.union, handed.past, handed.person, Brought(Choice.OWN, said, facts, Way.VISIT))


register_receiver(CONCERN, FACE.title, take_over)
