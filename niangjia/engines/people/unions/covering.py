"""Which employers a union covers. One may cover many, an employer may have several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT_UNIONS
from niangjia.engines.people.refusals import NotPossible

from . import journal_codes
from .acts import end, hold, past_day, refuse_ended, refuse_overlap
from .models import Coverage, Union

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.employers.models import Employer
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def cover_employer(actor: Actor, union: Union, employer: Employer, *, day: date | None = None) -> Coverage:
    """The union covers the employer from that day on. Raises Refused, NotPossible."""
    since = past_day(day)
    union = hold(union)
    actor.require(EDIT_UNIONS, at=union.place)
    refuse_ended(union)
    refuse_overlap(union.coverages.filter(employer=employer), since)
    coverage = Coverage.objects.create(union=union, employer=employer, valid_from=since)
    told = {"employer": employer.name, "day": date_format(since)}
    journal.record(actor, journal_codes.COVERED, union, union=union.pk, data=told)
    return coverage


@transaction.atomic
def uncover_employer(actor: Actor, coverage: Coverage, *, day: date | None = None) -> Coverage:
    """The union does not cover the employer any more from that day on. Raises Refused, NotPossible."""
    first_without = past_day(day)
    found = Coverage.objects.select_for_update(of=("self",)).select_related("union", "employer")
    coverage = found.get(pk=coverage.pk)
    actor.require(EDIT_UNIONS, at=coverage.union.place)
    if coverage.valid_to is not None:
        raise NotPossible(_("The union does not cover this employer any more."))
    if first_without < coverage.valid_from:
        raise NotPossible(_("It must not end before it begins."))
    end(coverage, first_without)
    told = {"employer": coverage.employer.name, "day": date_format(first_without)}
    journal.record(actor, journal_codes.UNCOVERED, coverage.union, union=coverage.union_id, data=told)
    return coverage
