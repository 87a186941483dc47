"""What the page of a union shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.posts.models import Post, Role
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Tone

from .acts import STANDING
from .due import AHEAD, due_soon
from .models import State as UnionState
from .models import Union
from .neighbours import union_item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from niangjia.foundation.access.reach import Reach

    from .due import Due
    from .models import UnionVersion

FEW = 10
PLAIN_FACTS = ("code", "uscc", "certificate", "nature", "industry", "region", "founded", "term", "term_started")
MORE_FACTS = ("approval_paper", "headcount", "phone", "address")


@dataclass(frozen=True)
class Fact:
    """A field of a union with its value as people read it; `state` says whether it is due."""

    label: str
    value: str
    state: State | None = None


def facts(union: Union) -> list[Fact]:
    """Level, kind and own data; what nobody has entered is left out."""
    dated = [_due_fact(union, name) for name in ("certificate_expires", "election_due")]
    known = [_fact(union, name) for name in ("level", "kind", *PLAIN_FACTS, *MORE_FACTS)]
    found = [*known[:5], dated[0], *known[5:11], dated[1], *known[11:]]
    return [fact for fact in found if fact.value]


def _fact(union: Union, name: str) -> Fact:
    label = getattr(union, f"get_{name}_display", None)
    value = label() if label else getattr(union, name)
    if hasattr(value, "year"):
        value = date_format(value)
    elif name == "headcount" and value is not None:
        value = f"{value:,}"
    return Fact(_label(name), "" if value is None else str(value))


def _label(name: str) -> str:
    return str(getattr(Union._meta.get_field(name), "verbose_name", name))


def _due_fact(union: Union, name: str) -> Fact:
    day: date | None = getattr(union, name)
    if day is None:
        return Fact(_label(name), "")
    return Fact(_label(name), date_format(day), due_state(day) if union.state == UnionState.ACTIVE else None)


def due_state(day: date) -> State | None:
    """Overdue, or due within the time that one looks ahead; None for what is far."""
    if day < today():
        return State(_("overdue"), Tone.BAD)
    return State(_("due soon"), Tone.WAIT) if day <= today() + AHEAD else None


def state_of(union: Union) -> State:
    """Where the union stands in its own life."""
    tones = {UnionState.ACTIVE: Tone.GOOD, UnionState.PREPARING: Tone.WAIT}
    state = UnionState(union.state)
    return State(state.label, tones.get(state, Tone.PLAIN))


@dataclass(frozen=True)
class HeldPost:
    """A post that is held or will be, with the name of its holder.

    `holder_url` leads to the holder's record, `url` to ending the post; "" for who may not.
    """

    post: Post
    role: str
    holder: str
    holder_url: str
    until: str
    state: State | None
    url: str


def posts_of(union: Union, may_end: Iterable[Role] = ()) -> list[HeldPost]:
    """The union's posts in the order of the roles; two queries. Raises NoScope."""
    ending = set(may_end)
    found = list(Post.objects.filter(union=union).lasting(today()).with_holders())
    near = set(Person.objects.filter(pk__in=[post.person_id for post in found]).values_list("pk", flat=True))
    order = {role: number for number, role in enumerate(Role)}
    rows = sorted(found, key=lambda post: (order[Role(post.role)], post.started, post.pk))
    return [_held(post, post.holder, near=near, ending=ending) for post in rows]


def _held(post: Post, holder: str, *, near: set[int], ending: set[Role]) -> HeldPost:
    role = Role(post.role)
    return HeldPost(
        post=post,
        role=str(role.label),
        holder=holder,
        holder_url=reverse("people:person", args=[post.person_id]) if post.person_id in near else "",
        until=_("until %(day)s") % {"day": date_format(post.ends)} if post.ends else _("without end"),
        state=_running_out(post),
        url=reverse("people:end_post", args=[post.pk]) if role in ending else "",
    )


def _running_out(post: Post) -> State | None:
    if post.started > today():
        return State(_("from %(day)s on") % {"day": date_format(post.started)}, Tone.NOW)
    if post.ends and post.ends <= today() + AHEAD:
        return State(_("runs out soon"), Tone.WAIT)
    return None


def due_items(reach: Reach) -> tuple[list[Item], int]:
    """What is due first in a reach as lines, and how much more there is."""
    found = due_soon(reach)
    return [_due_item(due, reach) for due in found[:FEW]], max(0, len(found) - FEW)


def _due_item(due: Due, reach: Reach) -> Item:
    state = State(_("overdue"), Tone.BAD) if due.overdue else State(_("due soon"), Tone.WAIT)
    return union_item(due.union, reach, text=f"{due.matter.label} · {date_format(due.day)}", state=state)


def versions_of(union: Union) -> list[UnionVersion]:
    """The dated past, newest first; one query."""
    return list(union.versions.select_related("parent").order_by("-valid_from"))


def over(union: Union) -> UnionVersion | None:
    """The version with which the union ended, None while it is at work; `parent` is the one that it went into."""
    if union.state in STANDING:
        return None
    return union.versions.select_related("parent").order_by("-valid_from").first()
