"""What a page of splitting asks: the new union, and who and what goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.showing import masked_documents
from niangjia.engines.people.unions.acts import STANDING

from .forms import FoundForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import QueryDict

    from niangjia.engines.people.unions.models import Union

FEW = 60  # members who are all offered; more are looked for by name
MOST_FOUND = 30
ALONG = ("children", "employers", "with_workers", "persons")
DIGITS = 19  # an id has fewer


def members_of(union: Union) -> QuerySet[Person]:
    """The persons with a living membership in this very union, as far as the scope goes. Raises NoScope."""
    living = Membership.objects.filter(union=union, state__in=LIVING).values("person")
    return Person.objects.filter(home=union, pk__in=living).order_by("name_key", "pk")


class SplitForm(FoundForm):
    """The new union, and what of the old one goes along."""

    children = forms.TypedMultipleChoiceField(
        label=_("Unions below that go along"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    employers = forms.TypedMultipleChoiceField(
        label=_("Employers that go along"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    with_workers = forms.BooleanField(
        label=_("The members who work for these employers go along"), required=False, initial=True
    )
    persons = forms.TypedMultipleChoiceField(
        label=_("Members who go along"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, union: Union, upper: Union, code: str, data: QueryDict | None = None) -> None:
        super().__init__(upper, code, data, level=union.level, kind=union.kind)
        self.union = union
        del self.fields["how"], self.fields["state"]
        self._offer("children", self._below())
        self._offer("employers", self._covered())
        if "employers" not in self.fields:
            del self.fields["with_workers"]
        self._offer("persons", self._persons(data))

    def _offer(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        self.fields[name].choices = found = list(choices)  # type: ignore[attr-defined]
        if not found:
            del self.fields[name]

    def _below(self) -> Iterable[tuple[int, str]]:
        rows = self.union.children.filter(state__in=STANDING).order_by("place")
        return rows.values_list("pk", "name")

    def _covered(self) -> Iterable[tuple[int, str]]:
        rows = self.union.coverages.filter(valid_to=None).order_by("employer__name")
        return rows.values_list("employer", "employer__name")

    def _persons(self, data: QueryDict | None) -> Iterable[tuple[int, str]]:
        """All members if they are few; else those who were ticked and those who were looked for."""
        members = members_of(self.union)
        self.count = members.count()
        if self.count > FEW:
            members = members.filter(pk__in=self._wanted(members, data))
        people = list(members)
        numbers = masked_documents(people) if people else {}
        for person in people:
            number = numbers.get(person.pk, "")
            yield person.pk, f"{person.name} · {number}" if number else person.name

    def _wanted(self, members: QuerySet[Person], data: QueryDict | None) -> list[int]:
        if data is None:
            return []
        ticked = [
            int(value)
            for value in data.getlist("persons")
            if value.isascii() and value.isdigit() and len(value) < DIGITS
        ]
        words = data.get("who", "").strip()
        found = find_persons(words).filter(pk__in=members).values_list("pk", flat=True)[:MOST_FOUND] if words else []
        return [*ticked, *found]

    @property
    def along(self) -> list[str]:
        """The fields that say what goes along, as far as there is something to choose."""
        return [name for name in ALONG if name in self.fields]

    @property
    def many(self) -> bool:
        """Whether there are too many members to offer them all."""
        return self.count > FEW

    @property
    def going(self) -> set[int]:
        """The ids of all members who go along."""
        going = set(self.cleaned_data.get("persons", []))
        employers = self.cleaned_data.get("employers", [])
        if employers and self.cleaned_data.get("with_workers"):
            theirs = members_of(self.union).filter(employments__employer__in=employers, employments__ended=None)
            going.update(theirs.values_list("pk", flat=True))
        return going
