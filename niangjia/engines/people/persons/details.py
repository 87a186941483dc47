"""Phones, addresses and bank cards: sealed; by their phones people are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.identity import BankCard, Phone, examine_bank_card, examine_phone

from .changing import changing, store
from .identifying import identify
from .journal_codes import DETAIL_ADDED, DETAIL_REMOVED, DETAIL_REPLACED
from .models import Person, SealedDetail

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .values import PersonData

Kind = SealedDetail.Kind
LONGEST_ADDRESS = 200


def fit_detail(kind: str, text: str) -> str:
    """The value as it is stored: a phone in E.164 without extension, a card's digits. Raises NotPossible."""
    match Kind(kind):
        case Kind.PHONE:
            phone = examine_phone(text)
            return phone.number if isinstance(phone, Phone) else _refuse(str(phone.label))
        case Kind.BANK_CARD:
            card = examine_bank_card(text)
            return card.number if isinstance(card, BankCard) else _refuse(str(card.label))
        case Kind.ADDRESS:
            address = " ".join(text.split())
            return address if 0 < len(address) <= LONGEST_ADDRESS else _refuse(_("This is no address."))


def _refuse(sentence: str) -> str:
    raise NotPossible(sentence)


def new_details(person: Person, data: PersonData) -> None:
    """Save what is given of a person who has nothing yet. Raises NotPossible."""
    given = [(Kind.PHONE, phone) for phone in data.phones]
    given += [(Kind.ADDRESS, data.address)] if data.address.strip() else []
    given += [(Kind.BANK_CARD, data.bank_card)] if data.bank_card.strip() else []
    for kind, value in dict.fromkeys((kind, fit_detail(kind, text)) for kind, text in given):
        append_detail(person, kind, value)


def append_detail(person: Person, kind: str, value: str) -> SealedDetail:
    """Save a value behind those of its kind."""
    last = SealedDetail.objects.filter(person=person, kind=kind).aggregate(last=Max("position"))["last"]
    row = SealedDetail(person=person, kind=kind, position=0 if last is None else last + 1)
    row.value = value
    row.save(force_insert=True)
    return row


def values_of(person: Person, kind: str) -> list[str]:
    """The plain values of a kind, in their order: for comparing, never for showing."""
    return [row.value.reveal() for row in SealedDetail.objects.filter(person=person, kind=kind).order_by("position")]


@transaction.atomic
def add_detail(actor: Actor, person: Person, kind: str, text: str) -> SealedDetail:
    """Add a phone, an address or a bank card. Raises Refused, NotPossible."""
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        value = fit_detail(kind, text)
        if value in values_of(person, kind):
            raise NotPossible(_("This is there already."))
        row = append_detail(person, kind, value)
        _settle(actor, DETAIL_ADDED, person, kind)
    return row


@transaction.atomic
def replace_detail(actor: Actor, detail: SealedDetail, text: str) -> SealedDetail:
    """Put another value in the place of one. Raises Refused, NotPossible."""
    person = detail.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        detail.value = fit_detail(detail.kind, text)
        detail.save(update_fields=["value"])
        _settle(actor, DETAIL_REPLACED, person, detail.kind)
    return detail


@transaction.atomic
def remove_detail(actor: Actor, detail: SealedDetail) -> None:
    """Take a phone, an address or a bank card away. Raises Refused, NotPossible."""
    person = detail.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        detail.delete()
        _settle(actor, DETAIL_REMOVED, person, detail.kind)


def _settle(actor: Actor, code: str, person: Person, kind: str) -> None:
    store(person, [])
    if kind == Kind.PHONE:
        identify(person.pk)
    journal.record(actor, code, person, union=person.home_id, data={"kind": str(kind)})
