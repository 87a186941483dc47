"""Invented persons for tests, registered as a clerk would."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from stdnum.cn.ric import calc_check_digit

from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.persons.registering import register_person
from niangjia.engines.people.persons.values import DocumentData, PersonData
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.reading import totals_of
from niangjia.foundation.identity import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.models import IdentityDocument, Membership, Person, Relative, Union
    from niangjia.engines.people.persons.values import Fields
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

BORN, DAY = date(1990, 6, 1), date(2020, 3, 1)
PHONE, OTHER_PHONE = "13800138000", "13900139000"
DISTRICTS = ("110105", "110106", "110107", "110108", "110101", "110102", "310101", "310104", "310105", "310106")
_numbers = count(1)


def resident_id(*, born: date = BORN, woman: bool = False) -> DocumentData:
    """A resident ID that nobody else has."""
    region, order = divmod(next(_numbers) - 1, 499)  # so many of a sex were born on a day in a district
    body = f"{DISTRICTS[region]}{born:%Y%m%d}{order * 2 + 2 + (not woman):03}"
    return DocumentData(kind=DocumentKind.RESIDENT_ID, number=body + calc_check_digit(body + "0"))


def passport(number: str = "E12345678") -> DocumentData:
    return DocumentData(kind=DocumentKind.PASSPORT, number=number)


def number_of(row: IdentityDocument | Relative) -> str:
    """The plain number of a row; "" if there is none."""
    return row.number.reveal() if row.number else ""


class Office:
    """A clerk at work in a union, the scope open."""

    def __init__(self, cast: Cast, actor: Actor) -> None:
        self.cast, self.actor = cast, actor

    @property
    def mine(self) -> Union:
        return self.cast.union("mine")

    def union(self, key: str) -> Union:
        return self.cast.union(key)

    def register(
        self,
        name: str = "张秀英",
        *documents: DocumentData,
        at: str = "mine",
        phones: tuple[str, ...] = (),
        **fields: Any,
    ) -> Person:
        """A person without a document if none is given."""
        data = PersonData(name=name, documents=documents, phones=phones, fields=cast("Fields", fields))
        return register_person(self.actor, self.union(at), data)

    def complete(self, name: str = "张秀英", *, at: str = "mine", **fields: Any) -> Person:
        """A person with a resident ID."""
        return self.register(name, resident_id(), at=at, **fields)

    def member(self, name: str = "张秀英", *, at: str = "mine") -> Membership:
        """A member since DAY, by application."""
        return self.enrol(self.complete(name, at=at))

    def enrol(self, person: Person) -> Membership:
        return enrol(self.actor, person, person.home, origin="application", day=DAY)

    def totals(self, key: str = "mine", facet: str = "members") -> dict[str, int]:
        """What a union and all below it have of a facet."""
        return totals_of(self.union(key).subtree).get(facet, {})


@contextmanager
def office(cast: Cast, key: str = "clerk") -> Iterator[Office]:
    """One of the cast at work."""
    actor = cast.actor(key)
    with acting(actor):
        yield Office(cast, actor)
