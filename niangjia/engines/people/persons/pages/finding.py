"""Somebody else in sight, found by a POST: what people type is personal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.showing import masked_documents

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.people.persons.models import Person

    from .forms import FindPersonForm

MOST = 20


@dataclass(frozen=True)
class Found:
    """Somebody who fits; the number of the document masked."""

    person: Person
    number: str


def find(form: FindPersonForm, *, without: Collection[int], first: str = "") -> tuple[str, list[Found]]:
    """What was looked for and who fits; before anything was sent, who fits `first`."""
    words = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    if not (words or first):
        return "", []
    rows = find_persons(words or first).exclude(pk__in=without).select_related("home")
    persons = list(rows.order_by("name_key", "pk")[:MOST])
    numbers = masked_documents(persons)
    return words, [Found(person, numbers.get(person.pk, "")) for person in persons]
