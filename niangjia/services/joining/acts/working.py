"""Where somebody works, as was said on applying: noted in the register once it is decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.models import Coverage, Employer, Employment
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.values import Fields
from niangjia.engines.people.persons.working import employ, end_employment
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.models import Person, Union
    from niangjia.services.joining.said import Said


def at_work(person: Person, said: Said) -> None:
    """Note for whom the person works, and in which new form of work, as was said and decided on."""
    fields = Fields()
    if said.new_form:
        fields["new_form"] = said.new_form
    if said.platform:
        fields["platform"] = said.platform
    if fields:
        correct_person(PLATFORM, person, **fields)
    if not said.employer:
        return
    employer = _employer(said) or record_employer(PLATFORM, {"name": said.employer})
    if not Employment.objects.filter(person=person, employer=employer, ended=None).exists():
        kind = Employment.Kind.PLATFORM if said.platform else Employment.Kind.DIRECT
        employ(PLATFORM, person, employer, kind=kind, title=said.title)


def left_work(person: Person, said: Said, origin: Union, day: date) -> None:
    """End the work that the person had where the membership was, unless it is what they say now.

    That is work for employers whom the former union covers; where it covers none of them, the only work there is.
    """
    others = Employment.objects.filter(person=person, ended=None).order_by("pk")
    if employer := _employer(said):
        others = others.exclude(employer=employer)
    rows = list(others)
    covered = set(holding(Coverage.objects.filter(union=origin)).values_list("employer", flat=True))
    former = [row for row in rows if row.employer_id in covered] or (rows if len(rows) == 1 else [])
    for row in former:
        row.refresh_from_db()
        if row.ended is None:  # the work with a user ends with that of the agency
            end_employment(PLATFORM, row, day=max(day, row.started or day))


def _employer(said: Said) -> Employer | None:
    return Employer.objects.filter(name=said.employer).order_by("pk").first() if said.employer else None
