"""What was written down wrong about a membership."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.reading import history
from niangjia.engines.people.memberships.correcting import correct_membership
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.persons.tests.samples import BORN, DAY, Office, office
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from datetime import date

    from tests.harness.people import Cast

EARLIER = DAY - timedelta(days=400)


def test_days_and_number_are_corrected_and_told(desk: Office) -> None:
    row = desk.member()
    changed = correct_membership(desk.actor, row, joined=EARLIER, started=DAY, number="A7", reason="入会日期写错")
    row.refresh_from_db()
    assert (changed, row.joined, row.number) == (["joined", "number"], EARLIER, "A7")
    assert "入会日期写错" in history(row.person)[0].entry.sentence


@pytest.mark.parametrize(
    ("joined", "started"),
    [
        (today() + timedelta(days=1), DAY),  # to come
        (DAY, EARLIER),  # here before joining
        (BORN, DAY),  # before being born
    ],
)
def test_days_that_can_not_be_are_refused(desk: Office, joined: date, started: date) -> None:
    row = desk.member()
    with pytest.raises(NotPossible):
        correct_membership(desk.actor, row, joined=joined, started=started, number="", reason="更正")


def test_a_transfers_day_stands(desk: Office) -> None:
    row = transfer_membership(desk.actor, desk.member(), desk.union("workshop"), day=today())
    with pytest.raises(NotPossible):
        correct_membership(desk.actor, row, joined=DAY, started=EARLIER, number="", reason="更正")


def test_a_reason_is_needed(desk: Office) -> None:
    with pytest.raises(NotPossible):
        correct_membership(desk.actor, desk.member(), joined=EARLIER, started=DAY, number="", reason=" ")


def test_who_may_not_move_members_corrects_none(cast: Cast) -> None:
    with office(cast) as mine:
        row = mine.member(at="group")
    with office(cast, "group_leader") as group, pytest.raises(Refused):
        correct_membership(group.actor, row, joined=EARLIER, started=DAY, number="", reason="更正")
