"""Whom the desk's forms mean: by name and whole number, or an own member by name and at most the last four."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.claiming.finding import plain_name
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.models import Membership, Union
from niangjia.engines.people.persons.identifying import LAST_FOUR
from niangjia.engines.people.persons.models import PersonIdentifier
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.chinese import normalise_name
from niangjia.foundation.identity import normalise
from niangjia.foundation.secrets.house import vault
from niangjia.services.joining.reading import handling_union, living_membership, with_document, with_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms

FOUR = 4


def person_of(form: forms.Form) -> int:
    """Whose name and number they are. Raises NotPossible."""
    found = with_document(form.cleaned_data["name"], form.cleaned_data["number"])
    if found is None:
        raise NotPossible(_("The register has no member of this name and number."))
    return found


def member_of(form: forms.Form, union: Union) -> int:
    """The member of that union, its branches and groups, who is meant.

    Of the only one of a name the number may be left out; of several the last four tell them apart. Raises NotPossible
    for who is no member there, which is not told from who is nobody.
    """
    number = normalise(form.cleaned_data["number"])
    if len(number) > FOUR:
        found = person_of(form)
        _is_here(found, union)
        return found
    named = _named(form.cleaned_data["name"], union)
    if number:
        named = _ending(named, number.upper())
    if not named:
        raise NotPossible(_("This union has no member of this name, or none whose number ends so."))
    if len(named) > 1:
        raise NotPossible(_("Several members here have this name: write the number, or its last four."), "number")
    return named[0]


def _named(name: str, union: Union) -> list[int]:
    inside = Membership.objects.filter(
        union__place__gte=union.place, union__place__lt=union.place_end, state__in=LIVING
    ).select_related("union", "person")
    names = {normalise_name(name), name.strip()}
    return [
        one.person_id
        for one in inside.filter(person__name__in=names)
        if plain_name(one.person.name) == plain_name(name) and handling_union(one.union).pk == union.pk
    ]


def _ending(persons: Sequence[int], four: str) -> list[int]:
    """Those of them one of whose documents ends so."""
    digests = [digest for _key, digest in vault().digests(LAST_FOUR, four)]
    rows = PersonIdentifier.objects.filter(person__in=persons, kind=LAST_FOUR, digest__in=digests)
    return sorted(set(rows.values_list("person", flat=True)))


def _is_here(person_id: int, union: Union) -> None:
    with with_person(person_id) as person:
        membership = living_membership(person)
    if membership is None or handling_union(membership.union).pk != union.pk:
        raise NotPossible(_("The register has no member of this name and number."))


def union_of(text: str) -> Union:
    """The union of that code, or the only one of that name. Raises NotPossible."""
    found = list(Union.objects.filter(Q(code=text) | Q(name=text), state__in=STANDING)[:2])
    if not found:
        raise NotPossible(_("There is no union with this code or name."), "union")
    if len(found) > 1:
        raise NotPossible(_("Several unions have this name: write the code."), "union")
    return found[0]
