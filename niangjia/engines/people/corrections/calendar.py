"""What waits for the clerk stands under today: requests for corrections, and notes of signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from niangjia.engines.people.claiming.models import ClaimNote
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.finding import living_persons
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.clock import today
from niangjia.foundation.faces.due import DueLine

from .models import Correction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from niangjia.foundation.access.actor import Actor


def waiting_lines_of(actor: Actor, first: date, last: date) -> Iterator[DueLine]:
    """One line, where there is something; nobody's who may not correct records."""
    if not (actor.may(EDIT) and first <= today() <= last):
        return
    homes = Union.objects.within(actor.reach(EDIT))
    count = Correction.objects.filter(state=Correction.State.OPEN, person__home__in=homes).count()
    notes = ClaimNote.objects.filter(settled=None, person__home__in=homes, person__in=living_persons())
    if count := count + notes.count():
        title = ngettext("%(count)s correction or note waits", "%(count)s corrections and notes wait", count)
        yield DueLine(today(), title % {"count": count}, url=reverse("people:corrections"))
