"""Entering somebody into the register."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.totals.keeping import counts_of, shift
from niangjia.engines.people.unions.models import State as UnionState

from .checking import set_fields
from .completing import judge
from .details import new_details
from .documents import examined, new_documents, told_by
from .identifying import identify
from .journal_codes import REGISTERED
from .models import Person
from .naming import set_name, write_tokens

if TYPE_CHECKING:
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

    from .values import PersonData

CLOSED = (UnionState.MERGED, UnionState.DISSOLVED)


@transaction.atomic
def register_person(actor: Actor, union: Union, data: PersonData) -> Person:
    """Enter a person whose record that union keeps; without a document the record is incomplete.

    Raises Refused, NotPossible, and AlreadyRegistered for a document of somebody who is here, or elsewhere, already.
    """
    actor.require(EDIT, at=union.place)
    refuse_closed(union)
    documents = [examined(given) for given in data.documents]
    person = Person(home=union)
    set_name(person, data.name)
    set_fields(person, data.fields)
    for name, value in told_by(documents).items():
        setattr(person, name, value)
    judge(person, has_document=bool(documents))
    person.save(force_insert=True)
    write_tokens([person])
    new_documents(person, data.documents, documents)
    new_details(person, data)
    identify(person.pk)
    shift(Counter(), counts_of([person]))
    journal.record(actor, REGISTERED, person, union=union.pk, data={"lacks": person.lacks} if person.lacks else None)
    return person


def refuse_closed(union: Union) -> None:
    """Raises NotPossible for a union that is no more."""
    if union.state in CLOSED:
        raise NotPossible(_("This union was merged or dissolved."))
