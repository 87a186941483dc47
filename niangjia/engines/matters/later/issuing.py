"""What a procedure issues: a new paper, or the very one that is being entered later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.otherwise import paper_at_hand, step_followed
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import refusals
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import enter_paper_later, issue_paper
from niangjia.engines.people.posts.holding import stands_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.matters.core.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


def issue_about(
    actor: Actor, matter: Matter, kind: str, data: Mapping[str, Any], *, union: Union | None = None
) -> Paper:
    """Issue a paper of the matter's union about the matter and its person: for what a procedure has decided.

    `union` issues it instead, where the step that decided is its own (the former union releases a member).

    The rights for it are asked for where the step is that decided it: in the matter's own union, or in the one above
    for which that step is drawn. A union that is no more issues nothing: the one that stands for it does. Where the
    step is being entered from a paper, that one exists already: it is entered with its number and day, and none is
    issued a second time. Raises Refused, NotPossible without that number, or with one that there is.
    """
    union = stands_for(union or matter.union)
    given: dict[str, Any] = {"union": union, "data": data, "about": matter, "person": matter.person}
    found = paper_at_hand(matter.pk)
    if found is not None and not found.number:
        raise NotPossible(_("Write the number that stands on the paper: it was issued with it."), "number")
    step = step_followed(matter.pk)
    try:
        with decided_by(stands_for(step.union) if step else union, union):
            if found is None:
                return issue_paper(actor, kind, **given)
            return enter_paper_later(actor, kind, number=found.number, dated=found.day, **given)
    except refusals.NotPossible as error:
        raise NotPossible(str(error), "day" if error.field == "dated" else error.field) from None
