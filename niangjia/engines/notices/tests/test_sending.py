from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.engines.notices.kinds import Channel, UnknownKind
from niangjia.engines.notices.sending.models import Message, Notice, State
from niangjia.engines.notices.sending.reading import inbox, mark_read, tallies_of
from niangjia.engines.notices.sending.rendering import rendered
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job

from .samples import LEGAL, PLAIN, WORDS, phoned

if TYPE_CHECKING:
    from tests.harness.people import Cast

SOME = st.lists(st.integers(1, 12), min_size=1, max_size=12)


def test_a_message_stands_on_the_platform_at_once_and_waits_for_the_rest(cast: Cast) -> None:
    person, union = phoned(cast), cast.union("mine")
    notice = send(PLATFORM, PLAIN, person, union=union, variables=WORDS, key="test.1")
    app, sms = Message.objects.filter(notice=notice).order_by("channel")
    assert (app.channel, app.state, app.not_before) == (Channel.APP, State.DELIVERED, None)
    assert (sms.channel, sms.state) == (Channel.SMS, State.QUEUED)
    assert rendered(notice).body == "体检可以预约了，编号7"
    assert notice.people == 0
    notice.refresh_from_db()
    assert notice.people == 1


def test_variables_are_sealed_and_the_job_has_ids_only(cast: Cast) -> None:
    _ = cast["member"]
    send(PLATFORM, LEGAL, cast.person("member"), union=None, variables=WORDS, key="test.1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT variables FROM notices_notice")
        (stored,) = cursor.fetchone()
    assert "体检".encode() not in bytes(stored)
    assert set(Job.objects.get(kind="notices.deliver").ids) == {"notice"}


def test_what_rolls_back_was_never_sent(cast: Cast) -> None:
    _ = cast["member"]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send(PLATFORM, PLAIN, cast.person("member"), union=None, variables=WORDS, key="test.1")
        raise ZeroDivisionError
    assert not Notice.objects.exists()
    assert not Message.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SOME, min_size=1, max_size=5))
def test_however_often_it_is_sent_each_has_it_once_on_every_channel(lots: list[list[int]]) -> None:
    with transaction.atomic():
        for lot in lots:
            notice = send(PLATFORM, LEGAL, lot, union=None, variables=WORDS, key="test.same")
        rows = Counter(Message.objects.filter(notice=notice).values_list("person", "channel"))
        everybody = {person for lot in lots for person in lot}
        assert rows == Counter({(person, channel): 1 for person in everybody for channel in (1, 2)})
        notice.refresh_from_db()
        assert notice.people == len(everybody)
        transaction.set_rollback(True)


def test_slips_of_the_code_are_refused(cast: Cast) -> None:
    _ = cast["member"]
    person = cast.person("member")
    with pytest.raises(UnknownKind):
        send(PLATFORM, "test.nothing", person, union=None, key="a")
    with pytest.raises(ValueError, match="takes"):
        send(PLATFORM, PLAIN, person, union=None, variables={"what": "x"}, key="a")
    send(PLATFORM, PLAIN, person, union=None, variables=WORDS, key="a")
    with pytest.raises(ValueError, match="another kind"):
        send(PLATFORM, "test.legal", person, union=None, variables=WORDS, key="a")


def test_the_sender_sees_who_has_read_it(cast: Cast) -> None:
    _ = cast["member"]
    persons = [phoned(cast), phoned(cast, "worker")]
    notice = send(PLATFORM, PLAIN, persons, union=None, variables=WORDS, key="test.1")
    (message,) = inbox(persons[0].pk)
    mark_read(message)
    app, sms = tallies_of(notice)
    assert (app.total, app.arrived, app.read) == (2, 2, 1)
    assert (sms.total, sms.waiting, sms.read) == (2, 2, 0)
