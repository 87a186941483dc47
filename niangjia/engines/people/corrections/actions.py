from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.claiming.models import ClaimNote
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.checking import fit_reason
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.details import add_detail, replace_detail
from niangjia.engines.people.persons.models import Person, SealedDetail
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now

from .journal_codes import ASKED, CONFIRMED, REFUSED, WITHDRAWN
from .models import Correction
from .values import DETAILS, OPEN, differing, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from niangjia.foundation.access.actor import Actor

    from .values import Paper

State = Correction.State
LONGEST_EVIDENCE = 1000


@transaction.atomic
def ask_correction(
    actor: Actor, person: Person, wanted: Mapping[str, Any], *, evidence: str = "", paper: Paper | None = None
) -> Correction:
    """Say what is wrong in the own record: `wanted` has new values by field (values.FIELDS).

    Raises Refused for anybody else, NotPossible for what can't be, for nothing new, and while one is open.
    """
    _own(actor, person)
    if person.state in OVER:
        raise NotPossible(_("This record was merged or erased."))
    found = differing(person, wanted)
    evidence = evidence.strip()
    if not found and not evidence:
        raise NotPossible(_("Nothing differs from what is recorded. Change a field, or say in words what is wrong."))
    if len(evidence) > LONGEST_EVIDENCE:
        raise NotPossible(_("At most %(count)s signs.") % {"count": LONGEST_EVIDENCE})
    row = Correction(person=person, fields=", ".join(found), file_kind=paper.kind if paper else "")
    row.asked, row.evidence = packed(found), evidence or None
    row.file = base64.b64encode(paper.content).decode() if paper else None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("Your union has a request of yours already. Take that back to ask anew.")) from None
    # Whoever had only tapped "information wrong" has now said what: the clerk finds it once.
    ClaimNote.objects.filter(person=person, says=ClaimNote.Says.WRONG, settled=None).update(settled=now())
    _note(actor, ASKED, row)
    return row


@transaction.atomic
def withdraw_correction(actor: Actor, correction: Correction) -> None:
    """Take one's own request back. Raises Refused for anybody else, NotPossible when it is decided."""
    _own(actor, correction.person)
    with _deciding(correction, State.WITHDRAWN):
        _note(actor, WITHDRAWN, correction)


@transaction.atomic
def confirm_correction(actor: Actor, correction: Correction) -> list[str]:
    """Put what is asked for into the record; answers which fields changed.

    Raises Refused, also for whoever asked, and NotPossible when it is decided, or the record does not take a value.
    """
    person = _deciders(actor, correction)
    with _deciding(correction, State.CONFIRMED):
        # What the record has got meanwhile is left out: only differences are written.
        found = differing(person, unpacked(correction.asked.reveal())) if correction.asked else {}
        changed = list(found)
        if fields := {name: found[name] for name in OPEN if name in found}:
            correct_person(actor, person, **fields)
        for kind in DETAILS:
            if kind in found:
                _detail(actor, person, kind, found[kind])
        _note(actor, CONFIRMED, correction)
    return changed


@transaction.atomic
def refuse_correction(actor: Actor, correction: Correction, *, reason: str) -> None:
    """Leave the record as it is, with a reason that the person reads. Raises Refused, NotPossible."""
    _deciders(actor, correction)
    with _deciding(correction, State.REFUSED):
        correction.reason = fit_reason(reason)
        _note(actor, REFUSED, correction, reason=correction.reason)


def _own(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        raise Refused(_("Everybody asks for corrections of their own record."))


def _deciders(actor: Actor, correction: Correction) -> Person:
    person = correction.person
    actor.require(EDIT, at=person.home.place)
    if actor.person_id == person.pk:
        raise Refused(_("Somebody else decides about corrections of your own record."))
    return person


@contextmanager
def _deciding(correction: Correction, state: str) -> Iterator[None]:
    """Decide in the block on a request that is open and locked; what it held is emptied. Raises NotPossible."""
    correction.refresh_from_db(from_queryset=Correction.objects.select_for_update())
    if correction.state != State.OPEN:
        raise NotPossible(_("This request is decided already."))
    yield
    correction.state, correction.decided, correction.file_kind = state, now(), ""
    correction.asked = correction.evidence = correction.file = None
    correction.save()


def _detail(actor: Actor, person: Person, kind: str, value: str) -> None:
    first = SealedDetail.objects.filter(person=person, kind=kind).order_by("position").first()
    if first:
        replace_detail(actor, first, value)
    else:
        add_detail(actor, person, kind, value)


def _note(actor: Actor, code: str, row: Correction, **more: str) -> None:
    journal.record(actor, code, row.person, union=row.person.home_id, data={"fields": row.fields, **more})
