"""The book of seal uses (用印登记簿)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.permissions import SEAL
from niangjia.engines.papers.rights import require_own
from niangjia.foundation.numbers import NumberKind, next_number

from .models import SealUse

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.papers.life.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

SERIES = NumberKind("papers.seal_use", "{number}").key


@transaction.atomic
def enter_seal_use(
    actor: Actor,
    union: Union,
    day: date,
    *,
    title: str,
    copies: int = 1,
    seal: str = "",
    approved_by: str = "",
    paper: Paper | None = None,
) -> SealUse:
    """Enter a use of the seal, of a paper of the platform or of another one. Raises Refused."""
    require_own(actor, SEAL, union)
    position = int(next_number(SERIES, owner=union.code, year=day.year))
    made = SealUse(union=union, year=day.year, position=position, day=day, copies=copies, paper=paper)
    made.title, made.seal, made.approved_by = title, seal or _union_seal(), approved_by
    made.account_id = actor.account_id
    made.save(force_insert=True)
    journal.record(actor, codes.SEAL_USED, made, union=union.pk)
    return made


def _union_seal() -> str:
    with override("zh-hans"):
        return _("the union's seal")
