"""What the pages of a post show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import APPOINT
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.unions.due import due_soon
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Tone

from .handover import SOON, handover
from .models import Role
from .roles import FROM_ABOVE

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .models import Deputy, Post

FEW = 30


@dataclass(frozen=True)
class StandIn:
    """A deputy as a line; `end_url` leads to ending it, "" for who may not or when it is over."""

    name: str
    text: str
    state: State | None
    end_url: str


def may_fill_it(actor: Actor, post: Post) -> bool:
    """Whether the actor may give and take this post."""
    above = post.union.parent if Role(post.role) in FROM_ABOVE else None
    return actor.may(APPOINT, at=(above or post.union).place)


def facts_of(post: Post) -> list[Item]:
    """The post's terms as lines; what nobody entered is left out."""
    until = date_format(post.ends) if post.ends else _("without end")
    reach = _("the union and all below it") if post.whole_subtree else _("the union alone")
    known = [
        (_("From"), date_format(post.started)),
        (_("Until"), _("taken back: it was never held") if post.was_revoked else until),
        (_("Obtained by being"), post.get_obtained_display()),
        (_("Working time"), post.get_time_display()),
        (_("Term number"), str(post.term or "")),
        (_("Approval paper"), post.paper),
        (_("Its rights hold in"), reach),
    ]
    return [Item(label, side=value) for label, value in known if value]


def deputies_of(post: Post, *, ending: bool) -> list[StandIn]:
    """Who stands in now, later or did; names of those only whose records may be seen. Two queries. Raises NoScope."""
    rows = list(post.deputies.order_by("-started", "-pk"))
    ids = [row.person_id for row in rows]
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_stand_in(row, names.get(row.person_id, _("somebody outside your reach")), ending=ending) for row in rows]


def _stand_in(row: Deputy, name: str, *, ending: bool) -> StandIn:
    over = row.ends < today()
    state = None if over else State(_("stands in"), Tone.NOW)
    if row.started > today():
        state = State(_("from %(day)s on") % {"day": date_format(row.started)}, Tone.WAIT)
    text = f"{date_format(row.started)} – {date_format(row.ends)}"
    return StandIn(name, text, state, "" if over or not ending else reverse("people:end_deputy", args=[row.pk]))


def handed_lists(post: Post) -> dict[str, Any]:
    """What is open, as numbers; and what is due by name, the earliest first."""
    due = due_soon(post.reach, ahead=SOON)
    return {
        "open": handover(post),
        "due": [(row.union.name, row.matter.label, row.day, row.overdue) for row in due[:FEW]],
        "more": max(0, len(due) - FEW),
        "blanks": range(6),
    }
