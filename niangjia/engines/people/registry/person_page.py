"""What a person's page shows, in the order in which a clerk asks; sealed values masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.models import LIVING, Membership, MembershipChange
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.permissions import EDIT, REVEAL, SEE_UNIONS
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.ethnicities import ETHNICITIES
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.posts.models import Post
from niangjia.engines.people.unions.reading import path
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Step, StepState

from .person_lines import (
    May,
    day,
    detail_lines,
    document_lines,
    family_lines,
    membership_lines,
    post_lines,
    work_lines,
)
from .person_menu import menu
from .rows import standing_of

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

BASIC = (
    *("ethnicity", "native_place", "education", "political", "household", "household_region"),
    *("work_state", "skill", "new_form", "platform"),
)


def page_context(actor: Actor, person: Person) -> dict[str, Any]:
    """Everything of the page but the journal, which its tags read."""
    memberships = list(person.memberships.select_related("union").order_by("-started", "-pk"))
    living = next((row for row in memberships if row.state in LIVING), None)
    over, place = person.state in OVER, person.home.place
    own = actor.person_id == person.pk
    may = May(edit=actor.may(EDIT, at=place) and not over, reveal=own or actor.may(REVEAL, at=place))
    state = living.state if living else ""
    return {
        "person": person,
        "standing": State(person.get_state_display()) if over else standing_of(person, state),
        "line": path(person.home),
        "lacks": lacking(person),
        "now": now_items(actor, person, living),
        "choices": menu(actor, person, living),
        "basic": basic(person),
        "documents": document_lines(person, may),
        "details": detail_lines(person, may),
        "family": family_lines(person, may),
        "work": work_lines(person, may),
        "posts": post_lines(person),
        "memberships": membership_lines(actor, person, memberships, over=over),
        "steps": membership_steps(person),
        "may_edit": may.edit,
    }


def lacking(person: Person) -> list[str]:
    """What an incomplete record lacks, in words."""
    words = {"document": _("an identity document"), "sex": _("sex"), "born": _("date of birth")}
    return [words.get(name, name) for name in person.lacks.split(",") if name]


def now_items(actor: Actor, person: Person, living: Membership | None) -> list[Item]:
    """Who and where now: the union, the membership, the work, the posts."""
    union = reverse("people:union", args=[person.home_id]) if actor.may(SEE_UNIONS, at=person.home.place) else ""
    found = [Item(person.home.name, union, _("Union"), icon="building-community")]
    if person.died:
        found.append(Item(day(person.died), text=_("Died on"), icon="minus"))
    elif living:
        found.append(Item(_since(living), text=_("Membership"), icon="id-badge-2"))
    work = [row.employer.name for row in person.employments.filter(ended=None).select_related("employer")]
    if work:
        found.append(Item("、".join(work), text=_("Works at"), icon="briefcase"))
    posts = Post.objects.living(today()).filter(person=person).select_related("union")
    held = [_("%(role)s, %(union)s") % {"role": post.get_role_display(), "union": post.union} for post in posts]
    if held:
        found.append(Item("、".join(held), text=_("Posts"), icon="award"))
    return found


def _since(row: Membership) -> str:
    parts = [
        _("%(state)s, joined %(day)s") % {"state": row.get_state_display(), "day": day(row.joined or row.started)}
    ]
    return " · ".join([*parts, row.number] if row.number else parts)


def basic(person: Person) -> list[Item]:
    """The open fields that are known."""
    first = [Item(_("Sex"), side=person.get_sex_display())]
    if person.born:
        first.append(Item(_("Born on"), side=f"{day(person.born)} · {_age(person.born, person.died or today())}"))
    rest = ((name, field_text(person, name)) for name in BASIC)
    more = [Item(field_label(person, name), side=value) for name, value in rest if value]
    return [*first, *more, *([Item(_("Migrant rural worker"), side=_("yes"))] if person.is_migrant else [])]


def _age(born: date, on: date) -> str:
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return _("aged %(years)s") % {"years": years}


def field_label(person: Person, name: str) -> str:
    """What a field is called."""
    if name == "ethnicity":
        return _("Ethnicity")
    label = str(getattr(person._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def field_text(person: Person, name: str) -> str:
    """What stands in an open field, in words."""
    if name == "ethnicity":
        return str(ETHNICITIES.get(person.ethnicity, person.ethnicity))
    show = getattr(person, f"get_{name}_display", None)
    value = show() if show else getattr(person, name)
    return day(value) if hasattr(value, "year") else str(value or "")


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
