"""The database itself keeps days in their order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from niangjia.engines.people.models import Coverage, Employment, Membership, Post, SecondaryTie
from niangjia.engines.people.unions.models import UnionVersion
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

if TYPE_CHECKING:
    from django.db.models import Model

    from tests.harness.people import Cast

DAY = date(2020, 3, 1)
BEFORE, LONG_BEFORE = DAY - timedelta(days=1), DAY - timedelta(days=2)


def _rows(cast: Cast) -> dict[str, Model]:
    mine, school = cast.union("mine"), cast.union("school")
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        membership = Membership.objects.get(person=cast.person("member"))
        employment = Employment.objects.get(person=cast.person("worker"))
    return {
        "membership": membership,
        "employment": employment,
        "post": cast.post("clerk"),
        "version": UnionVersion(union=mine, valid_from=DAY, name="一", level=mine.level, reason="founded"),
        "tie": SecondaryTie(union=mine, upper=school, valid_from=DAY),
        "coverage": Coverage(union=school, employer_id=employment.employer_id, valid_from=DAY),
    }


@pytest.mark.parametrize("what", ["membership", "employment", "post", "version", "tie", "coverage"])
def test_nothing_ends_before_it_begins(cast: Cast, what: str) -> None:
    row = _rows(cast)[what]
    names = {field.name for field in row._meta.get_fields()}
    start = "started" if "started" in names else "valid_from"
    end = next(name for name in ("ended", "ends", "valid_to") if name in names)
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        setattr(row, start, DAY)
        setattr(row, end, LONG_BEFORE)
        with pytest.raises(IntegrityError, match="_days"), transaction.atomic():
            row.save()
        setattr(row, end, BEFORE)
        if isinstance(row, Post):  # it was entered by mistake and never held
            row.save()
