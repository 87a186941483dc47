"""Families: what people said of them, and couples of whom both are registered."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from niangjia.engines.people.persons.models import Relative
from niangjia.foundation.chinese import split_name

from . import naming, nobodys
from .drawn import Kin

if TYPE_CHECKING:
    from .dice import Dice
    from .drawn import Drawn
    from .lives import Registry

Relation = Relative.Relation
TOLD, COUPLES, NUMBERED = (
    0.3,
    0.02,
    0.2,
)  # shares: of those who told, of neighbours who fit, of children with a number
MARRIED_FROM, APART = 25, 7  # age, and years between the two


def relate(dice: Dice, lives: list[Drawn], registry: Registry, day: date) -> None:
    """Give families to the persons of a base union."""
    for one, other in pairwise(lives):
        if not one.family and _fit(one, other, day) and dice.happens(COUPLES):
            one.family.append(Kin(Relation.SPOUSE, other.name, other.born, known_as_id=other.id))
            other.family.append(Kin(Relation.SPOUSE, one.name, one.born, known_as_id=one.id))
    for life in lives:
        surname, given = split_name(life.name)
        if given and life.document and dice.happens(TOLD):
            life.family += _family(dice, life, surname, registry, day)


def _fit(one: Drawn, other: Drawn, day: date) -> bool:
    young = day - timedelta(days=MARRIED_FROM * 365)
    adults = bool(one.document and other.document) and max(one.born, other.born) < young
    return adults and one.sex != other.sex and abs(one.born.year - other.born.year) <= APART


def _family(dice: Dice, life: Drawn, surname: str, registry: Registry, day: date) -> list[Kin]:
    found: list[Kin] = []
    age = (day - life.born).days // 365
    if not life.family and age >= MARRIED_FROM and dice.happens(0.85):
        born = life.born + timedelta(days=dice.upto(2500) - 1250)
        sex = naming.MALE if life.female else naming.FEMALE
        found.append(Kin(Relation.SPOUSE, naming.full_name(dice, sex, born.year), born))
    if age > MARRIED_FROM + 2:
        found += [_child(dice, life, surname, registry, day) for _ in range(1 + dice.upto(2))]
    if age < 55 and dice.happens(0.5):
        born = life.born - timedelta(days=8000 + dice.upto(3500))
        name = surname + naming.given_name(dice, naming.MALE, born.year)
        found.append(Kin(Relation.PARENT, name, born if dice.happens(0.5) else None))
    return found


def _child(dice: Dice, life: Drawn, surname: str, registry: Registry, day: date) -> Kin:
    born = life.born + timedelta(days=8500 + dice.upto(4500))
    born = min(born, day - timedelta(days=30))
    female = dice.happens(0.47)
    name = (naming.surname(dice) if life.female else surname) + naming.given_name(
        dice, naming.FEMALE if female else naming.MALE, born.year
    )
    number = None
    if dice.happens(NUMBERED):
        born, number = registry.resident_id(life.region or nobodys.region(1), born, female=female)
    return Kin(Relation.CHILD, name, born, number)
