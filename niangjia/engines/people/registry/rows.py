"""Persons as lines of a list: names open, numbers masked; four queries for however many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.showing import masked_documents, masked_phones
from niangjia.foundation.web.pieces import State, Tone
from niangjia.foundation.web.tables import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.utils.safestring import SafeString

BATCH = "batch"  # the form that the boxes belong to, wherever it stands on the page
TONES = {
    Standing.ACTIVE: Tone.GOOD,
    Standing.INCOMPLETE: Tone.WAIT,
    Standing.TRANSFERRING: Tone.NOW,
    Standing.RETAINED: Tone.PLAIN,
}
COLUMNS = (
    Column(gettext_lazy("Name"), "name", link="url", sort="name_key"),
    Column(gettext_lazy("Sex"), "sex"),
    Column(gettext_lazy("Union"), "union"),
    Column(gettext_lazy("Standing"), "standing", Kind.STATE),
    Column(gettext_lazy("Document"), "document"),
    Column(gettext_lazy("Telephone"), "phone"),
    Column(gettext_lazy("Joined"), "joined", Kind.DAY, sort="joined"),
)
CHOICE = Column(gettext_lazy("Choose"), "box")


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    person: Person
    membership: Membership | None
    document: str
    phone: str

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def url(self) -> str:
        return reverse("people:person", args=[self.person.pk])

    @property
    def sex(self) -> str:
        return str(self.person.get_sex_display())

    @property
    def union(self) -> str:
        return str(self.person.home)

    @property
    def joined(self) -> date | None:
        return self.membership.joined if self.membership else None

    @property
    def standing(self) -> State:
        return standing_of(self.person, self.membership)

    @property
    def box(self) -> SafeString:
        """A box to choose the person for the batch."""
        label = _("Choose %(name)s") % {"name": self.name}
        return format_html(
            '<input class="form-check-input" type="checkbox" name="person" value="{}" form="{}" aria-label="{}">',
            self.person.pk,
            BATCH,
            label,
        )


def standing_of(person: Person, membership: Membership | None) -> State:
    """What somebody is to the union, as a word with a colour."""
    if person.state == Person.State.INCOMPLETE:
        return State(_("incomplete"), Tone.WAIT)
    if person.died:
        return State(_("deceased"))
    if membership is None:
        return State(_("no member"))
    state = Standing(membership.state)
    return State(state.label, TONES.get(state, Tone.PLAIN))


def rows_of(ids: Iterable[int]) -> list[Row]:
    """The lines of these persons, in the order of the ids; who is out of sight has none."""
    ids = list(ids)
    persons = {person.pk: person for person in Person.objects.select_related("home").filter(pk__in=ids)}
    living = {row.person_id: row for row in Membership.objects.filter(person__in=ids, state__in=LIVING)}
    documents, phones = masked_documents(persons.values()), masked_phones(persons.values())
    return [
        Row(persons[pk], living.get(pk), documents.get(pk, ""), phones.get(pk, "")) for pk in ids if pk in persons
    ]
