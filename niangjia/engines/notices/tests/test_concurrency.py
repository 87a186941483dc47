"""Two at the same time, on a real database with real commits."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from niangjia.engines.notices.channels.base import SENT
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending import delivering
from niangjia.engines.notices.sending.delivering import deliver_some, once
from niangjia.engines.notices.sending.models import Message, State
from niangjia.engines.notices.sending.reports import take_reports
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM

from .samples import URGENT, WORDS, agree, give_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from niangjia.engines.notices.channels.base import Outcome, Parcel
    from tests.harness.people import Cast

KEYS = ("member", "worker", "clerk", "chair", "auditor", "group_leader")


def together(*acts: Callable[[], object]) -> None:
    """All at once, each with a connection of its own."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Slow:
    """A carrier that takes its time, so that two are at it together."""

    rings = True

    def __init__(self) -> None:
        self.ids: list[str] = []

    def ready(self) -> bool:
        return True

    def carry(self, parcel: Parcel) -> Outcome:
        threading.Event().wait(0.02)
        self.ids.append(parcel.once)
        return SENT


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    found = Slow()
    monkeypatch.setattr(delivering, "carrier", lambda channel: found)
    monkeypatch.setattr(delivering, "AT_ONCE", 2)
    return found


def _persons(cast: Cast) -> list[int]:
    _ = cast["member"]
    ids = [cast.person(key).pk for key in KEYS]
    for number, key in enumerate(KEYS):
        with transaction.atomic():
            give_phone(cast.person(key), f"1380013800{number}")
            agree(cast.person(key))
    return ids


def _work() -> None:
    while True:
        with transaction.atomic():
            tried, _more = deliver_some()
        if not tried:
            return


@pytest.mark.usefixtures("committed")
def test_two_workers_carry_each_message_out_once(cast: Cast, slow: Slow) -> None:
    send(PLATFORM, URGENT, _persons(cast), union=None, variables=WORDS, key="test.1")
    together(_work, _work, _work)
    assert len(slow.ids) == len(set(slow.ids)) == len(KEYS)
    assert set(Message.objects.filter(channel=Channel.SMS).values_list("state", flat=True)) == {State.SENT}


@pytest.mark.usefixtures("committed")
def test_two_who_send_the_same_at_once_make_one_message_of_it(cast: Cast) -> None:
    ids = _persons(cast)

    def act() -> None:
        send(PLATFORM, URGENT, ids, union=None, variables=WORDS, key="test.same")

    together(act, act, act)
    rows = Counter(Message.objects.values_list("person", "channel"))
    assert set(rows.values()) == {1}
    assert len(rows) == 2 * len(KEYS)


@pytest.mark.usefixtures("committed")
def test_a_worker_that_dies_after_the_call_leads_to_the_same_id_again(cast: Cast, slow: Slow) -> None:
    send(PLATFORM, URGENT, _persons(cast)[:1], union=None, variables=WORDS, key="test.1")
    with transaction.atomic():
        deliver_some()
        transaction.set_rollback(True)  # what a SIGKILL leaves
    _work()
    assert len(slow.ids) == 2
    assert len(set(slow.ids)) == 1


@pytest.mark.usefixtures("committed")
def test_a_report_that_comes_before_its_message_is_put_down_waits_for_it(cast: Cast) -> None:
    send(PLATFORM, URGENT, _persons(cast)[:1], union=None, variables=WORDS, key="test.early")
    message = Message.objects.get(channel=Channel.SMS)
    taken, carried = threading.Event(), list[int]()

    def carry() -> None:
        with transaction.atomic():
            held = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
            taken.set()
            threading.Event().wait(0.5)
            Message.objects.filter(notice=held.notice_id, pk=held.pk).update(state=State.SENT)

    def report() -> None:
        taken.wait(5)
        one = {"reference": message.pk, "id": once(message), "state": "delivered"}
        carried.append(take_reports([one]))

    together(carry, report)
    message.refresh_from_db()
    assert (carried, message.state) == ([1], State.DELIVERED)
