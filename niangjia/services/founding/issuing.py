"""Papers that a step issues. Where a step is entered from paper, its own paper exists: it keeps its number and day.

A step has one such paper. What is drawn up beside it (ballot papers, counting sheets) is made anew all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.otherwise import paper_at_hand, step_followed
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import enter_paper_later, issue_paper, refusals
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.people.posts.holding import stands_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.foundation.access.actor import Actor


def issue_above(actor: Actor, matter: Matter, kind: str, data: Mapping[str, Any]) -> Paper:
    """Issue the answer in the name of the union above, or enter the one that it has issued on paper.

    By a post there. Raises Refused, NotPossible.
    """
    step = step_followed(matter.pk)
    union = stands_for(step.union if step else matter.union.parent or matter.union)
    found = paper_at_hand(matter.pk)
    if found is not None and not found.number:
        raise NotPossible(_("Write the number that stands on the paper: it was issued with it."), "number")
    given: dict[str, Any] = {"union": union, "data": data, "about": matter}
    try:
        if found is None:
            return issue_paper(actor, kind, **given)
        return enter_paper_later(actor, kind, number=found.number, dated=found.day, **given)
    except refusals.NotPossible as error:
        raise NotPossible(str(error), "day" if error.field == "dated" else error.field) from None


def issue_beside(actor: Actor, matter: Matter, kind: str, data: Mapping[str, Any]) -> Paper:
    """Issue a paper of the matter's own union that stands beside the step's. Raises Refused, NotPossible."""
    union, step = stands_for(matter.union), step_followed(matter.pk)
    try:
        with decided_by(stands_for(step.union) if step else union, union):
            return issue_paper(actor, kind, union=union, data=data, about=matter)
    except refusals.NotPossible as error:
        raise NotPossible(str(error), error.field) from None
