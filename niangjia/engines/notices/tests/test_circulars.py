from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.notices.circulars.actions import confirm_receipt, pass_on, reply_to_circular, send_circular
from niangjia.engines.notices.circulars.models import Circular, CircularReceipt
from niangjia.engines.notices.circulars.reading import origins_of, receipts_of
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending.models import Message
from niangjia.foundation.access.actor import Refused

if TYPE_CHECKING:
    from niangjia.engines.notices.circulars.actions import Words
    from tests.harness.people import Cast

WORDS: Words = {"title": "报送年报", "body": "请于月底前报送。", "wants_reply": True, "reply_by": None}


def _sent(cast: Cast) -> Circular:
    """From the county to the mine and the school, by the city's officer."""
    _ = cast["upper_officer"]
    to = [cast.union("mine"), cast.union("school")]
    return send_circular(cast.actor("upper_officer"), cast.union("county"), to, WORDS)


def _at(cast: Cast, circular: Circular, key: str) -> CircularReceipt:
    return CircularReceipt.objects.get(circular=circular, union=cast.union(key))


def test_it_goes_to_unions_and_tells_who_works_for_them(cast: Cast) -> None:
    circular = _sent(cast)
    assert circular.receipts.count() == 2
    told = set(Message.objects.values_list("person", flat=True))
    assert told == {cast.person(key).pk for key in ("clerk", "chair", "other_clerk")}


def test_receipts_and_replies_come_up(cast: Cast) -> None:
    circular = _sent(cast)
    confirm_receipt(cast.actor("clerk"), _at(cast, circular, "mine"))
    confirm_receipt(cast.actor("chair"), _at(cast, circular, "mine"))
    reply_to_circular(cast.actor("other_clerk"), _at(cast, circular, "school"), " 已报送 ")
    mine, school = _at(cast, circular, "mine"), _at(cast, circular, "school")
    assert (mine.received_by_id, mine.replied) == (cast["clerk"].pk, None)
    assert (school.reply, bool(school.received)) == ("已报送", True)
    with pytest.raises(NotPossible):
        reply_to_circular(cast.actor("clerk"), mine, " ")


def test_it_is_passed_on_level_by_level_and_once(cast: Cast) -> None:
    circular = _sent(cast)
    receipt = _at(cast, circular, "mine")
    below = [cast.union("shaft"), cast.union("workshop")]
    passed = pass_on(cast.actor("chair"), receipt, below, WORDS)
    assert origins_of(passed) == [circular]
    with pytest.raises(NotPossible):
        pass_on(cast.actor("chair"), receipt, below, WORDS)
    confirm_receipt(cast.actor("chair"), _at(cast, passed, "shaft"))
    (row,) = [row for row in receipts_of(circular) if row.receipt == receipt]
    assert (row.passed_to, row.passed_received) == (2, 1)


def test_it_never_skips_a_level_nor_goes_out_of_ones_reach(cast: Cast) -> None:
    _ = cast["upper_officer"]
    city, county = cast.union("city"), cast.union("county")
    for to in ([cast.union("mine")], [], [county, cast.union("school")]):
        with pytest.raises(NotPossible):
            send_circular(cast.actor("upper_officer"), city, to, WORDS)
    with pytest.raises(Refused):
        send_circular(cast.actor("clerk"), county, [cast.union("mine")], WORDS)
    with pytest.raises(Refused):
        confirm_receipt(cast.actor("other_clerk"), _at(cast, _sent(cast), "mine"))
