"""Invents the persons of a base union, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from niangjia.engines.people.codes import HouseholdType, WorkState
from niangjia.engines.people.unions.models import Nature
from niangjia.foundation.identity import DocumentKind

from . import belonging, naming, nobodys, traits, working
from .drawn import Drawn
from .trades import TRADES
from .words import CITY, COUNTIES, ESTATES, PROVINCES, ROADS

if TYPE_CHECKING:
    from .crews import Crew
    from .dice import Dice, Weighted
    from .ground import Ground
    from .trades import Trade

ELSEWHERE = 21  # codes of regions from there on are of other places
FROM_ABROAD, FROM_HONG_KONG = 0.0004, 0.0012
RURAL = (HouseholdType.LOCAL_RURAL, HouseholdType.OTHER_RURAL)
LOCAL = (HouseholdType.LOCAL_URBAN, HouseholdType.LOCAL_RURAL)
RECORD_BEGAN = date(2023, 3, 1)  # the day from which on the city keeps its register


@dataclass
class Registry:
    """Gives resident IDs, each once; `turn` of `turns` parts that are made at once have numbers of their own."""

    turn: int
    turns: int
    used: Counter[tuple[str, date, bool]] = field(default_factory=Counter)

    @cached_property
    def width(self) -> int:
        return nobodys.ORDERS // 2 // self.turns - 1

    def resident_id(self, region: str, born: date, *, female: bool) -> tuple[date, str]:
        """The birth date and the number: the date is shifted by days where all numbers of one are given."""
        while self.used[region, born, female] >= self.width:
            born -= timedelta(days=1)
        # Not the first of all days, so that last four digits are as many as in life.
        order = self.turn * self.width + (born.toordinal() * 7 + self.used[region, born, female]) % self.width
        self.used[region, born, female] += 1
        return born, nobodys.resident_id(region, born, order, female=female)


@dataclass
class Lives:
    """The persons of one crew, in the order of their numbers."""

    dice: Dice
    ground: Ground
    registry: Registry
    crew: Crew

    def all(self) -> list[Drawn]:
        crew, homes = self.crew, list(self.crew.homes())
        lives = [self._member(at, home) for at, home in enumerate(homes)]
        lives += [self._incomplete(len(lives) + at, self.dice.choice(homes)) for at in range(crew.incomplete)]
        lives += [self._retained(len(lives) + at, self.dice.choice(homes)) for at in range(crew.retained)]
        return lives + [self._outside(len(lives) + at) for at in range(crew.outside)]

    @cached_property
    def trade(self) -> Trade:
        return TRADES[self.crew.trade]

    @cached_property
    def nature(self) -> Nature:
        return Nature(self.crew.nature)

    def _member(self, at: int, home: int) -> Drawn:
        leads = at < self.crew.leads
        ages = traits.LEADING if leads else traits.PLATFORM if self.crew.new_form else traits.WORKING
        life = self._life(at, home, ages, female=True if leads and at in self.crew.women else None)
        self._employed(life)
        life.membership = belonging.membership(self.dice, life, self.crew.founded, self.ground.day)
        if not leads and self.dice.happens(belonging.CAME_FROM_ELSEWHERE):
            elsewhere = self.ground.union(self.dice.choice(self.ground.bases))
            life.former = belonging.came_from(self.dice, life, life.membership, elsewhere)
        elif not leads and self.dice.happens(belonging.RELEASED):
            belonging.release(self.dice, life.membership, self.ground.day)
        self._identify(life, foreign=not leads)
        life.entered = max(life.membership.started, RECORD_BEGAN)
        return life

    def _incomplete(self, at: int, home: int) -> Drawn:
        """Known by name, and mostly by telephone: the document is missing."""
        life = self._life(at, home, traits.WORKING)
        self._employed(life)
        life.membership = belonging.incomplete(self.dice, life, self.crew.founded, self.ground.day)
        life.state, life.lacks = "incomplete", "document"
        if self.dice.happens(0.3):
            life.phone = ""
        life.address = ""
        life.entered = max(life.membership.started, RECORD_BEGAN)
        return life

    def _retained(self, at: int, home: int) -> Drawn:
        life = self._life(at, home, traits.RETIRED)
        died = self.dice.happens(belonging.DIED)
        life.membership = belonging.retained(self.dice, life, self.crew.founded, self.ground.day, died=died)
        if died:
            life.died = life.membership.ended
        works = not self.dice.happens(0.8)
        life.work_state = WorkState.JOBLESS if works else WorkState.RETIRED
        life.works = [working.ended(self.dice, life, self._firm(), self.trade)]
        self._identify(life)
        life.entered = max(life.membership.started, RECORD_BEGAN)
        return life

    def _outside(self, at: int) -> Drawn:
        """Works there and is no member, or is none any more."""
        life = self._life(at, self.crew.base, traits.PLATFORM if self.crew.new_form else traits.WORKING)
        self._employed(life)
        life.former = belonging.ended(self.dice, life, self.crew.founded, self.ground.day)
        self._identify(life)
        return life

    def _life(self, at: int, home: int, ages: Weighted[int], *, female: bool | None = None) -> Drawn:
        dice, day, trade = self.dice, self.ground.day, self.trade
        born = traits.birth_date(dice, ages, day)
        if female is None:
            female = dice.happens(trade.women)
        sex = naming.FEMALE if female else naming.MALE
        age = (day - born).days / 365.2425
        number = self.crew.first + at
        ethnicity = traits.ETHNICITY.pick(dice)
        name = naming.in_parts(dice, sex) if ethnicity == traits.UYGHUR else naming.full_name(dice, sex, born.year)
        house = traits.household(dice, trade, platform=bool(self.crew.new_form))
        local = house in LOCAL
        entered = max(RECORD_BEGAN, min(day, date.fromordinal(day.toordinal() - dice.upto(1300))))
        return Drawn(
            self.ground.person(number), self.ground.union(home), name, sex, born, entered,
            nobodys.region(self.crew.county if local else ELSEWHERE + dice.upto(20)),
            ethnicity=ethnicity, native_place=CITY[:-1] if local else dice.choice(PROVINCES),
            education=traits.schooling(dice, trade, born), political=traits.politics(dice, self.nature, age),
            household=house, is_migrant=house in RURAL and dice.happens(0.9),
            skill=traits.skill(dice, trade, age), new_form=self.crew.new_form, platform=self.crew.platform,
            work_state=WorkState.FLEXIBLE if self.crew.new_form else traits.work_state(dice, self.nature, age),
            phone=nobodys.mobile(number), address=self._address() if dice.happens(0.85) else "",
        )  # fmt: skip

    def _employed(self, life: Drawn) -> None:
        agency = self.ground.employer(self.dice.choice(self.ground.agencies))
        employers = self._firm(), agency
        life.works = working.employments(self.dice, life.born, employers, self.crew, self.ground.day)

    def _firm(self) -> int:
        return self.ground.employer(self.dice.choice(self.crew.firms))

    def _identify(self, life: Drawn, *, foreign: bool = False) -> None:
        """Gives the document; a few are not from the mainland."""
        chance, number = self.dice.random() if foreign else 1, life.id
        if chance < FROM_ABROAD:
            life.name, life.ethnicity, life.region = self.dice.choice(naming.ABROAD), "", ""
            life.document = (DocumentKind.PASSPORT, nobodys.passport(number))
        elif chance < FROM_HONG_KONG:
            life.document = (DocumentKind.HK_MACAU_PERMIT, nobodys.hong_kong_permit(number))
        else:
            life.born, text = self.registry.resident_id(life.region, life.born, female=life.female)
            life.document = (DocumentKind.RESIDENT_ID, text)
        life.valid_until = self._valid_until(life)

    def _valid_until(self, life: Drawn) -> date | None:
        """Cards of those over 45 have no end."""
        if (self.ground.day - life.born).days > 46 * 365:
            return None
        return date.fromordinal(self.ground.day.toordinal() - 60 + self.dice.upto(5000))

    def _address(self) -> str:
        dice, county = self.dice, COUNTIES[self.crew.county - 1]
        house = f"{1 + dice.upto(40)}幢{1 + dice.upto(4)}单元{1 + dice.upto(18)}0{1 + dice.upto(4)}室"
        return f"{CITY}{county}{dice.choice(ROADS)}{1 + dice.upto(300)}号{dice.choice(ESTATES)}{house}"
