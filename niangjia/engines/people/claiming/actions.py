"""Verbs: claim a record, say that it is not one's own or wrong, vouch for somebody, settle a note."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT, VOUCH
from niangjia.engines.people.persons.identifying import PHONE
from niangjia.engines.people.persons.models import Person, PersonIdentifier
from niangjia.engines.people.posts.accounts import posts_of
from niangjia.engines.people.posts.actions import is_somebody, may_fill
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.devices.keeping import close_sessions
from niangjia.foundation.access.phones.accounts import keep_phone, number_of, phone_account
from niangjia.foundation.access.phones.marks import phone_mark
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now
from niangjia.foundation.identity import mask_phone
from niangjia.foundation.limits import Limit
from niangjia.foundation.secrets.house import vault

from . import journal_codes as codes
from .models import ClaimNote, Vouch

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account

VOUCH_HOLDS = timedelta(minutes=30)
VOUCHES = Limit("vouch.actor", most=40, per=timedelta(days=1))


@transaction.atomic
def claim_record(number: str, person_id: int, how: str) -> tuple[Account, bool]:
    """Link the person's record to an account of that telephone, both proven before; whether it is a new link.

    `how` is of journal_codes.HOW. What stands in the register is known to others, and written by others: by it alone
    nobody gets at an account that has another telephone, nor at the record of who holds a post. Raises NotPossible.
    """
    with in_scope(Scope(person_id=person_id)):
        person = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person_id)
        if not is_somebody(person):
            raise NotPossible(_("This record can't be used to sign in. Ask your union's clerk."))
        account = person.account if person.account and person.account.is_active else None
        known = number_of(account) if account else ""
        if how != "vouch" and known != number:
            _register_is_enough(person, account, known, how)
        new = account is None
        if account is None:
            account = phone_account(number, person.name)
            person.account = account
            person.save(update_fields=["account"])
        elif known != number:
            close_sessions(account)  # whoever has the former telephone is out
            keep_phone(account, number)
        if new or how == "vouch" or known != number:
            journal.record(actor_of(account), codes.CLAIMED, person, union=person.home_id, data={"how": how})
        Vouch.objects.filter(person=person).delete()
        _note_other_phone(person, number)
    return account, new


def _register_is_enough(person: Person, account: Account | None, known: str, how: str) -> None:
    """Ask whether a telephone that the account does not have opens the record. Raises NotPossible."""
    if posts_of(person):
        raise NotPossible(
            _("You hold a post: whoever may fill it gives you an account, or vouches for you in person.")
        )
    if known or (account and how == "document"):
        raise NotPossible(
            _("This record has an account with another telephone. Sign in with that one, or let your clerk help.")
        )


def _note_other_phone(person: Person, number: str) -> None:
    marks = [digest for _key, digest in vault().digests(PHONE, number)]
    if not PersonIdentifier.objects.filter(person=person, kind=PHONE, digest__in=marks).exists():
        _leave_note(person, ClaimNote.Says.OTHER_PHONE)


def _leave_note(person: Person, says: ClaimNote.Says) -> bool:
    return ClaimNote.objects.get_or_create(person=person, says=says, settled=None)[1]


@transaction.atomic
def report_wrong(actor: Actor, person: Person) -> bool:
    """Let the clerk know that something in one's own record is wrong; whether that is news."""
    _own(actor, person)
    new = _leave_note(person, ClaimNote.Says.WRONG)
    if new:
        journal.record(actor, codes.REPORTED, person, union=person.home_id)
    return new


@transaction.atomic
def disown_record(actor: Actor, account: Account, person: Person) -> None:
    """Undo a link just made: the record is somebody else's. The account stays, without a record."""
    _own(actor, person)
    if posts_of(person):
        raise NotPossible(_("This record holds a post. Ask the union above to mend it."))
    _leave_note(person, ClaimNote.Says.NOT_ME)
    journal.record(actor, codes.DISOWNED, person, union=person.home_id)
    person.account = None
    person.save(update_fields=["account"])
    account.name = mask_phone(number_of(account))
    account.save(update_fields=["name"])


def _own(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        raise NotPossible(_("This is not your record."))


@transaction.atomic
def vouch_for(actor: Actor, person: Person, number: str) -> Vouch:
    """Say that the person stands here with that telephone (E.164): proven within half an hour, it opens the record.

    Whoever lets somebody in could be let in as them: so for the holder of a post the actor must be one who could fill
    it, as for giving an account. Raises Refused, NotPossible.
    """
    actor.require(VOUCH, at=person.home.place)
    if actor.person_id == person.pk:
        raise NotPossible(_("Nobody vouches for themselves: ask somebody else who may."))
    if not is_somebody(person):
        raise NotPossible(_("This person has died, or the record is no more."))
    for post in posts_of(person):
        may_fill(actor, post.union, Role(post.role))
    if not VOUCHES.count(str(actor.account_id)):
        raise NotPossible(_("Enough for one day: go on tomorrow, or let somebody else help."))
    row, _new = Vouch.objects.update_or_create(
        person=person,
        defaults={"mark": phone_mark(number), "by_id": actor.account_id or 0, "expires": now() + VOUCH_HOLDS},
    )
    journal.record(actor, codes.VOUCHED, person, union=person.home_id)
    return row


@transaction.atomic
def settle_note(actor: Actor, note: ClaimNote) -> None:
    """The clerk has looked at it. Raises Refused."""
    person = note.person
    actor.require(EDIT, at=person.home.place)
    if note.settled is None:
        note.settled = now()
        note.save(update_fields=["settled"])
        journal.record(actor, codes.SETTLED, person, union=person.home_id)
