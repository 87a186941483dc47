"""Where somebody works, as was said on applying: noted in the register once it is decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.models import Employer, Employment
from niangjia.engines.people.persons.working import employ
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.services.joining.said import Said


def at_work(person: Person, said: Said) -> None:
    """Note for whom the person works, as was said and decided on."""
    if not said.employer:
        return
    employer = Employer.objects.filter(name=said.employer).order_by("pk").first()
    employer = employer or record_employer(PLATFORM, {"name": said.employer})
    if not Employment.objects.filter(person=person, employer=employer, ended=None).exists():
        kind = Employment.Kind.PLATFORM if said.platform else Employment.Kind.DIRECT
        employ(PLATFORM, person, employer, kind=kind, title=said.title)
