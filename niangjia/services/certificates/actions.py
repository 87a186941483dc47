from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at

from .forms import PURPOSES
from .journal_codes import ISSUED
from .membership import facts_of, membership_of
from .papers import MEMBERSHIP
from .permissions import ISSUE

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor


def issue_certificate(actor: Actor, matter: Matter) -> None:
    """Issue the certificate that was asked for, as the register stands now, or enter the one that is on paper.

    Raises Refused, NotPossible.
    """
    require_at(actor, ISSUE, matter.union)
    membership = membership_of(matter.person) if matter.person else None
    if membership is None:
        raise NotPossible(_("The register has no membership in force any more: refuse, and say so."), "outcome")
    with override("zh-hans"):
        data = {**facts_of(membership), "purpose": str(PURPOSES[matter.variables["purpose"]])}
    paper = issue_about(actor, matter, MEMBERSHIP.key, data)
    journal.record(actor, ISSUED, matter, union=matter.union_id, data={"number": paper.number})
