"""Employers that somebody may see: those that unions of the reach cover, and those that none covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from niangjia.engines.people.permissions import EDIT, EDIT_UNIONS, SEE_UNIONS
from niangjia.engines.people.unions.models import Coverage, Union
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.identity import normalise

from .models import Employer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor

MOST = 30
CODE = 18  # signs of a social credit code
DIGITS = 19  # an id has fewer


def employers_within(actor: Actor) -> QuerySet[Employer]:
    """Every employer that the actor may open, in no order."""
    covering = holding(Coverage.objects.filter(employer=OuterRef("pk")))
    near = Exists(covering.filter(union__in=Union.objects.within(actor.reach(SEE_UNIONS))))
    seen = Q(near)
    if actor.may(EDIT) or actor.may(EDIT_UNIONS):
        seen |= ~Q(Exists(covering))
    return Employer.objects.filter(seen)


def named(rows: QuerySet[Employer], words: str) -> QuerySet[Employer]:
    """Those of the employers whose name has every word, or whose code begins with it."""
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(uscc__istartswith=word))
    return rows


def find_employers(actor: Actor, words: str) -> list[Employer]:
    """At most thirty that fit; by its whole code also one that unions elsewhere cover."""
    found = list(named(employers_within(actor), words).order_by("name", "pk")[:MOST])
    return found or list(_by_code(words))


def pick_employer(actor: Actor, pk: str, uscc: str) -> Employer | None:
    """The employer with that id if the actor may open it, or knows its whole code; else None."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < DIGITS):
        return None
    return employers_within(actor).filter(pk=pk).first() or _by_code(uscc).filter(pk=pk).first()


def _by_code(text: str) -> QuerySet[Employer]:
    code = normalise(text)
    return Employer.objects.filter(uscc=code) if len(code) == CODE else Employer.objects.none()
