"""Persons of the cast with telephones and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from stdnum.cn.ric import calc_check_digit

from niangjia.engines.people.models import IdentityDocument, SealedDetail
from niangjia.engines.people.persons.identifying import identify
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

PHONE, OTHER = "13800138000", "13900139000"


def number(order: int) -> str:
    """A resident ID; its last six begin with the order."""
    body = f"11010519900601{order:03}"
    return body + calc_check_digit(body + "0")


def known(cast: Cast, key: str, order: int, phone: str = PHONE) -> Person:
    """Let the register know a telephone and a resident ID of one of the cast, who has no account yet."""
    _ = cast.union("mine")
    person = cast.person(key)
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        IdentityDocument(person=person, kind="resident_id", number=number(order)).save()
        if phone:
            SealedDetail(person=person, kind="phone", value=f"+86{phone}").save()
        identify(person.pk)
    return person
