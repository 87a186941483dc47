"""An election that is held again: nobody was elected, or the result does not count. What it had before is past.

Papers that something later takes the place of are revoked: of one election there is one set in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.rights import require_at
from niangjia.engines.papers import papers_about, revoke_paper
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.founding.issuing import issue_above
from niangjia.services.founding.permissions import APPROVE, PREPARE

from . import papers, saying
from .apart import refuse_own
from .journal_codes import ANEW
from .reading import election_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

OF_CANDIDATES = frozenset(
    one.key
    for one in (papers.PROPOSAL, papers.AGREEMENT, papers.POSTER, papers.METHOD, papers.DELEGATES, papers.BALLOT)
)
OF_RESULT = frozenset(one.key for one in (papers.TALLY, papers.SCRUTINY, papers.RESULT))


def replace_papers(matter: Matter, kinds: Collection[str]) -> None:
    """Revoke those in force: by the platform, for it follows from what was sent back, upheld or found void."""
    for paper in papers_about(matter).filter(kind__in=kinds, revoked=None):
        if paper.issued:
            revoke_paper(PLATFORM, paper, f"已退回或重新办理，见事项{matter.number}")


def hold_anew(actor: Actor, matter: Matter) -> None:
    """The meeting elected nobody, or too few: other candidates are named. Raises Refused."""
    require_at(actor, PREPARE, matter.union)
    _past(actor, matter)


def annul_result(actor: Actor, matter: Matter) -> None:
    """The union above finds that the election does not count, and says why. Raises Refused, NotPossible."""
    election = election_of(matter)
    require_at(actor, APPROVE, election.union.parent or election.union)
    refuse_own(actor, matter, election)
    issue_above(actor, matter, papers.VOID.key, saying.void(election, given_reason(matter, "approve")))
    _past(actor, matter)


def _past(actor: Actor, matter: Matter) -> None:
    election = election_of(matter)
    replace_papers(matter, OF_CANDIDATES | OF_RESULT)
    election.ballots.filter(past=False).update(past=True)
    election.day, election.left_open = None, False
    election.save(update_fields=["day", "left_open"])
    journal.record(actor, ANEW, election, union=election.union_id)
