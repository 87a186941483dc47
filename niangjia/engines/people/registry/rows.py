"""Persons as lines of a list: names open, numbers masked; one query for however many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.models import IdentityDocument, Person, SealedDetail
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.scope import current_scope
from niangjia.foundation.identity import mask_document, mask_phone
from niangjia.foundation.web.pieces import State, Tone
from niangjia.foundation.web.tables import Column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.foundation.secrets.fields import SecretField

SEXES = dict(Sex.choices)
BATCH = "batch"  # the form that the boxes belong to, wherever it stands on the page
TONES = {
    Standing.ACTIVE: Tone.GOOD,
    Standing.INCOMPLETE: Tone.WAIT,
    Standing.TRANSFERRING: Tone.NOW,
    Standing.RETAINED: Tone.PLAIN,
}
CHOICE = Column(gettext_lazy("Choose"), "box", key="box")


# What is read of persons and, as far as lines need it, together with them.
PERSON = tuple(field.attname for field in Person._meta.concrete_fields)
HOME = ("id", "name", "short_name")
BESIDE = ("living__state", "living__joined", "document__number", "phone__value", "phone__position")
NUMBER = cast("SecretField[Any, Any]", IdentityDocument._meta.get_field("number"))
PHONE = cast("SecretField[Any, Any]", SealedDetail._meta.get_field("value"))


@cache
def _address() -> str:
    """Of a person's page, with 0 for the id: working out an address takes long, and a page has dozens."""
    return reverse("people:person", args=[0])


@cache
def _choose(_language: str | None) -> str:
    """The label of a box, looked up once for each language."""
    return _("Choose %(name)s")


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    person: Person
    state: str  # of the membership; "" without one
    joined: date | None
    document: str
    phone: str
    position: int = 0  # of the telephone among the person's

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def url(self) -> str:
        return _address().replace("/0/", f"/{self.person.pk}/")

    @property
    def sex(self) -> str:
        return str(SEXES.get(self.person.sex, self.person.sex))

    @property
    def union(self) -> str:
        return str(self.person.home)

    @property
    def standing(self) -> State:
        return standing_of(self.person, self.state)

    @property
    def box(self) -> SafeString:
        """A box to choose the person for the batch."""
        label = _choose(get_language()) % {"name": self.name}
        return SafeString(
            f'<input class="form-check-input" type="checkbox" name="person" value="{self.person.pk}" form="{BATCH}" '
            f'aria-label="{escape(label)}">'
        )


def standing_of(person: Person, membership: str) -> State:
    """What somebody is to the union, as a word with a colour; by the state of the membership, "" without one."""
    if person.state == Person.State.INCOMPLETE:
        return State(_("incomplete"), Tone.WAIT)
    if person.died:
        return State(_("deceased"))
    if not membership:
        return State(_("no member"))
    state = Standing(membership)
    return State(state.label, TONES.get(state, Tone.PLAIN))


def rows_of(ids: Iterable[int]) -> list[Row]:
    """The lines of these persons, in the order of the ids; who is out of sight has none. One query.

    Raises NoScope.
    """
    current_scope()
    ids = list(ids)
    found: dict[int, Row] = {}
    homes: dict[int, Union] = {}
    for values in _with_all_beside().filter(pk__in=ids):
        row = _row(values, homes)
        former = found.get(row.person.pk)
        if former is None or row.position < former.position:  # of several telephones the first
            found[row.person.pk] = row
    return [found[pk] for pk in ids if pk in found]


@cache
def _with_all_beside() -> QuerySet[Person, tuple[Any, ...]]:
    """What is read for lines; several telephones make several rows. It takes long to build."""
    beside = {
        "living": FilteredRelation("memberships", condition=Q(memberships__state__in=LIVING)),
        "document": FilteredRelation("documents", condition=Q(documents__is_main=True)),
        "phone": FilteredRelation("details", condition=Q(details__kind=SealedDetail.Kind.PHONE)),
    }
    names = [f"home__{name}" for name in HOME]
    return Person.objects.annotate(**beside).values_list(*PERSON, *names, *BESIDE)


def _row(values: tuple[Any, ...], homes: dict[int, Union]) -> Row:
    person, home = Person.from_db(DEFAULT_DB_ALIAS, PERSON, values[: len(PERSON)]), values[len(PERSON) : -len(BESIDE)]
    if home[0] not in homes:  # many persons of few unions
        homes[home[0]] = Union.from_db(DEFAULT_DB_ALIAS, HOME, home)
    person.home = homes[home[0]]
    state, joined, document, phone, position = values[-len(BESIDE) :]
    return Row(
        person,
        state or "",
        joined,
        mask_document(NUMBER.sealed(person.pk, document).reveal()) if document else "",
        mask_phone(PHONE.sealed(person.pk, phone).reveal()) if phone else "",
        position or 0,
    )
