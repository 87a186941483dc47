"""Finding persons inside the scope by whatever people type: a name, its pinyin or initials, a number, its last four.

Comparisons are `=`, `>=` and `<` only, which PostgreSQL lets an index serve under row-level security; a pattern
that needs more is looked at after that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import F, Lookup, Q

from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.scope import current_scope
from niangjia.foundation.chinese import query_tokens
from niangjia.foundation.identity import Document, DocumentKind, Phone, examine, examine_phone, normalise
from niangjia.foundation.secrets.house import vault

from .changing import OVER
from .identifying import LAST_FOUR, PASSPORT, PHONE, document_mark
from .models import Person, PersonIdentifier, PersonName
from .naming import LONGEST_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

FEW = 500  # unions
LAST = "\U0010ffff"  # behind every sign
FOUR = re.compile(r"[0-9]{3}[0-9X]")


class Typed(StrEnum):
    """What a text looks like."""

    NOTHING = "nothing"
    NAME = "name"
    NUMBER = "number"
    LAST_FOUR = "last_four"


@dataclass(frozen=True, repr=False)
class Sought:
    """What somebody looks for. `marks` are (kind of identifier, value); `groups` patterns of which each must fit."""

    typed: Typed
    marks: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()

    def persons(self) -> QuerySet[Person]:
        """Everybody inside the scope's unions who fits, in no order; without records that were merged or erased."""
        found = living_persons()
        match self.typed:
            case Typed.NAME:
                for patterns in self.groups:
                    found = found.filter(pk__in=PersonName.objects.filter(_like(patterns)).values("person"))
                return found
            case Typed.NUMBER | Typed.LAST_FOUR:
                return found.filter(pk__in=PersonIdentifier.objects.filter(_marked(self.marks)).values("person"))
            case Typed.NOTHING:
                return found.none()


def living_persons() -> QuerySet[Person]:
    """The records of the scope's unions that were not merged or erased. Raises NoScope.

    The database shows no others anyhow; but if it is not told beforehand that only a few unions are meant, it looks
    at the whole city's rows one by one.
    """
    reach, found = current_scope().reach, Person.objects.exclude(state__in=OVER)
    few = sum(end - start for start, end in reach.ranges) <= FEW
    return found.filter(home__in=Union.objects.within(reach)) if few else found


def find_persons(text: str) -> QuerySet[Person]:
    """Persons inside the scope for a text as typed. Raises NoScope."""
    return looks_like(text).persons()


def looks_like(text: str) -> Sought:
    """What a text as typed looks like: what has a digit in it is a number, four signs are the last of one."""
    if not any(sign.isdigit() for sign in text):
        groups = tuple(query_tokens(text))
        return Sought(Typed.NAME, groups=groups) if groups else Sought(Typed.NOTHING)
    number = normalise(text)
    if FOUR.fullmatch(number):
        return Sought(Typed.LAST_FOUR, marks=((LAST_FOUR, number),))
    marks = tuple(_numbers(text))
    return Sought(Typed.NUMBER, marks=marks) if marks else Sought(Typed.NOTHING)


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    phone = examine_phone(text)
    if isinstance(phone, Phone):
        yield PHONE, phone.number
    for kind in DocumentKind:
        document = examine(kind, text)
        if isinstance(document, Document):
            yield document_mark(kind), document.number
            if kind is DocumentKind.PASSPORT:
                yield PASSPORT, document.number


def _marked(marks: tuple[tuple[str, str], ...]) -> Q:
    wanted = Q(pk__in=())
    for kind, value in marks:
        wanted |= Q(kind=kind, digest__in=[digest for _, digest in vault().digests(kind, value)])
    return wanted


class Like(Lookup):
    """SQL's LIKE, over patterns of our own."""

    lookup_name = "like"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        left, first = self.process_lhs(compiler, connection)
        right, second = self.process_rhs(compiler, connection)
        return f"{left} LIKE {right}", (*first, *second)


def _like(patterns: tuple[str, ...]) -> Q:
    """Tokens that fit one of the patterns: all ranges in one condition, which an index serves, the patterns after."""
    ranges, rest = Q(pk__in=()), Q(pk__in=())
    for pattern in patterns:
        start = pattern.partition("%")[0][:LONGEST_TOKEN]
        within = Q(token__gte=start, token__lt=start + LAST)
        ranges |= within
        rest |= within if pattern == f"{start}%" else within & Q(Like(F("token"), pattern))
    return ranges if all(pattern.count("%") == 1 for pattern in patterns) else ranges & rest
