"""Who works for whom. A dispatched worker has two employers: the agency, and whoever uses the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible

from .changing import changing, store
from .checking import not_future
from .journal_codes import EMPLOYED, EMPLOYMENT_ENDED, EMPLOYMENT_TAKEN_BACK

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.employers.models import Employer
    from niangjia.foundation.access.actor import Actor

    from .models import Person

Kind = Employment.Kind
SINGLE = (Kind.DIRECT, Kind.OUTSOURCED, Kind.PLATFORM)


@transaction.atomic
def employ(
    actor: Actor,
    person: Person,
    employer: Employer,
    *,
    kind: str = Kind.DIRECT,
    title: str = "",
    started: date | None = None,
) -> Employment:
    """Record that the person works for an employer. Raises Refused, NotPossible; for dispatched workers see below."""
    if kind not in SINGLE:
        raise NotPossible(_("A dispatched worker has two employers: name the agency and the user."))
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        return _begin(actor, Employment(person=person, employer=employer, kind=kind, title=title, started=started))


@transaction.atomic
def employ_dispatched(
    actor: Actor,
    person: Person,
    *,
    agency: Employer,
    user: Employer,
    title: str = "",
    started: date | None = None,
) -> tuple[Employment, Employment]:
    """Record that an agency employs the person and a user has the work: (with the agency, with the user).

    Raises Refused, NotPossible.
    """
    if not agency.dispatches or agency.pk == user.pk:
        raise NotPossible(_("This employer is no dispatch agency for the other."))
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        given = {"person": person, "title": title, "started": started}
        return (
            _begin(actor, Employment(employer=agency, kind=Kind.DISPATCHED, **given)),
            _begin(actor, Employment(employer=user, kind=Kind.USED, **given)),
        )


def _begin(actor: Actor, row: Employment) -> Employment:
    if row.started:
        not_future(row.started)
    row.title = " ".join(row.title.split())[:64]
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("The person works for this employer already.")) from None
    store(row.person, [])
    data = {"employer": row.employer_id, "kind": str(row.kind)}
    journal.record(actor, EMPLOYED, row.person, union=row.person.home_id, data=data)
    return row


@transaction.atomic
def end_employment(actor: Actor, employment: Employment, *, day: date) -> None:
    """Record the last day; when an agency's work ends, so does that with its users. Raises Refused, NotPossible."""
    person = employment.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        employment.refresh_from_db()
        if employment.ended:
            raise NotPossible(_("This work has ended already."))
        kinds = [Kind.USED] if employment.kind == Kind.DISPATCHED else []
        used = Employment.objects.filter(person=person, kind__in=kinds, ended=None)
        for row in [employment, *used]:
            end(actor, row, day)


@transaction.atomic
def take_back_employment(actor: Actor, employment: Employment) -> None:
    """Take away work that was entered by mistake: it never was. Raises Refused, NotPossible."""
    person = employment.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        data = {"employer": employment.employer_id}
        employment.delete()
        store(person, [])
        journal.record(actor, EMPLOYMENT_TAKEN_BACK, person, union=person.home_id, data=data)


def end(actor: Actor, row: Employment, day: date) -> None:
    """End work of a person that is being changed. Raises NotPossible."""
    if row.started and not_future(day) < row.started:
        raise NotPossible(_("It must not end before it began."))
    row.ended = not_future(day)
    row.save(update_fields=["ended"])
    store(row.person, [])
    journal.record(actor, EMPLOYMENT_ENDED, row.person, union=row.person.home_id, data={"employer": row.employer_id})
