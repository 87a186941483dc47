"""Who hands in, and who stands, does not decide: the union asks, somebody else above it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.services.founding.apart import refuse_both_sides

from .models import Candidate, Sheet

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

    from .models import Election


def refuse_own(actor: Actor, matter: Matter, election: Election) -> None:
    """Raises NotPossible for who did a step of the union in this election, typed its candidates, a count or the
    heads, or stands in it: one and the same person may have a post below and above.
    """
    refuse_both_sides(actor, matter)
    if actor.account_id is not None:
        sheets = Sheet.objects.filter(ballot__election=election, entered_by=actor.account_id)
        if actor.account_id in (election.named_by_id, election.headed_by_id) or sheets.exists():
            raise NotPossible(_("You handed this in for the union: a colleague above it answers."))
    stands = Candidate.objects.filter(ballot__election=election, ballot__past=False, person=actor.person_id)
    if actor.person_id is not None and stands.exists():
        raise NotPossible(_("You stand in this election: a colleague above it answers."))
