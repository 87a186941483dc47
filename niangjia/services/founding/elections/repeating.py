"""An election that is held again: nobody was elected, or the result does not count. What it had before is past.

Papers that something later takes the place of are revoked: of one election there is one set in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.services.founding.issuing import issue_above
from niangjia.services.founding.permissions import APPROVE, PREPARE
from niangjia.services.founding.replacing import GIVEN_UP, replace_papers

from . import papers, saying
from .apart import refuse_own
from .journal_codes import ANEW
from .reading import election_of, tallies

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

OF_CANDIDATES = frozenset(
    one.key
    for one in (papers.PROPOSAL, papers.AGREEMENT, papers.POSTER, papers.METHOD, papers.DELEGATES, papers.BALLOT)
)
OF_RESULT = frozenset(one.key for one in (papers.TALLY, papers.SCRUTINY, papers.RESULT))


def revoke_given_up(matter: Matter) -> None:
    """Of an election that was given up nothing is in force: no candidates, no ballot papers."""
    if matter.procedure == "founding.election" and matter.phase in GIVEN_UP:
        replace_papers(matter, OF_CANDIDATES | OF_RESULT)


def hold_anew(actor: Actor, matter: Matter) -> None:
    """The meeting elected nobody, or too few: other candidates are named, and the union above is told why.

    Raises Refused; NotPossible where all seats were filled, for whether that counts is for the union above.
    """
    require_at(actor, PREPARE, matter.union)
    election, reason = election_of(matter), given_reason(matter, "count")
    found = tallies(election)
    if found and all(tally.rounds and not tally.open for tally in found):
        raise NotPossible(_("They are elected: report the result. Whether it counts is for the union above to say."))
    replace_papers(matter, OF_CANDIDATES | OF_RESULT)
    issue_about(actor, matter, papers.FAILED.key, saying.failed(election, found, reason))
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
