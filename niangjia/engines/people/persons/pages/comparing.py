"""Two records side by side: what they say, where they differ, what may be chosen, what would move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.persons.documents import documents_of, told_by
from niangjia.engines.people.persons.merging import ACCOUNT, MEMBERSHIP
from niangjia.engines.people.persons.models import IdentityDocument, Person, SealedDetail
from niangjia.engines.people.persons.moving import relations
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.persons.values import Fields
from niangjia.engines.people.registry.person_lines import sealed_title
from niangjia.engines.people.registry.person_page import field_label, field_text
from niangjia.foundation.identity import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable

    Sealed = IdentityDocument | SealedDetail

NAMES = ("name", *Fields.__annotations__)
WORKED_OUT = frozenset({"people.personname", "people.personidentifier", "people.notthesame"})  # nothing to count


@dataclass(frozen=True)
class Line:
    """What both say of one thing. `choose` if a person decides which stays; `note` where it is clear why not."""

    name: str
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    choose: bool = False
    note: str = ""
    hidden: bool = False  # what is masked differs, even if the masks look alike

    @property
    def differs(self) -> bool:
        return self.hidden or self.left != self.right


@dataclass(frozen=True)
class Comparison:
    """`hindrances`: why the two can't become one; `moves`: what would go over from the right, in words."""

    left: Person
    right: Person
    lines: list[Line]
    moves: list[str]
    hindrances: list[str] = field(default_factory=list)

    @property
    def choices(self) -> list[Line]:
        return [line for line in self.lines if line.choose]


def compare(left: Person, right: Person) -> Comparison:
    """Two records in sight; the right one would go into the left."""
    told = told_by([*documents_of(left), *documents_of(right)])
    lines = [line for name in NAMES if (line := _open(name, left, right, told))]
    lines += [line for line in (_died(left, right), _membership(left, right), _account(left, right)) if line]
    lines += _sealed(left, right)
    return Comparison(left, right, lines, _moves(right), _hindrances(left, right))


def _open(name: str, left: Person, right: Person, told: dict[str, object]) -> Line | None:
    texts = [field_text(person, name) for person in (left, right)]
    if name == "is_migrant":
        texts = [_("yes") if person.is_migrant else _("no") for person in (left, right)]
    known = [text for person, text in zip((left, right), texts, strict=True) if text and _is_known(person, name)]
    if not known:
        return None
    differs = getattr(left, name) != getattr(right, name)
    choose = differs and len(known) == 2 and name not in told
    note = ""
    if differs and name in told:
        note = _("comes from the identity document")
    elif differs and not choose:
        note = _("the record that knows it gives it")
    label = _("Name") if name == "name" else field_label(left, name)
    return Line(name, label, (texts[0],), (texts[1],), choose, note)


def _is_known(person: Person, name: str) -> bool:
    return name == "is_migrant" or getattr(person, name) not in ("", None, "0")


def _died(left: Person, right: Person) -> Line | None:
    days = [date_format(person.died) if person.died else "" for person in (left, right)]
    return Line("died", _("Died on"), (days[0],), (days[1],)) if any(days) else None


def _membership(left: Person, right: Person) -> Line | None:
    found = {
        row.person_id: row
        for row in Membership.objects.filter(person__in=[left, right], state__in=LIVING).select_related("union")
    }
    texts = [_standing(found.get(person.pk)) for person in (left, right)]
    both = len(found) == 2
    note = _("the other is taken back, as entered twice") if both else ""
    return Line(MEMBERSHIP, _("Membership"), (texts[0],), (texts[1],), both, note) if found else None


def _standing(row: Membership | None) -> str:
    if row is None:
        return _("no member")
    since = date_format(row.joined or row.started)
    return _("%(union)s, %(state)s, since %(day)s") % {
        "union": row.union.name,
        "state": row.get_state_display(),
        "day": since,
    }


def _account(left: Person, right: Person) -> Line | None:
    texts = [_("has one") if person.account_id else "" for person in (left, right)]
    both = all(texts)
    return Line(ACCOUNT, _("Account"), (texts[0],), (texts[1],), both) if any(texts) else None


def _sealed(left: Person, right: Person) -> list[Line]:
    """Documents and the rest, masked; all of them stay."""
    note = _("all stay; what both have stays once")
    groups: list[tuple[str, str, Callable[[Person], list[Sealed]]]] = [
        ("documents", _("Documents"), lambda person: list(person.documents.order_by("-is_main", "pk"))),
        ("details", _("Telephone, address, card"), lambda person: list(person.details.order_by("kind", "position"))),
    ]
    return [line for name, label, rows in groups if (line := _of_rows(name, label, rows(left), rows(right), note))]


def _of_rows(name: str, label: str, left: list[Sealed], right: list[Sealed], note: str) -> Line | None:
    if not left and not right:
        return None
    sides = [tuple(f"{sealed_title(row)} {masked(row)}" for row in rows) for rows in (left, right)]
    plain = [{(row.kind, _plain(row)) for row in rows} for rows in (left, right)]
    return Line(name, label, sides[0], sides[1], note=note, hidden=plain[0] != plain[1])


def _plain(row: Sealed) -> str:
    """For comparing here, never for showing."""
    return (row.value if isinstance(row, SealedDetail) else row.number).reveal()


def _moves(lose: Person) -> list[str]:
    """What the register itself keeps of a record, counted, in words.

    Nothing of matters, papers and messages: some of them are not for everybody who may merge, and a count is a trace.
    """
    counts: dict[str, int] = {}
    for relation in relations():
        if relation.of_register and relation.model not in WORKED_OUT:
            counts[relation.model] = counts.get(relation.model, 0) + relation.rows(lose).count()
    return [_counted(model, count) for model, count in counts.items() if count]


def _counted(model: str, count: int) -> str:
    if model == "people.person":
        return ngettext("%(count)s record that was merged into it", "%(count)s records merged into it", count) % {
            "count": count
        }
    named = {"people.sealeddetail": _("Telephone, address, card"), "people.deputy": _("Deputyships")}
    words = named.get(model) or apps.get_model(model)._meta.verbose_name_plural
    return _("%(what)s: %(count)s") % {"what": str(words).capitalize(), "count": count}


def _hindrances(left: Person, right: Person) -> list[str]:
    found = []
    if all(person.documents.filter(kind=DocumentKind.RESIDENT_ID).exists() for person in (left, right)):
        found.append(_("They have two different resident IDs: these are two people, or one number is wrong."))
    if left.died and right.died and left.died != right.died:
        found.append(_("They have two different days of death: correct one of them first."))
    return found
