"""What stands in the papers of a union: founding, terms, certificates, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import Kind, Level, Nature

from . import nobodys
from .words import CITY, COUNTIES, INDUSTRIALS, ROADS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .dice import Dice
    from .tree import Node

YEAR = timedelta(days=365.25)
FEDERATION, BASE = "89", "81"
OVERDUE = 0.05  # of the elections
CERTIFIED, LEGAL_PERSON = 0.75, 25  # share of the base unions from that many members on
AGES = {Level.CITY: (1951, 1951), Level.COUNTY: (1953, 1996), Level.TOWNSHIP: (2001, 2014)}
OLD_KINDS = (Nature.STATE, Nature.INSTITUTION, Nature.OFFICE, Nature.COLLECTIVE)


@dataclass(slots=True)
class Papers:
    """Columns of a union beside those of the tree."""

    founded: date
    region: str = ""
    nature: str = ""
    industry: str = ""
    uscc: str | None = None
    certificate: str = ""
    certificate_expires: date | None = None
    term: int | None = None
    term_started: date | None = None
    election_due: date | None = None
    approval_paper: str = ""
    headcount: int | None = None
    phone: str = ""
    address: str = ""


def papers_of(dice: Dice, nodes: Iterable[Node], day: date) -> dict[int, Papers]:
    """The papers of every node, by place."""
    found: dict[int, Papers] = {}
    for node in nodes:
        upper = found[node.parent.place] if node.parent else None
        papers = found[node.place] = Papers(_founded(dice, node, upper, day), nobodys.region(max(node.county, 1)))
        if node.business:
            papers.nature, papers.industry = node.business.nature.value, node.business.trade.industry
        elif node.kind == Kind.INDUSTRIAL:
            papers.industry = next(code for name, code in INDUSTRIALS.items() if name in node.name)
        if node.level <= Level.BASE:
            _fill(dice, node, papers, day)
    return found


def _founded(dice: Dice, node: Node, upper: Papers | None, day: date) -> date:
    if node.level in AGES:
        first, last = AGES[node.level]
    elif node.level == Level.BASE and node.kind != Kind.NEW_FORM:
        old = node.business is not None and node.business.nature in OLD_KINDS
        first, last = (1956, 2006) if old else (2000, 2025)
    else:
        first, last = max(upper.founded.year if upper else 0, 2018 if node.kind == Kind.NEW_FORM else 1990), 2025
    drawn = date(first + dice.upto(last - first + 1), 1 + dice.upto(12), 1 + dice.upto(28))
    below_base = upper is not None and node.level > Level.BASE
    return min(max(drawn, upper.founded) if below_base and upper else drawn, day - timedelta(days=40))


def _fill(dice: Dice, node: Node, papers: Papers, day: date) -> None:
    members = _members(node)
    years = 5 if members >= LEGAL_PERSON or node.level < Level.BASE else 3
    ran = dice.random() * years if not dice.happens(OVERDUE) else years + dice.random()
    papers.term_started = max(day - ran * YEAR, papers.founded)
    papers.election_due = papers.term_started + years * YEAR
    papers.term = 1 + (papers.term_started - papers.founded).days // (years * 365)
    papers.approval_paper = f"青工组〔{papers.term_started.year}〕{1 + dice.upto(400)}号"
    papers.phone = nobodys.landline(node.place * 37 + 1000)
    place = COUNTIES[node.county - 1] if node.county else ""
    papers.address = f"{CITY}{place}{dice.choice(ROADS)}{1 + dice.upto(300)}号"
    if node.level == Level.BASE:
        papers.headcount = max(round(members * (1.15 + 0.5 * dice.random())), members + 1)
    if node.level < Level.BASE or (members >= LEGAL_PERSON and dice.happens(CERTIFIED)):
        _certify(dice, node, papers)


def _certify(dice: Dice, node: Node, papers: Papers) -> None:
    """A legal person's certificate is valid for the term, or was not yet asked for anew."""
    assert papers.election_due is not None  # noqa: S101 - set above
    papers.uscc = nobodys.credit_code(FEDERATION if node.level < Level.BASE else BASE, papers.region, node.place)
    papers.certificate = f"工法证字第{nobodys.PROVINCE}{node.place:08}号"
    papers.certificate_expires = papers.election_due + timedelta(days=dice.upto(120) - 30)


def _members(node: Node) -> int:
    return node.members + sum(_members(child) for child in node.children)
