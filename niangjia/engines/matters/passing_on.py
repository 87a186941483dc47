"""One service leads into another (a concern into mediation, a visit into a concern), and neither imports the other.

    register_receiver("mediation.dispute", _("Mediation"), take_over)         # who receives: take_over(actor, handed)
    pass_on(actor, matter, "mediation.dispute", Handed(union=…, words=…))     # who hands over

Both sides learn of it: a note for the applicant on the matter that hands over, and an entry in the journal of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal

from .acts.notes import write_told
from .journal_codes import PASSED_ON, TAKEN_OVER
from .recusing.acts import find_somebody, keep_out
from .recusing.models import kept_out_of
from .refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from niangjia.engines.people.models import Employer, Person, Union
    from niangjia.foundation.access.actor import Actor

    from .core.models import Matter

    Words = str | _StrPromise


@dataclass(frozen=True, repr=False)
class Handed:
    """What is handed over. `words` are the person's own and stay sealed; `facts` are plain: category, days, amounts.

    `union` is who gets it, `past` the union that must not learn of it, `origin` the matter that it comes from.
    """

    union: Union
    words: str
    person: Person | None = None
    employer: Employer | None = None
    day: date | None = None
    past: Union | None = None
    origin: Matter | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


Receive = Callable[["Actor", Handed], "Matter"]
_receivers: dict[str, tuple[Words, Receive]] = {}


def register_receiver(key: str, title: Words, receive: Receive) -> None:
    """Say that matters of this procedure can be handed over. Raises ValueError for a second one."""
    if _receivers.setdefault(key, (title, receive))[1] is not receive:
        raise ValueError(f"{key!r} is received twice")


def receivers() -> dict[str, Words]:
    """To what something can be handed over here, by the key of its procedure."""
    return {key: title for key, (title, _receive) in sorted(_receivers.items())}


@transaction.atomic
def pass_on(actor: Actor, key: str, handed: Handed) -> Matter:
    """Hand it over; whether the actor may is for the caller to ask. Raises NotPossible where nobody receives it."""
    if key not in _receivers:
        raise NotPossible(_("This can't be handed over here."))
    title, receive = _receivers[key]
    matter, origin = receive(actor, handed), handed.origin
    if origin is not None:
        keep_out(actor, matter, kept_out_of(origin))
        find_somebody(matter)
        journal.record(actor, PASSED_ON, origin, union=origin.union_id, data={"to": matter.number})
        write_told(
            actor, origin, _("It goes on as: %(title)s, %(number)s") % {"title": title, "number": matter.number}
        )
        journal.record(actor, TAKEN_OVER, matter, union=matter.union_id, data={"origin": origin.number})
    return matter
