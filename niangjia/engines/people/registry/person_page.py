"""What a person's page shows; sealed values masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.models import LIVING, Membership, MembershipChange
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.permissions import EDIT, REVEAL
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.unions.reading import path
from niangjia.foundation.clock import today
from niangjia.foundation.identity import DocumentKind
from niangjia.foundation.web.pieces import Item, State, Step, StepState, Tone

from .rows import TONES, standing_of

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.persons.showing import Sealed
    from niangjia.foundation.access.actor import Actor

BASIC = (
    *("ethnicity", "native_place", "education", "political", "household", "household_region"),
    *("work_state", "skill", "new_form", "platform", "died"),
)


def page_context(actor: Actor, person: Person) -> dict[str, Any]:
    """Everything of the page but the journal, which its tags read."""
    memberships = list(person.memberships.select_related("union").order_by("-started", "-pk"))
    living = next((row for row in memberships if row.state in LIVING), None)
    may_edit = actor.may(EDIT, at=person.home.place) and person.state not in OVER
    return {
        "person": person,
        "standing": standing_of(person, living) if person.state not in OVER else State(person.get_state_display()),
        "line": path(person.home),
        "lacks": lacking(person),
        "basic": basic(person),
        "sealed": sealed(actor, person),
        "memberships": [membership_item(row) for row in memberships],
        "steps": membership_steps(person),
        "employments": employment_items(person),
        "posts": post_items(person),
        "family": family_items(actor, person),
        "may_edit": may_edit,
        "may_enrol": may_edit and living is None and not person.died,
        "may_complete": may_edit and person.state == Person.State.INCOMPLETE,
    }


def lacking(person: Person) -> list[str]:
    """What an incomplete record lacks, in words."""
    words = {"document": _("an identity document"), "sex": _("sex"), "born": _("date of birth")}
    return [words.get(name, name) for name in person.lacks.split(",") if name]


def basic(person: Person) -> list[Item]:
    """The open fields that are known."""
    first = [Item(_("Sex"), side=person.get_sex_display())]
    if person.born:
        first.append(Item(_("Born on"), side=_day(person.born)))
    rest = ((name, _shown(person, name)) for name in BASIC)
    more = [Item(_label(person, name), side=value) for name, value in rest if value]
    return [*first, *more, *([Item(_("Migrant rural worker"), side=_("yes"))] if person.is_migrant else [])]


def _label(person: Person, name: str) -> str:
    label = str(getattr(person._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _shown(person: Person, name: str) -> str:
    show = getattr(person, f"get_{name}_display", None)
    value = show() if show else getattr(person, name)
    return _day(value) if hasattr(value, "year") else str(value or "")


def _day(day: date | None) -> str:
    return date_format(day, "Y-m-d") if day else ""


def sealed(actor: Actor, person: Person) -> list[Item]:
    """Documents, telephones, address, cards: masked, each leading to where it is shown in full."""
    reveal = actor.person_id == person.pk or actor.may(REVEAL, at=person.home.place)
    documents = (("document", row) for row in person.documents.order_by("-is_main", "pk"))
    details = (("detail", row) for row in person.details.order_by("kind", "position"))
    return [sealed_item(what, row, may_reveal=reveal) for what, row in (*documents, *details)]


def sealed_item(what: str, row: Any, *, may_reveal: bool) -> Item:
    """A masked value as a line."""
    url = reverse("people:reveal", args=[row.person_id, what, row.pk]) if may_reveal else ""
    return Item(sealed_title(row), url, side=masked(row), icon="eye" if may_reveal else "eye-off")


def sealed_title(row: Sealed) -> str:
    """What kind of value a row seals."""
    kind = getattr(row, "kind", "")
    if kind in DocumentKind.values:
        return str(DocumentKind(kind).label)
    show = getattr(row, "get_kind_display", None)
    return str(show()).capitalize() if show else _("Document number of a relative")


def membership_item(row: Membership) -> Item:
    """A membership with its days and how it came about."""
    days = _("%(first)s to %(last)s") % {"first": _day(row.started), "last": _day(row.ended) or _("now")}
    parts = [days, str(row.get_origin_display()), row.origin_note, row.number]
    text = " · ".join(part for part in parts if part)
    state = Standing(row.state)
    return Item(row.union.name, text=text, state=State(state.label, TONES.get(state, Tone.PLAIN)))


def membership_steps(person: Person) -> list[Step]:
    """What became of the memberships, newest first."""
    changes = MembershipChange.objects.filter(membership__person=person).select_related("membership__union")
    return [
        Step(
            Standing(change.state).label,
            StepState.DONE,
            who=str(change.membership.union),
            when=change.day,
            text=change.reason,
        )
        for change in changes.order_by("-day", "-pk")
    ]


def employment_items(person: Person) -> list[Item]:
    """For whom the person works and worked."""
    rows = person.employments.select_related("employer").order_by("-started", "-pk")
    return [
        Item(
            row.employer.name,
            text=" · ".join(part for part in (str(row.get_kind_display()), row.title) if part),
            side=_days(row.started, row.ended),
            state=State(_("ended")) if row.ended else None,
        )
        for row in rows
    ]


def _days(first: date | None, last: date | None) -> str:
    if not first and not last:
        return ""
    return _("%(first)s to %(last)s") % {"first": _day(first) or "…", "last": _day(last) or _("now")}


def post_items(person: Person) -> list[Item]:
    """The posts that the person holds, held and will hold."""
    rows = (row for row in person.posts.select_related("union").order_by("-started", "-pk") if not row.was_revoked)
    return [
        Item(
            _("%(role)s, %(union)s") % {"role": row.get_role_display(), "union": row.union},
            side=_days(row.started, row.ends),
            state=State(_("in post"), Tone.GOOD) if row.started <= today() <= (row.ends or today()) else None,
        )
        for row in rows
    ]


def family_items(actor: Actor, person: Person) -> list[Item]:
    """The family as the person said it; numbers masked."""
    reveal = actor.person_id == person.pk or actor.may(REVEAL, at=person.home.place)
    return [
        Item(
            row.name,
            reverse("people:reveal", args=[person.pk, "relative", row.pk]) if reveal and row.number else "",
            text=" · ".join(part for part in (str(row.get_relation_display()), _day(row.born)) if part),
            side=masked(row),
        )
        for row in person.family.order_by("pk")
    ]
