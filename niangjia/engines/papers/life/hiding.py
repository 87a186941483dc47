"""Papers that somebody finds nowhere although they are of a union whose papers they see: whoever stands above says
which.

    hides_papers(about_my_matters)    # about_my_matters(actor) -> the papers, as rows of Paper

A service that has its matters sent past a union would tell of them by their papers otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from niangjia.engines.journal import Subject
from niangjia.foundation.access.actor import Kind

from .models import Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor

    Rule = Callable[["Actor"], QuerySet[Paper]]

_rules: list[Rule] = []
_apart: list[Callable[[Paper], bool]] = []
# Looks that only the person itself reads of: on the record at the desk they would tell what went past its union.
OWN_LOOKS = "people.person_own"


def hides_papers(rule: Rule) -> Rule:
    """Register one; also as a decorator."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def apart(rule: Callable[[Paper], bool]) -> Callable[[Paper], bool]:
    """Register a rule for papers of which the union of whom they are about must not learn; also as a decorator."""
    if rule not in _apart:
        _apart.append(rule)
    return rule


def whose_look(paper: Paper | None) -> list[Subject]:
    """Whom opening a paper tells: on the person's record, or, for one that is kept apart, that person alone."""
    if paper is None or not paper.person_id:
        return []
    return [Subject(OWN_LOOKS if any(rule(paper) for rule in _apart) else "people.person", paper.person_id)]


def shown_to(actor: Actor, rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """Of these papers, those that are not hidden from the actor; no query of its own."""
    for hidden in _hidden_from(actor):
        rows = rows.exclude(pk__in=hidden)
    return rows


def is_hidden(actor: Actor, paper: Paper) -> bool:
    """Whether it is not there for the actor; one query."""
    return paper.pk in hidden_of(actor, Paper.objects.filter(pk=paper.pk))


def hidden_of(actor: Actor, papers: QuerySet[Paper]) -> set[int]:
    """Which of these papers are hidden from the actor; at most one query."""
    among = papers.order_by().values("pk")
    hidden = [rows.filter(pk__in=among).values_list("pk", flat=True) for rows in _hidden_from(actor)]
    return set(hidden[0].union(*hidden[1:], all=True)) if hidden else set()


def _hidden_from(actor: Actor) -> list[QuerySet[Paper]]:
    if actor.kind is Kind.PLATFORM:
        return []
    return [rule(actor).order_by() for rule in _rules]
