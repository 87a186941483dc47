from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.engines.notices.channels.base import later, never
from niangjia.engines.notices.jobs import DELIVER_DUE, start_due
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending import reasons
from niangjia.engines.notices.sending.addresses import keep_address, remove_address
from niangjia.engines.notices.sending.choices import choose_channel, choose_kind
from niangjia.engines.notices.sending.models import Address, Message, State
from niangjia.engines.notices.sending.pauses import MOST
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.consents.reading import has_consented
from niangjia.engines.people.scope import acting
from niangjia.engines.rules.actions import set_parameter
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.access.scope import NoScope
from niangjia.foundation.clock import SHANGHAI, travelled
from niangjia.foundation.jobs.models import Job

from .conftest import NOON, Recorder, carry_out
from .samples import LEGAL, PHONE, PLAIN, URGENT, WORDS, agree, give_phone, phoned, states

if TYPE_CHECKING:
    from niangjia.engines.notices.sending.models import Notice
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=SHANGHAI)


def _send(cast: Cast, person: Person, kind: str = PLAIN, key: str = "test.1") -> Notice:
    return send(PLATFORM, kind, person, union=cast.union("mine"), variables=WORDS, key=key)


@pytest.mark.usefixtures("noon")
def test_a_text_goes_out_with_its_words_and_nothing_personal(cast: Cast, recorder: Recorder) -> None:
    notice = _send(cast, phoned(cast))
    carry_out()
    (parcel,) = recorder.parcels
    assert parcel.address == PHONE
    assert parcel.body.startswith("【石河煤矿工会委员会】体检可以预约了 http")
    assert parcel.body.endswith(f"/messages/{notice.pk}/")
    assert PHONE not in repr(parcel)
    assert states() == [State.SENT]


@pytest.mark.usefixtures("noon")
def test_without_consent_no_text_goes_out_whoever_sends(cast: Cast, recorder: Recorder) -> None:
    person = cast.person("member")
    give_phone(person)
    _send(cast, person)
    agree(person)
    with acting(cast.actor("worker")):  # who sees no record but the own one
        _send(cast, person, key="test.2")
    carry_out()
    assert [message.notice.key for message in Message.objects.filter(channel=Channel.SMS)] == ["test.2"]
    assert len(recorder.parcels) == 1


@pytest.mark.usefixtures("noon")
def test_consent_taken_back_after_queueing_stops_it(cast: Cast, recorder: Recorder) -> None:
    person = phoned(cast)
    _send(cast, person)
    with acting(cast.actor("member")):
        choose_channel(cast.actor("member"), person, Channel.SMS, wanted=False)
    carry_out()
    assert not recorder.parcels
    assert Message.objects.get(channel=Channel.SMS).reason == reasons.NOT_WANTED
    with acting(cast.actor("member")):
        assert not has_consented(person.pk, MESSAGES.key)
    _send(cast, person, key="test.2")
    assert states() == [State.GIVEN_UP]  # nothing is queued any more


@pytest.mark.usefixtures("noon")
def test_what_the_law_demands_goes_out_all_the_same(cast: Cast, recorder: Recorder) -> None:
    person = phoned(cast)
    with acting(cast.actor("member")):
        choose_channel(cast.actor("member"), person, Channel.SMS, wanted=False)
        with pytest.raises(NotPossible):
            choose_kind(cast.actor("member"), person, LEGAL, Channel.SMS, wanted=False)
    _send(cast, person, LEGAL)
    carry_out()
    assert len(recorder.parcels) == 1


@pytest.mark.usefixtures("noon")
def test_a_choice_for_a_kind_is_for_that_kind_alone_and_ones_own(cast: Cast, recorder: Recorder) -> None:
    person = phoned(cast)
    with acting(cast.actor("member")):
        choose_kind(cast.actor("member"), person, PLAIN, Channel.SMS, wanted=False)
    _send(cast, person)
    _send(cast, person, URGENT, key="test.2")
    carry_out()
    assert [parcel.kind for parcel in recorder.parcels] == [URGENT]
    with pytest.raises(Refused):
        choose_kind(cast.actor("clerk"), person, PLAIN, Channel.SMS, wanted=True)


@pytest.mark.usefixtures("noon")
def test_an_address_of_ones_own_opens_a_channel_and_closes_it(cast: Cast, recorder: Recorder) -> None:
    person = phoned(cast)
    with acting(cast.actor("member")):
        keep_address(cast.actor("member"), person, Channel.EMAIL, "xm@example.com")
        choose_kind(cast.actor("member"), person, PLAIN, Channel.EMAIL, wanted=True)
    with pytest.raises(NoScope):
        Address.objects.exists()
    with acting(cast.actor("worker")), connection.cursor() as cursor:
        assert not Address.objects.exists()
        cursor.execute("SELECT count(*) FROM notices_address")  # nor does the database show it to bulk SQL
        assert cursor.fetchone() == (0,)
    _send(cast, person)
    carry_out()
    assert {parcel.address for parcel in recorder.parcels} == {PHONE, "xm@example.com"}
    with acting(cast.actor("member")):
        remove_address(cast.actor("member"), person, Channel.EMAIL)
    _send(cast, person, key="test.2")
    assert Message.objects.filter(channel=Channel.EMAIL).count() == 1


def test_quiet_hours_hold_it_till_the_morning_unless_it_is_urgent(cast: Cast, recorder: Recorder) -> None:
    person = phoned(cast)
    with travelled(to=NIGHT):
        _send(cast, person)
        _send(cast, person, URGENT, key="test.2")
        carry_out()
    assert [parcel.kind for parcel in recorder.parcels] == [URGENT]
    waiting = Message.objects.get(state=State.QUEUED)
    assert (waiting.attempts, waiting.not_before) == (0, datetime(2026, 11, 21, 8, tzinfo=SHANGHAI))
    with travelled(to=NIGHT + timedelta(hours=10)):
        start_due()
        assert Job.objects.filter(kind=DELIVER_DUE).count() == 1
        carry_out()
    assert len(recorder.parcels) == 2


def test_a_union_may_set_its_own_quiet_hours(cast: Cast, recorder: Recorder) -> None:
    person, mine = phoned(cast), cast.union("mine")
    for key, hour in (("notices.quiet_from", 11), ("notices.quiet_to", 13)):
        day = NOON.date()
        set_parameter(PLATFORM, key, hour, basis="本会规定", valid_from=day, union=mine.pk, place=mine.place)
    with travelled(to=NOON):
        _send(cast, person)
        carry_out()
    assert not recorder.parcels


@pytest.mark.usefixtures("noon")
def test_it_is_tried_again_with_the_same_id_and_given_up_at_last(cast: Cast, recorder: Recorder) -> None:
    recorder.answers = [later(reasons.UNREACHABLE)] * 20
    person = phoned(cast)
    _send(cast, person)
    carry_out()
    while (message := Message.objects.get(channel=Channel.SMS)).not_before:
        with travelled(to=message.not_before + timedelta(seconds=1)):
            carry_out()
    assert (message.state, message.reason) == (State.GIVEN_UP, reasons.UNREACHABLE)
    assert (message.attempts, len(recorder.parcels)) == (MOST, MOST)
    assert len({parcel.once for parcel in recorder.parcels}) == 1


def test_what_is_days_old_is_no_news_any_more(cast: Cast, recorder: Recorder) -> None:
    recorder.answers = [later(reasons.LIMIT)]
    with travelled(to=NOON):
        _send(cast, phoned(cast))
    with travelled(to=NOON + timedelta(days=4)):
        carry_out()
    message = Message.objects.get(channel=Channel.SMS)
    assert (message.state, message.reason) == (State.GIVEN_UP, reasons.TOO_LATE)


@pytest.mark.usefixtures("noon")
def test_what_goes_wrong_with_one_does_not_take_the_others_along(
    cast: Cast, recorder: Recorder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = phoned(cast), phoned(cast, "worker")
    send(PLATFORM, PLAIN, [first, second], union=None, variables=WORDS, key="test.1")
    carry = recorder.carry

    def broken(parcel: object) -> object:
        if not recorder.parcels:
            recorder.parcels.append(parcel)  # type: ignore[arg-type]
            raise RuntimeError(f"no route to {PHONE}")
        return carry(parcel)  # type: ignore[arg-type]

    monkeypatch.setattr(recorder, "carry", broken)
    with caplog.at_level(logging.DEBUG):
        carry_out()
    assert states() == [State.FAILED, State.SENT]
    assert PHONE not in caplog.text


@pytest.mark.usefixtures("noon")
def test_who_has_no_number_or_is_gone_is_given_up_with_the_reason(cast: Cast, recorder: Recorder) -> None:
    recorder.answers = [never(reasons.BAD_ADDRESS)]
    _ = cast["member"]
    send(
        PLATFORM,
        LEGAL,
        [phoned(cast, "worker"), cast.person("member"), 999_999],
        union=None,
        variables=WORDS,
        key="a",
    )
    carry_out()
    found = set(Message.objects.filter(channel=Channel.SMS).values_list("reason", flat=True))
    assert found == {reasons.BAD_ADDRESS, reasons.NO_ADDRESS, reasons.GONE}
