"""Papers of visits: issued by the right to keep visits alone, for whoever visits need not write other papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import issue_paper, papers_about, refusals, revoke_paper
from niangjia.engines.papers.rights import decided_by
from niangjia.services.visits.permissions import VISIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


def issue_ours(actor: Actor, key: str, union: Union, about: Model, data: Mapping[str, Any]) -> Paper:
    """Issue a paper of the union. Raises Refused."""
    with decided_by(union, union, VISIT):
        return issue_paper(actor, key, union=union, about=about, data=data)


def revoke_ours(actor: Actor, union: Union, about: Model, reason: str) -> None:
    """Revoke what was issued about it and is in force. Raises Refused, NotPossible."""
    with decided_by(union, union, VISIT):
        for paper in papers_about(about).filter(revoked=None):
            try:
                revoke_paper(actor, paper, reason)
            except refusals.NotPossible as error:
                raise NotPossible(str(error), "reason") from None
