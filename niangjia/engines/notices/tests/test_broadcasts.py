from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.journal.reading import history
from niangjia.engines.notices.broadcasts import sending
from niangjia.engines.notices.broadcasts.actions import (
    change_broadcast,
    confirm_broadcast,
    release_broadcast,
    resume_broadcast,
    save_audience,
    withdraw_broadcast,
    write_broadcast,
)
from niangjia.engines.notices.broadcasts.audience import Audience, Whom, unpacked
from niangjia.engines.notices.broadcasts.card import broken, card_svg, code_png, short_link
from niangjia.engines.notices.broadcasts.models import Broadcast, State
from niangjia.engines.notices.broadcasts.preview import preview_of
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending.choices import choose_channel
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.people.scope import acting
from niangjia.engines.rules.actions import set_parameter
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .samples import agree, phoned

if TYPE_CHECKING:
    from niangjia.engines.notices.broadcasts.actions import Words
    from tests.harness.people import Cast

WORDS: Words = {"title": "体检通知", "body": "下周一开始。", "by_sms": False, "legal": False, "is_public": False}
OF_THE_MINE = {"member", "group_leader", "clerk", "chair", "auditor"}


def _written(cast: Cast, key: str = "clerk", *, union: str = "mine", **words: object) -> Broadcast:
    _ = cast[key]
    home = cast.union(union)
    return write_broadcast(cast.actor(key), home, Audience(home), {**WORDS, **words})  # type: ignore[typeddict-item]


def _run(broadcast: Broadcast) -> None:
    run_slice(Job.objects.get(kind="notices.broadcast", ids={"broadcast": broadcast.pk}).pk)
    broadcast.refresh_from_db()


def _reached() -> Counter[int]:
    return Counter(Message.objects.values_list("person", flat=True))


def _limit(count: int) -> None:
    set_parameter(PLATFORM, "notices.second_person_from", count, basis="市规定", valid_from=date(2020, 1, 1))


def test_a_message_reaches_every_member_below_once_and_nobody_else(cast: Cast) -> None:
    made = _written(cast)
    assert release_broadcast(cast.actor("clerk"), made) == State.SENDING
    _run(made)
    assert (made.state, made.counted) == (State.SENT, 5)
    assert _reached() == Counter({cast.person(key).pk: 1 for key in OF_THE_MINE})
    assert made.notice and made.notice.people == 5


def test_chunks_by_a_cursor_give_the_same_also_when_one_is_done_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    made = _written(cast)
    release_broadcast(cast.actor("clerk"), made)
    _run(made)
    job = Job.objects.get(kind="notices.broadcast")
    assert (job.chunks, job.done) == (3, 5)
    Broadcast.objects.filter(pk=made.pk).update(state=State.SENDING)
    resume_broadcast(cast.actor("chair"), made)
    run_slice(Job.objects.filter(kind="notices.broadcast").latest("created").pk)
    assert _reached() == Counter({cast.person(key).pk: 1 for key in OF_THE_MINE})


@pytest.mark.parametrize(
    ("whom", "below", "keys"),
    [
        (Whom.MEMBERS, True, OF_THE_MINE),
        (Whom.EVERYBODY, True, OF_THE_MINE | {"worker"}),
        (Whom.WORKERS, True, {"worker"}),
        (Whom.MEMBERS, False, {"clerk", "chair", "auditor"}),
        (Whom.HOLDERS, True, {"group_leader", "clerk", "chair", "auditor"}),
    ],
)
def test_kinds_of_people(cast: Cast, whom: Whom, below: bool, keys: set[str]) -> None:
    _ = cast["clerk"]
    audience = Audience(cast.union("mine"), below, whom)
    with acting(cast.actor("upper_officer")):
        found = set(audience.persons().values_list("pk", flat=True))
    assert found == {cast.person(key).pk for key in keys}
    assert unpacked(audience.packed()) == audience
    assert "石河煤矿工会委员会" in audience.sentence()


def test_from_a_size_on_somebody_else_confirms_and_the_journal_tells(cast: Cast) -> None:
    _limit(5)
    made = _written(cast)
    assert release_broadcast(cast.actor("clerk"), made) == State.PROPOSED
    assert not Job.objects.exists()
    with pytest.raises(NotPossible, match="写"):
        confirm_broadcast(cast.actor("clerk"), made)
    with pytest.raises(Refused):
        confirm_broadcast(cast.actor("other_clerk"), made)
    confirm_broadcast(cast.actor("chair"), made)
    with pytest.raises(NotPossible):
        confirm_broadcast(cast.actor("upper_officer"), made)
    _run(made)
    assert sum(_reached().values()) == 5
    codes = [act.entry.code for act in history(made)]
    assert codes == ["notices.broadcast.confirmed", "notices.broadcast.proposed", "notices.broadcast.written"]


def test_what_was_changed_is_confirmed_anew_and_what_was_withdrawn_never_goes_out(cast: Cast) -> None:
    _limit(5)
    made = _written(cast)
    release_broadcast(cast.actor("clerk"), made)
    change_broadcast(cast.actor("chair"), made, Audience(cast.union("mine")), {**WORDS, "title": "改期"})
    with pytest.raises(NotPossible):
        confirm_broadcast(cast.actor("clerk"), made)
    withdraw_broadcast(cast.actor("chair"), made)
    with pytest.raises(NotPossible):
        release_broadcast(cast.actor("chair"), made)
    assert not Message.objects.exists()


def test_a_union_writes_to_its_own_and_those_below_alone(cast: Cast) -> None:
    _ = cast["clerk"]
    actor, mine = cast.actor("clerk"), cast.union("mine")
    for other in ("school", "county"):
        with pytest.raises(NotPossible):
            write_broadcast(actor, mine, Audience(cast.union(other)), WORDS)
        with pytest.raises(Refused):
            write_broadcast(actor, cast.union(other), Audience(cast.union(other)), WORDS)
    with pytest.raises(Refused):
        write_broadcast(actor, mine, Audience(mine), {**WORDS, "legal": True})
    with pytest.raises(NotPossible, match="证"):
        write_broadcast(actor, mine, Audience(mine), {**WORDS, "body": "请11010519491231002X来领取"})


def test_what_a_slow_preview_counted_is_not_kept_for_what_was_changed_meanwhile(cast: Cast) -> None:
    _ = cast["clerk"]
    _limit(5)
    mine, few_people = cast.union("mine"), Audience(cast.union("shaft"))
    made = write_broadcast(cast.actor("clerk"), mine, few_people, WORDS)
    asked = Broadcast.objects.select_related("union").get(pk=made.pk)  # a page that counts while somebody changes it
    change_broadcast(cast.actor("clerk"), made, Audience(mine), WORDS)
    few = preview_of(asked).people
    made.refresh_from_db()
    assert (few, preview_of(made).people) == (2, 5)
    assert release_broadcast(cast.actor("clerk"), made) == State.PROPOSED


def test_the_preview_counts_by_channel_and_says_the_cost(cast: Cast) -> None:
    member, clerk = phoned(cast), phoned(cast, "clerk")
    agree(cast.person("chair"))
    with acting(cast.actor("clerk")):
        choose_channel(cast.actor("clerk"), clerk, Channel.SMS, wanted=False)
    found = preview_of(_written(cast, by_sms=True))
    assert (found.people, found.channels) == (5, {Channel.APP: 5, Channel.SMS: 1})
    assert (found.without_phone, found.not_agreed, found.needs_second) == (1, 3, False)
    assert found.cost == Decimal("0.05") * found.parts
    assert [(str(union), count) for union, count in found.unions] == [("采煤一队分会", 2)]
    legal = preview_of(_written(cast, "chair", by_sms=True, legal=True))
    assert (legal.channels[Channel.SMS], legal.not_agreed) == (2, 0)
    assert member.pk


def test_a_kept_choice_of_people_is_counted_anew(cast: Cast) -> None:
    _ = cast["clerk"]
    union = cast.union("mine")
    kept = save_audience(cast.actor("clerk"), union, "机关干部", Audience(union, whom=Whom.HOLDERS))
    assert unpacked(kept.audience).whom is Whom.HOLDERS
    with pytest.raises(NotPossible):
        save_audience(cast.actor("clerk"), union, "机关干部", Audience(union))


def test_a_job_whose_rights_ended_stops_and_somebody_else_lets_the_rest_go_out(cast: Cast) -> None:
    made = _written(cast)
    release_broadcast(cast.actor("clerk"), made)
    with pytest.raises(NotPossible):
        resume_broadcast(cast.actor("chair"), made)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_post SET ends = '2020-01-01' WHERE id = %s", [cast.post("clerk").pk])
    _run(made)
    assert made.state == State.SENDING
    assert Job.objects.get(kind="notices.broadcast").failure == "refused"
    resume_broadcast(cast.actor("chair"), made)
    run_slice(Job.objects.filter(kind="notices.broadcast").latest("created").pk)
    assert sum(_reached().values()) == 5


def test_the_card_has_the_title_and_a_code_of_the_short_link(cast: Cast) -> None:
    made = _written(cast, title="关于开展职工体检的通知")
    svg = card_svg(made)
    assert "石河煤矿工会委员会" in svg
    assert "关于开展职工体检的通知" in svg
    assert short_link(made).endswith(f"/n/{made.code}/")
    assert "扫码查看" in svg
    assert code_png(made).startswith(b"\x89PNG")


@given(st.text(max_size=40))
def test_a_title_is_broken_and_nothing_of_a_short_one_lost(title: str) -> None:
    lines = broken(title)
    assert title.startswith("".join(lines))
    assert len(lines) <= 4
