"""Whoever enters a document learns whether somebody has it, elsewhere too: one document is one person.

So that nobody tries numbers out, an account is told so a few times a day only, and the journal keeps each time.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.limits import Limit

from .journal_codes import DOCUMENT_MET
from .refusals import AlreadyRegistered

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

ANSWERS = Limit("people.document_elsewhere", most=20, per=timedelta(days=1))
SOMEBODY = journal.Subject("people.person", 0)


def refuse_guessing(actor: Actor) -> None:
    """Raises NotPossible for an account that has had that answer often enough."""
    if ANSWERS.reached(str(actor.account_id)):
        raise NotPossible(
            _("Many of the documents entered were known elsewhere: go on tomorrow, or ask the union above.")
        )


def note_answer(actor: Actor, refusal: NotPossible) -> None:
    """Count and journal that the actor was told so; outside the transaction that the refusal undoes."""
    if isinstance(refusal, AlreadyRegistered) and refusal.person_id is None:
        ANSWERS.count(str(actor.account_id))
        journal.record(actor, DOCUMENT_MET, SOMEBODY)
