"""Who stands at the phone: found in the register by document and name, or entered into it; then the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.claiming.actions import claim_record
from niangjia.engines.people.claiming.finding import with_document, with_number
from niangjia.engines.people.claiming.guarding import guarded
from niangjia.engines.people.persons.refusals import AlreadyRegistered
from niangjia.engines.people.persons.registering import register_person
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.limits import Limit
from niangjia.services.joining.consents import agree
from niangjia.services.joining.reading import in_sight, with_person

from .applying import apply_for_membership

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account
    from niangjia.services.joining.said import Said

# A family may share a telephone; nobody enters a hundred people with one.
ENTERED = Limit("joining.phone", most=5, per=timedelta(days=1))
TRIES = 2  # the second finds what somebody else has entered at the same moment


def entered(actor: Actor, union: Union, said: Said) -> tuple[int, Said]:
    """The id of the person whom the document and the name are of; entered at that union if nobody has it.

    With what was said, which then says so.

    Raises AlreadyRegistered if the document is somebody's of another name, Refused, NotPossible.
    """
    for left in reversed(range(TRIES)):
        known = with_document(said.name, said.number)
        if known:
            return known, said
        try:
            with transaction.atomic(), in_scope(Scope(in_sight() | union.itself)):
                return register_person(actor, union, said.person()).pk, replace(said, entered=True)
        except AlreadyRegistered:
            if not left:
                raise
    raise AssertionError


def join_by_phone(
    phone: str,
    address: str,
    union: Union,
    said: Said,
    *,
    way: str,
    drawn: str = "",
    six: str | None = None,
    platform: bool = False,
) -> tuple[Account, Matter]:
    """Let somebody who has proven a telephone apply: the record is found or entered, and linked to an account.

    Outside a transaction: what is counted of wrong tries stays counted. What opens a record here is just what opens
    it at signing in (people/claiming). `six`: how the number ends, of whom a list names with it; a telephone that an
    employer wrote down is nobody's proof. `platform`: a platform named the person, who agreed to that.
    Raises TooMany, NotPossible.
    """
    if not ENTERED.count(phone):
        raise NotPossible(_("Enough requests with this telephone for one day. Ask your union's clerk."))
    done: list[tuple[Account, Matter]] = []
    otherwise = False

    def look() -> list[int]:
        nonlocal otherwise
        if six is not None and said.number[-6:] != six:
            return []
        try:
            with transaction.atomic():
                person, told = entered(PLATFORM, union, said)
                account, _new = claim_record(phone, person, "document")
                done.append(
                    (account, _applied(account, person, union, told, platform=platform, way=way, drawn=drawn))
                )
        except AlreadyRegistered:
            otherwise = True
            return []
        return [person]

    named = with_number(said.number) if six is not None else []
    if not guarded(phone, address, named, look):
        if six is not None and not otherwise:
            told = _("The list names somebody whose ID ends otherwise. Look again, or apply by yourself.")
            raise NotPossible(told, "six")
        told = _(
            "This number is registered with another name. Compare both with your card, or ask the union's clerk."
        )
        raise NotPossible(told, "number" if six is None else "name")
    return done[0]


def _applied(
    account: Account, person_id: int, union: Union, said: Said, *, platform: bool, way: str, drawn: str
) -> Matter:
    actor = actor_of(account)
    with acting(actor), with_person(person_id) as person:
        agree(actor, person, platform=platform)
        return apply_for_membership(actor, person, union, said, way=way, drawn=drawn)
