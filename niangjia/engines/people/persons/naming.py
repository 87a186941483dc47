"""A person's name, and the tokens that it is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.chinese import name_tokens, normalise_name, sort_key

from .models import Person, PersonName

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME, LONGEST_KEY, LONGEST_TOKEN = 64, 96, 48


def fit_name(text: str) -> str:
    """The name in one spelling. Raises NotPossible for none, or what is none."""
    name = normalise_name(text)
    if not name or any(sign.isdigit() for sign in name):
        raise NotPossible(_("This is no name."))
    if len(name) > LONGEST_NAME:
        raise NotPossible(_("The name is too long."))
    return name


def set_name(person: Person, text: str) -> None:
    """Give the person that name; it is found by it after `write_tokens`. Raises NotPossible."""
    person.name = fit_name(text)
    person.name_key = sort_key(person.name)[:LONGEST_KEY]


def tokens_of(name: str) -> list[str]:
    """The tokens as they are stored."""
    return list(dict.fromkeys([token[:LONGEST_TOKEN] for token in name_tokens(name)]))


def write_tokens(persons: Iterable[Person]) -> None:
    """Let saved persons be found by the names that they have now, and by no former one."""
    persons = list(persons)
    PersonName.objects.filter(person__in=persons).delete()
    rows = [PersonName(person=person, token=token) for person in persons for token in tokens_of(person.name)]
    PersonName.objects.bulk_create(rows)
