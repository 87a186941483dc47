"""Looking at a secret on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines import journal
from niangjia.engines.people.permissions import REVEAL

from .checking import fit_reason
from .journal_codes import REVEALED, REVEALED_OWN
from .models import Relative, SealedDetail

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .models import Person
    from .showing import Sealed


@transaction.atomic
def reveal(actor: Actor, person: Person, what: Sealed, reason: str) -> str:
    """The plain value of a document's number, a detail or a relative's number of that person; "" if there is none.

    The look is journalled first. People see their own without a reason; that is an entry too, so that they find it if
    it was somebody else at their account. Raises Refused, NotPossible without a reason, ValueError for a row of
    somebody else.
    """
    if what.person_id != person.pk:
        raise ValueError("the row is another person's")
    if actor.person_id != person.pk:
        actor.require(REVEAL, at=person.home.place)
        data = {"what": _what(what)}
        journal.look(actor, REVEALED, person, reason=fit_reason(reason), union=person.home_id, data=data)
    else:
        journal.look(actor, REVEALED_OWN, person, union=person.home_id, data={"what": _what(what)})
    secret = what.value if isinstance(what, SealedDetail) else what.number
    return secret.reveal() if secret else ""


def _what(row: Sealed) -> str:
    return "relative" if isinstance(row, Relative) else str(row.kind)
