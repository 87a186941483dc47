"""Two who restructure at once: the second waits, and acts on what is then."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from django.db import connection, transaction

from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.actions import Draft, found_union
from niangjia.engines.people.unions.models import Kind, Level, State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .with_past import at, begun

if TYPE_CHECKING:
    from tests.harness.people import Cast

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
FIRST = Draft(code="1100", name="云州港务区总工会", level=Level.COUNTY, kind=Kind.FEDERATION)


def _until_somebody_waits() -> None:
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for the tree")


def test_places_that_changed_while_one_waited_are_read_anew(committed: str, cast: Cast) -> None:
    """A county in front shifts every place of the mine by one; the chair, who waited, acts all the same."""
    chair, path = begun(cast).client("chair"), at(cast, "workshop", "dissolve")
    seen = chair.post(path, {"day": str(today())}).context["seen"]
    answers: list[int] = []

    def send() -> None:
        try:
            answers.append(chair.post(path, {"day": str(today()), "sure": seen}).status_code)
        finally:
            connection.close()

    hand = threading.Thread(target=send)
    with transaction.atomic():
        found_union(PLATFORM, cast.union("city"), FIRST)
        hand.start()
        _until_somebody_waits()
    hand.join()
    assert answers == [302]
    assert Union.objects.get(pk=cast.union("workshop").pk).state == State.DISSOLVED


def test_the_second_of_two_sees_that_somebody_was_first(committed: str, cast: Cast) -> None:
    """Both look at the same union; the first dissolves it, the second is told instead of a second act."""
    clients = [begun(cast).client("chair"), cast.client("upper_officer")]
    path, data = at(cast, "workshop", "dissolve"), {"day": str(today())}
    seen = [client.post(path, data).context["seen"] for client in clients]
    answers = [client.post(path, {**data, "sure": was}) for client, was in zip(clients, seen, strict=True)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert "不能再作变更" in clients[1].get(answers[1].headers["Location"]).content.decode()
    assert cast.union("workshop").versions.filter(state=State.DISSOLVED).count() == 1
