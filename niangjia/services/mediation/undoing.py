"""What undoing means: of the papers those are revoked that followed from the step, or from a later one.

An agreement under which money was paid is not undone by a click; that it was not kept after all can still be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines.matters.later.permissions import CORRECT
from niangjia.engines.matters.later.undoing import Undoing, register_undoing
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import refusals
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import papers_about, revoke_paper
from niangjia.engines.people.posts.holding import stands_for
from niangjia.foundation.access.actor import Refused

from .acts.deciding import end_mediation, refuse_dispute
from .models import Dispute, Instalment
from .papers import ACCEPTED, AGREEMENT, CALLED, ENDED, RECORD, REFUSED

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.foundation.access.actor import Actor

ENDS = (AGREEMENT.key, ENDED.key)
FOLLOW = {
    "accept": (ACCEPTED.key, REFUSED.key, CALLED.key, RECORD.key, *ENDS),
    "mediate": ENDS,
    "perform": (ENDED.key,),
}


def _in_force(matter: Matter, correction: Correction) -> list[Paper]:
    """The papers that fall with the step: what the applicant or a session said before it stays."""
    kinds = FOLLOW.get(correction.task.key, FOLLOW["accept"])
    return [paper for paper in papers_about(matter).filter(kind__in=kinds, revoked=None) if paper.issued]


def _effects(matter: Matter, correction: Correction) -> list[str]:
    paid = Instalment.objects.filter(dispute__matter=matter.pk, paid__gt=0).exists()
    if paid and correction.task.key != "perform":
        raise NotPossible(_("The employer has paid under this agreement: it can't be undone."))
    told = [{"title": paper.title, "number": paper.number} for paper in _in_force(matter, correction)]
    return [_("The paper “%(title)s” %(number)s is revoked.") % one for one in told]


def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    """Where there was no agreement after all, nothing of it stays: the end is not one of a broken agreement."""
    with override("zh-hans"):
        why = _("The decision was corrected: see the matter %(number)s") % {"number": matter.number}
    for paper in _in_force(matter, correction):
        try:
            with decided_by(stands_for(correction.task.union), paper.union, CORRECT):
                revoke_paper(actor, paper, why)
        except (refusals.NotPossible, Refused) as error:
            told = {"title": paper.title, "number": paper.number, "why": error}
            raise NotPossible(_("The paper “%(title)s” %(number)s stands in the way: %(why)s") % told) from None
    if correction.task.key != "perform":
        Instalment.objects.filter(dispute__matter=matter.pk).delete()
        Dispute.objects.filter(matter=matter.pk).update(agreed=None, agreed_on=None, terms=None)


def _refuse(actor: Actor, matter: Matter, correction: Correction) -> None:
    refuse_dispute(actor, matter)


def _end(actor: Actor, matter: Matter, correction: Correction) -> None:
    end_mediation(actor, matter)


def register(key: str) -> None:
    """Say it for the one procedure."""
    redo = {"accept/refuse": _refuse, "mediate/fail": _end, "perform/broken": _end}
    register_undoing(key, Undoing(effects=_effects, undo=_undo, redo=redo))
