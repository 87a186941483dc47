"""Opens matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.journal.subjects import subject_of
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.core.models import Event, Matter
from niangjia.engines.matters.core.versions import current_version
from niangjia.engines.matters.hooks import on_matter_opened
from niangjia.engines.matters.procedures import procedure_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import Kind, Refused
from niangjia.foundation.clock import now
from niangjia.foundation.numbers import NumberKind, next_number

from .going import declared, note_event, set_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from niangjia.engines.journal.subjects import Subject
    from niangjia.engines.matters.procedures import Procedure
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

NumberKind("matters.matter", "{owner}-{year}-{number:05d}")


def handling_union(home: Union) -> Union:
    """The union that handles a person's matters: the nearest from its home upwards that is no branch and no group."""
    if home.level <= Level.BASE:
        return home
    over = Union.objects.filter(place__lt=home.place, place_end__gte=home.place_end, level__lte=Level.BASE)
    return over.order_by("-place").first() or home


@transaction.atomic
def open_matter(
    actor: Actor,
    key: str,
    *,
    union: Union,
    person: Person | None = None,
    about: Model | Subject | None = None,
    variables: Mapping[str, Any] | None = None,
    past: Union | None = None,
) -> Matter:
    """Open a matter of the procedure `key` at a union; for a person who applies, or for none.

    `about` is the service's own row. A procedure that goes past the applicant's union takes `union` as the one to be
    passed by and gives the matter to the union above; where the applicant chooses, `past` names the one to be passed
    by and `union` is who gets it. Raises UnknownProcedure, Refused, NotPossible.
    """
    procedure = procedure_of(key)
    _require(actor, procedure, union, person)
    if past is not None and past.place <= union.place < past.place_end:
        raise NotPossible(_("It can't be sent past a union to itself or to one below it."))
    if union.state not in STANDING:
        raise NotPossible(_("%(union)s does not exist any more.") % {"union": union.name})
    matter = _entered(actor, procedure, union, person, past)
    if about is not None:
        subject = subject_of(about)
        matter.subject_type, matter.subject_id = subject.type, subject.key
    matter.variables = declared(matter, variables or {})
    matter.save(force_insert=True)
    note_event(actor, matter, Event.Kind.OPENED)
    journal.record(actor, codes.OPENED, matter, union=matter.union_id, data={"procedure": key})
    on_matter_opened.run(matter)
    set_out(actor, matter)
    return matter


def _require(actor: Actor, procedure: Procedure, union: Union, person: Person | None) -> None:
    """The applicant opens, or staff with the procedure's own permission."""
    if actor.kind is Kind.PLATFORM or (person is not None and actor.person_id == person.pk):
        return
    if not procedure.enter:
        raise Refused(_("Only the applicant can begin this."))
    actor.require(procedure.enter, at=union.place)


def _entered(actor: Actor, procedure: Procedure, union: Union, person: Person | None, past: Union | None) -> Matter:
    passed, holder = past, union
    if past is None and procedure.above_only and union.parent is not None:
        passed, holder = union, union.parent
    return Matter(
        procedure=procedure.key,
        version=current_version(procedure),
        number=next_number("matters.matter", owner=holder.code),
        union=holder,
        bypassed=passed,
        person=person,
        sensitive=procedure.sensitive,
        opened=now(),
        opened_by_id=actor.account_id,
    )
