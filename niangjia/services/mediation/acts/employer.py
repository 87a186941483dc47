"""What the employer is told: it has no account, so papers go to it, each with a proof of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.papers import issue_paper, papers_about, refusals
from niangjia.engines.papers.models import Paper
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import deliver_paper
from niangjia.engines.rules import add_days, value
from niangjia.foundation.clock import today
from niangjia.services.mediation.hooks import refuse_recused
from niangjia.services.mediation.journal_codes import DELIVERED, INVITED
from niangjia.services.mediation.papers import ACCEPTED, AGREEMENT, CALLED, ENDED, INVITATION
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import dispute_of, said_of, with_applicant

from .deciding import told_of

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

GO_OUT = tuple(kind.key for kind in (INVITATION, ACCEPTED, CALLED, AGREEMENT, ENDED))


def sent_to_employer(matter: Matter) -> list[Paper]:
    """The papers that the employer gets, the oldest first; with their copies on the way. Two queries."""
    found = papers_about(matter).filter(kind__in=GO_OUT, revoked=None).exclude(state="discarded")
    return list(found.defer("data", "content", "seal_proof").prefetch_related("deliveries").order_by("pk"))


@transaction.atomic
def ask_employer(actor: Actor, matter: Matter) -> Paper:
    """Ask the employer in writing whether it agrees to be mediated. Raises Refused, NotPossible, also asked twice."""
    found = locked_open(matter.pk)
    require_at(actor, MEDIATE, found.union)
    refuse_recused(actor, found)
    row = dispute_of(found)
    if found.phase != "accepting" or not (said_of(row).employer and said_of(row).name):
        raise NotPossible(_("The employer is asked while the application waits, and its name stands there."))
    if papers_about(found).filter(kind=INVITATION.key, revoked=None).exists():
        raise NotPossible(_("The employer is asked already."))
    until = add_days(today(), value("mediation.accept_wd", on=today()).days).day
    data = {**told_of(row), "until": f"{until:%Y年%m月%d日}"}
    with with_applicant(found):
        paper = issue_paper(actor, INVITATION.key, union=found.union, about=found, person=found.person, data=data)
    journal.record(actor, INVITED, found, union=found.union_id, data={"number": paper.number})
    return paper


@transaction.atomic
def note_delivery(actor: Actor, matter: Matter, paper: Paper, received_by: str, day: date) -> None:
    """The employer has received its copy: who took it, and when. Raises Refused, NotPossible."""
    require_at(actor, MEDIATE, matter.union)
    refuse_recused(actor, matter)
    if paper.kind not in GO_OUT or not papers_about(matter).filter(pk=paper.pk).exists():
        raise NotPossible(_("This paper does not go to the employer."))
    to = said_of(dispute_of(matter)).employer
    try:
        with with_applicant(matter), decided_by(paper.union, paper.union, MEDIATE):
            deliver_paper(actor, paper, to_name=to, received_by=received_by, day=day)
    except refusals.NotPossible as error:
        raise NotPossible(str(error), "day" if error.field in ("sent", "received") else error.field) from None
    journal.record(actor, DELIVERED, matter, union=matter.union_id, data={"number": paper.number})
