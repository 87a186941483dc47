"""Persons as lines of a list: names open, numbers masked; one query for however many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, Model, Q
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.models import IdentityDocument, Person, SealedDetail
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.scope import current_scope
from niangjia.foundation.web.pieces import State, Tone
from niangjia.foundation.web.tables import Column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

SEXES = dict(Sex.choices)
BATCH = "batch"  # the form that the boxes belong to, wherever it stands on the page
TONES = {
    Standing.ACTIVE: Tone.GOOD,
    Standing.INCOMPLETE: Tone.WAIT,
    Standing.TRANSFERRING: Tone.NOW,
    Standing.RETAINED: Tone.PLAIN,
}
CHOICE = Column(gettext_lazy("Choose"), "box", key="box")


# What is read of persons and together with them, as far as lines need it; anything else is fetched when asked for.
PERSON = tuple(field.attname for field in Person._meta.concrete_fields)
BESIDE: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = (
    ("home", Union, ("id", "name", "short_name")),
    ("living", Membership, ("id", "person_id", "state", "joined")),
    ("document", IdentityDocument, ("id", "person_id", "kind", "number")),
    ("phone", SealedDetail, ("id", "person_id", "kind", "value", "position")),
)


@cache
def _address() -> str:
    """Of a person's page, with 0 for the id: working out an address takes long, and a page has dozens."""
    return reverse("people:person", args=[0])


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    person: Person
    membership: Membership | None
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
    def joined(self) -> date | None:
        return self.membership.joined if self.membership else None

    @property
    def standing(self) -> State:
        return standing_of(self.person, self.membership)

    @property
    def box(self) -> SafeString:
        """A box to choose the person for the batch."""
        label = _("Choose %(name)s") % {"name": self.name}
        return mark_safe(  # noqa: S308 - escaped
            f'<input class="form-check-input" type="checkbox" name="person" value="{self.person.pk}" form="{BATCH}" '
            f'aria-label="{escape(label)}">'
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
    """The lines of these persons, in the order of the ids; who is out of sight has none. One query.

    Raises NoScope.
    """
    current_scope()
    ids = list(ids)
    found: dict[int, Row] = {}
    for values in _with_all_beside().filter(pk__in=ids):
        row = _row(values)
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
    names = [f"{relation}__{name}" for relation, _model, columns in BESIDE for name in columns]
    return Person.objects.annotate(**beside).values_list(*PERSON, *names)


def _row(values: tuple[Any, ...]) -> Row:
    person, at = Person.from_db(DEFAULT_DB_ALIAS, PERSON, values[: len(PERSON)]), len(PERSON)
    beside: dict[str, Any] = {}
    for name, model, columns in BESIDE:
        part, at = values[at : at + len(columns)], at + len(columns)
        beside[name] = None if part[0] is None else model.from_db(DEFAULT_DB_ALIAS, columns, part)
    person.home, document, phone = beside["home"], beside["document"], beside["phone"]
    return Row(
        person,
        beside["living"],
        masked(document) if document else "",
        masked(phone) if phone else "",
        phone.position if phone else 0,
    )
