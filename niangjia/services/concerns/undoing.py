"""What undoing means: of the papers those are revoked that followed from the step, or from a later one.

What was brought was brought: the dated receipt, letters, reports and what a union above wrote about it stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.later.undoing import Undoing, papers_named, register_undoing, revoke_papers

from .acts.answering import decline_concern, guide_concern, pass_to_discipline, refuse_elsewhere
from .acts.confiding import sealed_of, tell_corrected
from .acts.reviewing import issue_review
from .models import Concern, Review
from .papers import NOTICE, OPINION, REVIEWED
from .reading import ANONYMOUS, CONCERN, REVIEW, find_concern

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

FOLLOW = {"register": (NOTICE.key, OPINION.key), "handle": (OPINION.key,), "check": (), "review": (REVIEWED.key,)}


def _effects(matter: Matter, correction: Correction) -> list[str]:
    return papers_named(matter, correction, FOLLOW[correction.task.key])


def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    """With the opinion goes what came of it: no figure counts it, and no review is asked of it.

    Where only the call-back was corrected the opinion stands, and with it the days for a review.
    """
    kinds = FOLLOW[correction.task.key]
    revoke_papers(actor, matter, correction, kinds)
    if OPINION.key in kinds:
        rows = Concern.objects.filter(matter=matter.pk)
        rows.update(opinion_on=None, received_on=None, result="", recovered=None, answer=None, rounds=0)
    _tell_sealed(matter, correction)


def _undo_review(actor: Actor, matter: Matter, correction: Correction) -> None:
    revoke_papers(actor, matter, correction, FOLLOW["review"])
    Review.objects.filter(matter=matter.pk).update(opinion_on=None, received_on=None)
    _tell_sealed(matter, correction)


def _tell_sealed(matter: Matter, correction: Correction) -> None:
    """Whoever has a sealed name is no applicant whom the engine would tell."""
    concern = find_concern(matter)
    row = sealed_of(concern) if concern else None
    if row is not None:
        tell_corrected(row, correction.told.reveal() if correction.told else "")


def register() -> None:
    """Say it for concerns with and without a name, and for their reviews."""
    told = Undoing(
        effects=_effects,
        undo=_undo,
        redo={
            "register/guide": lambda actor, matter, correction: guide_concern(actor, matter),
            "register/not_ours": lambda actor, matter, correction: decline_concern(actor, matter),
            "register/discipline": lambda actor, matter, correction: pass_to_discipline(actor, matter),
            "register/elsewhere": lambda actor, matter, correction: refuse_elsewhere(actor, matter),
        },
    )
    register_undoing(CONCERN, told)
    register_undoing(ANONYMOUS, told)
    reviewed = Undoing(
        effects=_effects,
        undo=_undo_review,
        redo={
            "review/uphold": lambda actor, matter, correction: issue_review(actor, matter),
            "review/change": lambda actor, matter, correction: issue_review(actor, matter),
        },
    )
    register_undoing(REVIEW, reviewed)
