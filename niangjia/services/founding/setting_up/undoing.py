"""What undoing means: an answer that was no is taken back; a union that is prepared is ended in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.later.undoing import Undoing, revoking_papers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people import refusals
from niangjia.engines.people.unions.actions import correct_union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .models import LegalPerson, SealSpecimen

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

PAPERS = revoking_papers()


def _answered(matter: Matter, correction: Correction) -> list[str]:
    if matter.phase == "preparing":
        raise NotPossible(_("The union is in the register: dissolve it there, then ask anew."))
    return PAPERS.effects(matter, correction)


def _certified(matter: Matter, correction: Correction) -> list[str]:
    row = LegalPerson.objects.filter(matter=matter).order_by("-pk").first()
    if row and row.ended:
        raise NotPossible(_("A later certificate took its place: correct that one."))
    told = [_("The certificate %(number)s was never issued.") % {"number": row.number}] if row else []
    return [*told, *PAPERS.effects(matter, correction)]


def _take_back(actor: Actor, matter: Matter, correction: Correction) -> None:
    """The certificate before counts again, where there was one."""
    PAPERS.undo(actor, matter, correction)
    SealSpecimen.objects.filter(matter=matter, handed_in=None).update(handed_in=today())
    row = LegalPerson.objects.select_related("replaced").filter(matter=matter, ended=None).first()
    if row is None:
        return
    before = row.replaced
    row.ended = row.issued
    row.save(update_fields=["ended"])
    if before:
        before.ended = None
        before.save(update_fields=["ended"])
    values = {
        "certificate": before.number if before else row.was_number,
        "certificate_expires": before.expires if before else row.was_expires,
    }
    try:
        correct_union(PLATFORM, matter.union, values)
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None


OF_REQUESTS = Undoing(effects=_answered, undo=PAPERS.undo)
OF_CERTIFICATES = Undoing(effects=_certified, undo=_take_back)
