"""What is like the thing that a worker is about to bring: the own open ones, that many have brought it, what changed.

Of others nothing is said below ten people, nothing of what went past a unit, was sealed or came without a name, and
never a word. Words are compared with the worker's own and with what unions told all.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.urls import reverse

from niangjia.engines.matters.models import State
from niangjia.foundation.clock import today

from .acts.confiding import own_sealed
from .acts.telling_back import told_to
from .choices import Category, Choice
from .finding import own_union
from .models import Concern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor

    from .models import Changed

FEWEST, LATELY, MOST = 10, timedelta(days=90), 3
ALIKE = 0.3  # of the pairs of signs of the shorter text: tried with some dozens of sentences
SHORTEST = 6


class Own(NamedTuple):
    """One of the worker's own that is open."""

    title: str
    url: str


class Similar(NamedTuple):
    """`people` in tens, 0 where they are fewer than ten."""

    own: list[Own]
    people: int
    changed: list[Changed]

    def __bool__(self) -> bool:
        return bool(self.own or self.people or self.changed)


def similar(actor: Actor, person: Person, category: str, text: str) -> Similar:
    """What is like it, by its subject and its words."""
    subject = category if category in Category.values else ""
    union = own_union(person)
    own = [one for one, about, words in _own(actor, person) if about == subject or alike(text, words)]
    changed = [row for row in told_to(person)[:50] if row.category == subject or alike(text, row.said + row.done)]
    return Similar(own[:MOST], people_with(union, subject) if subject else 0, changed[:MOST])


def _own(actor: Actor, person: Person) -> Iterator[tuple[Own, str, str]]:
    """The own open ones, with their subject and words."""
    rows = Concern.objects.select_related("matter").filter(matter__person=person, matter__state=State.OPEN)
    sealed = [row.concern for row in own_sealed(actor).filter(concern__matter__state=State.OPEN)]
    for concern, name in [*((row, "my:matter") for row in rows), *((row, "concerns:sealed") for row in sealed)]:
        key = concern.matter_id if name == "my:matter" else concern.pk
        words = concern.said.reveal() if concern.said else ""
        title = f"{concern.get_category_display()} · {concern.matter.number if concern.matter else ''}"
        yield Own(title, reverse(name, args=[key])), concern.category, words


def people_with(union: Union, category: str) -> int:
    """How many brought that subject to the union itself lately, by name, and wait: in tens, 0 below ten."""
    rows = Concern.objects.filter(
        matter__union=union,
        matter__bypassed=None,
        matter__state=State.OPEN,
        matter__recuses=False,
        choice=Choice.OWN,
        category=category,
        confidential=None,
        made__gt=today() - LATELY,
    )
    found = rows.aggregate(
        persons=Count("matter__person", distinct=True), entered=Count("pk", filter=Q(matter__person=None))
    )
    people: int = found["persons"] + found["entered"]
    return people - people % FEWEST


def alike(text: str, other: str) -> bool:
    """Whether two texts share many pairs of signs; of short ones nothing is said."""
    ours, theirs = _pairs(text), _pairs(other)
    fewer = min(len(ours), len(theirs))
    return fewer >= SHORTEST and len(ours & theirs) / fewer >= ALIKE


def _pairs(text: str) -> set[str]:
    plain = "".join(sign for sign in text.lower() if sign.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
