"""What is asked for, on the matter's page at the desk: for who signs and who answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.employers.models import Employer
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.services.founding.terms.models import Delay

from . import legal, officers, restructuring
from .asking import said_in
from .kinds import Kind
from .models import Change
from .restructuring import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request

    Facts = list[tuple[str, str]]

LEFT_OUT = {"what", "number", "issued", "expires"}


def change_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """The facts of a request of ours; nothing on pages of other matters."""
    if not matter.procedure.startswith("founding."):
        return None
    row = Change.objects.select_related("union", "other").filter(matter=matter).first()
    if row is not None:
        facts = OF[Kind(row.kind)](row)
    elif (delay := Delay.objects.filter(matter=matter).first()) is not None:
        facts = [(_("Months"), str(delay.months)), (_("Why?"), delay.reason.reveal())]
    else:
        return None
    return {"facts": [fact for fact in facts if fact[1]]}


def _count(said: officers.Move | restructuring.Plan) -> Facts:
    if said.due is None:
        return []
    told = {"due": said.due, "present": said.present, "votes": said.votes}
    return [(_("Count of the meeting"), _("%(due)s due, %(present)s present, %(votes)s in favour") % told)]


def _officers(row: Change) -> Facts:
    move = officers.move_in(row)
    post = Post.objects.with_holders().filter(pk=move.leaving).first() if move.leaving else None
    return [
        (_("How?"), str(officers.Way(move.way).label)),
        (_("Post"), str(Role(move.role).label)),
        (_("Who leaves it"), post.holder if post else ""),
        (_("Who comes"), officers.name_of(move.coming)),
        (_("From"), date_format(row.day) if row.day else ""),
        *_count(move),
        (_("Why?"), move.reason),
    ]


def _legal(row: Change) -> Facts:
    asked = said_in(row, legal.Asked)
    return [
        (_("What?"), str(legal.What(asked.what).label)),
        (_("New name of the union"), asked.name),
        (_("New address"), asked.address),
        (_("Postcode"), asked.postcode),
        (_("New legal representative"), asked.head),
        (_("New union above"), asked.affiliation),
        (_("Why?"), asked.reason),
    ]


def _restructure(row: Change) -> Facts:
    plan = said_in(row, restructuring.Plan)
    employers = Employer.objects.filter(pk__in=plan.employers).values_list("name", flat=True)
    below = Union.objects.filter(pk__in=plan.children).values_list("name", flat=True)
    left = remembered(row)
    return [
        (_("Into the union"), row.other.name if row.other else ""),
        (_("New union"), f"{plan.name} {plan.code}" if row.kind == Kind.SPLIT else ""),
        (_("Go along"), "、".join([*employers, *below])),
        (_("On what ground?"), str(restructuring.Ground(plan.ground).label)),
        (_("Day of the meeting"), date_format(date.fromisoformat(plan.met)) if plan.met else ""),
        *_count(plan),
        (_("Memberships"), _("are kept") if plan.retain else ""),
        (_("Why?"), plan.reason),
        (_("Money and property"), str(left.get("money", ""))),
        (_("Lost"), str(left.get("lost", ""))),
    ]


OF = {
    Kind.OFFICERS: _officers,
    Kind.LEGAL: _legal,
    Kind.MERGE: _restructure,
    Kind.SPLIT: _restructure,
    Kind.DISSOLVE: _restructure,
}
