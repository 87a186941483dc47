"""Somebody applies: for membership, or, being a member elsewhere, for a transfer. One request at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Person
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today
from niangjia.services.joining.finding import takes_in
from niangjia.services.joining.journal_codes import APPLIED, ASKED
from niangjia.services.joining.messages import MOVE_ASKED
from niangjia.services.joining.models import Application
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import (
    handling_union,
    lacks_of,
    least_age,
    living_membership,
    require_here,
    too_young,
    with_person,
)
from niangjia.services.joining.said import DIGEST, Said

from .calling_off import call_off

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Membership, Union
    from niangjia.foundation.access.actor import Actor

JOIN, TRANSFER, CHANGE = "joining.join", "joining.transfer", "joining.change"
SECONDED = "member.secondment_move_months"
Kind, Way = Application.Kind, Application.Way
JOINING = (Kind.JOIN, Kind.TRANSFER)  # whoever asks so wants to be a member there


class UnderWay(NotPossible):
    """The person has a request under way; `matter` is the id of its matter."""

    def __init__(self, request: Application | None) -> None:
        if request and request.kind == Kind.CHANGE and request.way == Way.UNION:
            told = _("Your union has proposed to change your membership: that is decided first. See My matters.")
        else:
            told = _("You have asked already: one request at a time. See how it goes under My matters.")
        super().__init__(told)
        self.to_others = _("This person has a request under way: one at a time.")
        self.request = request
        self.matter = request.matter_id if request else None


class MemberHere(NotPossible):
    """The person is a member of that union already."""

    def __init__(self, union: Union) -> None:
        super().__init__(_("%(union)s has this member already.") % {"union": union.name})


def age_refusal(union: Union) -> str:
    """Why somebody too young can't join."""
    told = {"years": least_age(union)}
    return _("Nobody can join before the age of %(years)s: the law forbids employing younger people.") % told


@transaction.atomic
def apply_for_membership(
    actor: Actor,
    person: Person,
    union: Union,
    said: Said,
    *,
    way: str = Way.SELF,
    drawn: str = "",
    signed: datetime | None = None,
) -> Matter:
    """Ask for membership in a union; of who is a member elsewhere, for a transfer to it.

    The person asks, or who handles requests there with what the person signed. The person's row is locked, so of two
    requests at once one comes second. `drawn` is a signature as `signature.drawn_in` gives it; `signed` when a paper
    was signed, of who applied by one.
    Raises Refused, NotPossible, UnderWay.
    """
    if actor.person_id != person.pk:
        require_here(actor, handling_union(union))
    if not takes_in(union):
        raise NotPossible(_("Nobody can apply to this union here."))
    with with_person(person.pk, union) as held:
        if actor.person_id == person.pk:
            _goes_on(actor, held)
        hold_person(held)
        if held.died or held.state in OVER:
            raise NotPossible(_("This record can't be used."))
        complete_record(held, said)
        if too_young(held.born, union):
            raise NotPossible(age_refusal(union), "born" if said.born else "number")
        if membership := living_membership(held):
            row = _application(held, union, said, way, Kind.TRANSFER)
            row.drawn, row.signed = drawn or None, signed or row.signed
            return _transfer(actor, held, membership, row)
        if "born" in lacks_of(held):
            raise NotPossible(_("Say when you were born: your document does not tell it."), "born")
        row = _application(held, union, said, way, Kind.JOIN)
        row.drawn, row.signed = drawn or None, signed or row.signed
        # Said from the start: what a correction would lead to is read from the drawing, which asks for it.
        return opened(actor, row, held, {"moved": False, "already": False})


@transaction.atomic
def ask_for_transfer(
    actor: Actor,
    person_id: int,
    to: Union,
    *,
    way: str = Way.UNION,
    months: int | None = None,
    given: Application | None = None,
    decided: bool = False,
) -> Matter:
    """Ask that a member be transferred: the member, the union that has the membership, or the one that it goes to.

    `months`: for how long the member is seconded; for less than the rules say, the membership stays. `given`: the
    request to join that turned out to be one for a transfer; what was said and signed goes on with it.
    `decided`: the committee there takes the member in, also if the union's door was closed meanwhile.
    Raises Refused for anybody else, NotPossible, UnderWay.
    """
    if not decided and not takes_in(to):
        raise NotPossible(_("Nobody can be transferred to this union."))
    least = value(SECONDED, on=today(), unions=[one.pk for one in reversed(path(to))]).count
    if months is not None and months < least:
        told = _("Who is seconded for less than %(count)s months stays a member where they are.")
        raise NotPossible(told % {"count": least}, "months")
    with with_person(person_id, to) as held:
        hold_person(held)
        membership = living_membership(held)
        if membership is None:
            raise NotPossible(_("This person is no member: nothing is to be transferred."))
        row = _application(held, to, Said(name=held.name), way, Kind.TRANSFER)
        if given is not None:
            row.way, row.said, row.text, row.signed = given.way, given.said.reveal(), given.text, given.signed
            row.drawn = given.drawn.reveal() if given.drawn else None
        if months is not None:
            row.reason = json.dumps({"seconded": months})
        return _transfer(actor, held, membership, row)


def complete_record(person: Person, said: Said) -> None:
    """Enter what the record lacks because no document tells it, as the person says it; what is there stays."""
    lacks = lacks_of(person)
    if given := {name: value for name, value in said.untold().items() if name in lacks}:
        correct_person(PLATFORM, person, **given)  # type: ignore[arg-type]


def _goes_on(actor: Actor, person: Person) -> None:
    """Whoever goes where there is work need not wait until it is decided that the membership rests."""
    lock_person(person)
    there = open_request(person)
    if there is None or there.matter is None or not living_membership(person):
        return
    if there.kind == Kind.CHANGE and there.matter.variables.get("what") == "retain":
        call_off(actor, there.matter.pk)


def hold_person(person: Person) -> None:
    """Lock who asks. Raises UnderWay for who has something under way."""
    lock_person(person)
    if open_one := open_request(person):
        raise UnderWay(open_one)


def lock_person(person: Person) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def open_request(person: Person) -> Application | None:
    """What the person has under way."""
    return Application.objects.select_related("union", "matter").filter(person=person, ended=None).first()


def _application(person: Person, union: Union, said: Said, way: str, kind: str) -> Application:
    signed = way in (Way.SELF, Way.INVITED, Way.ROLL)
    return Application(
        kind=kind,
        way=way,
        person=person,
        union=union,
        said=said.packed(),
        text=DIGEST if signed else "",
        signed=now() if signed else None,
    )


def _transfer(actor: Actor, person: Person, membership: Membership, row: Application) -> Matter:
    row.origin = origin = handling_union(membership.union)
    if actor.person_id != person.pk and not holds_at(actor, DECIDE, origin):
        require_here(actor, handling_union(row.union))
    if origin.pk == handling_union(row.union).pk:
        raise MemberHere(origin)
    upper = origin.parent or origin
    return opened(actor, row, person, {"old": [origin.pk], "upper": [upper.pk]}, told=MOVE_ASKED)


def opened(
    actor: Actor, row: Application, person: Person, variables: Mapping[str, Any] | None = None, *, told: str = ""
) -> Matter:
    """Save a request of somebody who is held, and open its matter. Raises UnderWay.

    `told`: the kind of message to the person, if it is not the own doing.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the last net: the person's lock lets nobody else here
        raise UnderWay(None) from None
    key = {Kind.JOIN: JOIN, Kind.TRANSFER: TRANSFER, Kind.CHANGE: CHANGE}[Kind(row.kind)]
    # Who asks is noted below; that the drawing begins is ours, for the old union has no post in the new one.
    opener = actor if actor.person_id == person.pk else PLATFORM
    union = handling_union(row.union)
    # The row is there before its matter, whose first step may look at it.
    matter = open_matter(opener, key, union=union, person=person, about=row, variables=variables)
    row.matter = matter
    row.save(update_fields=["matter"])
    if row.kind != Kind.CHANGE:
        journal.record(actor, APPLIED if row.kind == Kind.JOIN else ASKED, matter, union=union.pk)
    if told and row.signed is None and actor.person_id != person.pk:
        send(PLATFORM, told, person, union=union, key=f"joining.begun.{matter.pk}")
    return matter
