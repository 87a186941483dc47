"""The election on its matter's page, and what hangs out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

from niangjia.engines.matters.public_notices.kinds import Line, Mask
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.unions.models import State
from niangjia.services.founding.permissions import PREPARE

from .models import Ballot, Election
from .reading import tallies
from .saying import BODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request


def notice_lines(matter: Matter) -> list[Line]:
    """The candidates by body. Their names are published as the rules ask for it: whoever stands is to be known."""
    found = Election.objects.select_related("union__parent").get(matter=matter.pk)
    lines = [Line("单位", found.union.name, Mask.PLAIN)]
    for tally in tallies(found):
        names = "、".join(one.person.name for one in tally.candidates)
        lines.append(Line(f"{BODY[Ballot.Body(tally.ballot.body)]}候选人", names, Mask.PLAIN))
    return lines


def inviting(union: Union) -> str:
    """Where a union that is being founded invites its first members: a page of joining, where that is there."""
    try:
        return reverse("joining:new_list", args=[union.pk]) if union.state == State.PREPARING else ""
    except NoReverseMatch:
        return ""


def election_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Candidates and sheets, with what is to be done now; nothing on pages of other matters."""
    if matter.procedure != "founding.election":
        return None
    election = Election.objects.select_related("union__parent").filter(matter=matter).first()
    if election is None:
        return None
    own = holds_at(request.actor, PREPARE, election.union)
    return {
        "election": election,
        "tallies": tallies(election),
        "past": tallies(election, past=True),
        "naming": own and matter.phase == "naming",
        "counting": own and matter.phase == "electing",
        "inviting": inviting(election.union) if own and matter.phase == "naming" else "",
        "approved": matter.phase == "elected",
    }
