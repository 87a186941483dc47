"""Lines of a person's page that something can be done with: each value masked, with what may be done beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.memberships.pages.acts import BY_KEY
from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.persons.models import Person, Relative, SealedDetail
from niangjia.engines.people.persons.showing import masked
from niangjia.foundation.clock import today
from niangjia.foundation.identity import DocumentKind
from niangjia.foundation.web.pieces import State, Tone

from .rows import TONES

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.persons.showing import Sealed
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.web.pieces import Words

DETAIL_ORDER = {SealedDetail.Kind.PHONE: 0, SealedDetail.Kind.ADDRESS: 1, SealedDetail.Kind.BANK_CARD: 2}


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere."""

    words: Words
    url: str


@dataclass(frozen=True)
class Line:
    """A line with links at its end; `url` is where its title leads."""

    title: Words
    text: Words = ""
    side: Words = ""
    url: str = ""
    state: State | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class May:
    """What the actor may do with the record."""

    edit: bool
    reveal: bool


def day(value: date | None) -> str:
    """A day in figures."""
    return date_format(value, "Y-m-d") if value else ""


def days(first: date | None, last: date | None) -> str:
    """From one day to another; "" if neither is known."""
    if not first and not last:
        return ""
    return _("%(first)s to %(last)s") % {"first": day(first) or "…", "last": day(last) or _("now")}


def sealed_title(row: Sealed) -> str:
    """What kind of value a row seals."""
    kind = getattr(row, "kind", "")
    if kind in DocumentKind.values:
        return str(DocumentKind(kind).label)
    show = getattr(row, "get_kind_display", None)
    return str(show()).capitalize() if show else _("Document number of a relative")


def _links(person: Person, what: str, row: Any, change: str, may: May, *, sealed: bool = True) -> tuple[Link, ...]:
    found = []
    if may.reveal and sealed:
        found.append(Link(_("Show"), reverse("people:reveal", args=[person.pk, what, row.pk])))
    if may.edit:
        found.append(Link(_("Change"), reverse(f"people:{change}", args=[person.pk, row.pk])))
    return tuple(found)


def document_lines(person: Person, may: May) -> list[Line]:
    """Identity documents, the main one first; those that ran out say so."""
    rows = list(person.documents.order_by("-is_main", "pk"))
    return [
        Line(
            sealed_title(row),
            _("valid until %(day)s") % {"day": day(row.valid_until)} if row.valid_until else "",
            masked(row),
            state=_validity(row.valid_until) or (State(_("main")) if row.is_main and len(rows) > 1 else None),
            links=_links(person, "document", row, "change_document", may),
        )
        for row in rows
    ]


def _validity(until: date | None) -> State | None:
    return State(_("ran out"), Tone.WAIT) if until and until < today() else None


def detail_lines(person: Person, may: May) -> list[Line]:
    """Telephones, then addresses, then cards."""
    rows = sorted(person.details.all(), key=lambda row: (DETAIL_ORDER[SealedDetail.Kind(row.kind)], row.position))
    return [
        Line(sealed_title(row), side=masked(row), links=_links(person, "detail", row, "change_detail", may))
        for row in rows
    ]


def family_lines(person: Person, may: May) -> list[Line]:
    """The family as the person said it; numbers masked; whoever has a record in sight leads there."""
    rows = list(person.family.order_by("pk"))
    in_sight = set(Person.objects.filter(pk__in=[row.known_as_id for row in rows]).values_list("pk", flat=True))
    return [_relative(person, row, may, in_sight) for row in rows]


def _relative(person: Person, row: Relative, may: May, in_sight: set[int]) -> Line:
    linked = row.known_as_id if row.known_as_id in in_sight else None
    return Line(
        row.name,
        " · ".join(part for part in (str(row.get_relation_display()), day(row.born)) if part),
        masked(row),
        reverse("people:person", args=[linked]) if linked else "",
        links=_links(person, "relative", row, "change_relative", may, sealed=bool(row.number)),
    )


def work_lines(person: Person, may: May) -> list[Line]:
    """For whom the person works, and worked."""
    rows = person.employments.select_related("employer").order_by("ended", "-started", "-pk")
    return [
        Line(
            row.employer.name,
            " · ".join(
                part for part in (str(row.get_kind_display()), row.title, days(row.started, row.ended)) if part
            ),
            state=State(_("ended")) if row.ended else None,
            links=(
                Link(_("Change") if row.ended else _("End it"), reverse("people:end_work", args=[person.pk, row.pk])),
            )
            if may.edit
            else (),
        )
        for row in rows
    ]


def post_lines(person: Person) -> list[Line]:
    """The posts that the person holds, held and will hold."""
    rows = (row for row in person.posts.select_related("union").order_by("-started", "-pk") if not row.was_revoked)
    return [
        Line(
            _("%(role)s, %(union)s") % {"role": row.get_role_display(), "union": row.union},
            days(row.started, row.ends),
            state=State(_("in post"), Tone.GOOD) if row.started <= today() <= (row.ends or today()) else None,
        )
        for row in rows
    ]


def membership_lines(actor: Actor, person: Person, rows: list[Membership], *, over: bool) -> list[Line]:
    """Memberships with their days; corrections for who may move members of that union."""
    return [_membership(actor, person, row, over=over) for row in rows]


def _membership(actor: Actor, person: Person, row: Membership, *, over: bool) -> Line:
    joined = _("joined %(day)s") % {"day": day(row.joined)} if row.joined and row.joined != row.started else ""
    parts = [days(row.started, row.ended), joined, str(row.get_origin_display()), row.origin_note, row.number]
    state = Standing(row.state)
    may = not over and actor.may(MOVE, at=row.union.place)
    return Line(
        row.union.name,
        " · ".join(part for part in parts if part),
        state=State(state.label, TONES.get(state, Tone.PLAIN)),
        links=tuple(_mending(person, row)) if may else (),
    )


def _mending(person: Person, row: Membership) -> list[Link]:
    """How a slip is mended."""
    found = [
        Link(BY_KEY[key].title, reverse("people:membership_step", args=[person.pk, row.pk, key]))
        for key in ("reinstate", "revoke")
        if BY_KEY[key].fits(row)
    ]
    if row.state == Standing.REVOKED:
        return found
    return [Link(_("Correct"), reverse("people:membership_correct", args=[person.pk, row.pk])), *found]
