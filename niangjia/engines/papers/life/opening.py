"""Opening a paper: what it says is shown to who may see the union's papers, and the look is journalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.kinds.kind import UnknownPaper
from niangjia.engines.papers.making.setting import context_of
from niangjia.engines.papers.permissions import SEE
from niangjia.engines.papers.refusals import NotPossible

from .freezing import Damaged
from .hiding import whose_look

if TYPE_CHECKING:
    from niangjia.engines.papers.making.setting import Context
    from niangjia.foundation.access.actor import Actor

    from .models import Paper


def open_paper(actor: Actor, paper: Paper) -> Context:
    """What the templates are filled with. Raises Refused; NotPossible for what can't be shown as it was signed."""
    actor.require(SEE, at=paper.union.place)
    kind = paper.kind_or_none
    if kind is None or kind.personal:
        journal.look(actor, codes.OPENED, paper, union=paper.union_id, shown=whose_look(paper))
    try:
        return context_of(paper)
    except Damaged:
        raise NotPossible(_("What is stored of this paper is not what was signed, so it is not shown.")) from None
    except UnknownPaper:
        raise NotPossible(_("The service that this draft belongs to is not there any more.")) from None
