"""Employers, and what the base union of their workers is called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import Kind, Level, Nature

from .trades import FREQUENT, NEW_FORM_KINDS, PUBLICLY_RUN, TRADES, Trade, of_new_form
from .words import (
    AGENCIES,
    BRANDS_FIRST,
    BRANDS_SECOND,
    CITY,
    COUNTIES,
    NEW_FORMS,
    PLACE_FIRST,
    PLATFORM_PARTNER,
    PLATFORMS,
)

if TYPE_CHECKING:
    from .dice import Dice
    from .tree import Node

JOINT, NEW_FORM, SECOND_UNION = 0.13, 0.07, 0.02  # shares of the base unions
SECOND_AMONG = 300  # firms of late
ORDINALS = "一二三四五六七八九十"


@dataclass(slots=True, eq=False)
class Firm:
    """An employer to be; `number` counts from 0."""

    number: int
    name: str
    trade: Trade
    nature: Nature
    county: int
    dispatches: bool = False
    workers: int = 0


@dataclass(slots=True, eq=False)
class Business:
    """Whose workers a base union organises: one firm, several small ones, or a platform's."""

    kind: Kind
    trade: Trade
    nature: Nature
    union: str
    short: str
    firms: list[Firm]
    new_form: str = ""
    platform: str = ""


@dataclass(slots=True)
class Founder:
    """Invents employers for base unions; no two of the firms have one name."""

    dice: Dice
    firms: list[Firm] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    joined: Counter[str] = field(default_factory=Counter)

    def business(self, host: Node, county: int, *, office: bool) -> Business:
        if office:
            return self._office(host, county)
        chance = self.dice.random()
        if chance < NEW_FORM or (host.kind == Kind.AREA and chance < 0.5):
            return self._new_form(host, county)
        if chance < NEW_FORM + JOINT:
            return self._joint(host, county)
        return self._independent(host, county)

    def firm(self, county: int, name: str, trade: Trade, nature: Nature, *, dispatches: bool = False) -> Firm:
        self.taken.add(name)
        self.firms.append(Firm(len(self.firms), name, trade, nature, county, dispatches))
        return self.firms[-1]

    def agencies(self, count: int) -> list[Firm]:
        """Firms that dispatch workers to others."""
        return [
            self.firm(0, self._name(0, AGENCIES), TRADES["offices"], Nature.PRIVATE, dispatches=True)
            for _ in range(count)
        ]

    def _office(self, host: Node, county: int) -> Business:
        name = f"{host.name}机关" if host.level != Level.TOWNSHIP else f"{host.name.removesuffix('总工会')}办事处"
        firm = self.firm(county, name, TRADES["offices"], Nature.OFFICE)
        short = f"{host.short.removesuffix('总工会')}机关工会"
        return Business(Kind.INDEPENDENT, firm.trade, firm.nature, f"{name}工会委员会", short, [firm])

    def _independent(self, host: Node, county: int) -> Business:
        """Of one firm; a large one may have a second union at another of its works."""
        large = [firm for firm in self.firms[-SECOND_AMONG:] if "集团" in firm.name and "厂区" not in firm.name]
        if large and self.dice.happens(SECOND_UNION):
            firm = self.dice.choice(large)
            union = f"{firm.name}{self.dice.choice(PLACE_FIRST)}厂区工会委员会"
        else:
            firm = self._any_firm(host, county)
            union = f"{firm.name}工会委员会"
        short = union.removesuffix("委员会").removeprefix(CITY).replace("有限公司", "").replace("股份", "")
        return Business(Kind.INDEPENDENT, firm.trade, firm.nature, union, short[-32:], [firm])

    def _joint(self, host: Node, county: int) -> Business:
        trade = TRADES[FREQUENT.pick(self.dice)]
        if trade.key in PUBLICLY_RUN:
            trade = TRADES["trade"]
        endings = [f"{self.dice.choice(trade.words)}有限公司" for _ in range(3 + self.dice.upto(8))]
        firms = [self.firm(county, self._name(county, ending), trade, Nature.PRIVATE) for ending in endings]
        short = self._numbered(f"{_seat(host)}{trade.words[0]}小微企业")
        return Business(Kind.JOINT, trade, Nature.PRIVATE, f"{short}委员会", short, firms)

    def _new_form(self, host: Node, county: int) -> Business:
        kind = NEW_FORM_KINDS.pick(self.dice)
        trade, platform = of_new_form(kind), self.dice.choice(PLATFORMS)
        names = [self._name(county, PLATFORM_PARTNER) for _ in range(1 + self.dice.upto(3))]
        firms = [self.firm(county, name, trade, Nature.PRIVATE) for name in names]
        short = self._numbered(f"{_seat(host)}{NEW_FORMS[kind][0]}")
        return Business(Kind.NEW_FORM, trade, Nature.PRIVATE, f"{short}委员会", short, firms, kind, platform)

    def _numbered(self, word: str) -> str:
        self.joined[word] += 1
        return f"{word}第{self.joined[word]}联合工会"

    def _any_firm(self, host: Node, county: int) -> Firm:
        trade = TRADES[FREQUENT.pick(self.dice)]
        if host.kind == Kind.INDUSTRIAL:
            fitting = [trade for trade in TRADES.values() if trade.joined_to and trade.joined_to in host.name]
            trade = self.dice.choice(fitting) if fitting else trade
        nature = trade.natures.pick(self.dice)
        return self.firm(county, self._called(trade, nature, host), trade, nature)

    def _called(self, trade: Trade, nature: Nature, host: Node) -> str:
        word = self.dice.choice(trade.words)
        if trade.key in PUBLICLY_RUN:
            return self._public(host, word)
        form = {Nature.STATE: "集团有限公司", Nature.STOCK: "股份有限公司", Nature.SOLE: "经营部"}.get(
            nature, "有限公司"
        )
        return self._name(0, word + form)

    def _public(self, host: Node, word: str) -> str:
        """A school, a hospital or an office; the last are once in a county."""
        seat = host.name.removesuffix("总工会") if "总工会" in host.name else CITY
        names = [f"{seat}第{ordinal}{word}" for ordinal in ORDINALS]
        return next((name for name in names if name not in self.taken), self._name(0, word))

    def _name(self, county: int, ending: str) -> str:
        """A name that no firm has yet: place, brand, ending."""
        place = COUNTIES[county - 1] if county else CITY
        while (name := place + self._brand() + ending) in self.taken:
            place = self.dice.choice(COUNTIES)
        return name

    def _brand(self) -> str:
        return self.dice.choice(BRANDS_FIRST) + self.dice.choice(BRANDS_SECOND)


def _seat(host: Node) -> str:
    """The place or trade of a federation, as names of unions below it begin."""
    for ending in ("总工会", "工会联合会", "工会"):
        if host.short.endswith(ending):
            return host.short.removesuffix(ending)
    return host.short
