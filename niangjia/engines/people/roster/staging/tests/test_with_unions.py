"""Lists of a union that goes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Expected, Roster
from niangjia.engines.people.persons.tests.samples import BORN, office
from niangjia.engines.people.roster.staging.with_unions import applications, lists
from niangjia.engines.people.unions.hooks import Merging
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_lists_and_awaited_applications_go_along(cast: Cast) -> None:
    with office(cast) as desk:
        gone, into, person = desk.union("shaft"), desk.union("mine"), desk.register("王芳")
        roster = Roster.objects.create(union=gone, file_name="x.xlsx", size=1, digest=b"x")
        Expected.objects.create(person=person, union=gone, roster=roster, since=BORN)
        merging = Merging(desk.actor, gone, into, today(), "")
        assert (applications(merging), lists(merging)) == (1, 1)
        assert Expected.objects.get().union_id == Roster.objects.get().union_id == into.pk
