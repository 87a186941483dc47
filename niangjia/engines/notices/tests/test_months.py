from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.connections import OWNER, connected
from niangjia.engines.notices.sending.models import Message, Notice
from niangjia.engines.notices.sending.months import MESSAGES, let_go, make_months
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, now, today, travelled
from niangjia.foundation.database.monthly import months_after

from .samples import PLAIN, WORDS

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("committed")


def _send(person: int, key: str) -> Notice:
    return send(PLATFORM, PLAIN, [person], union=None, variables=WORDS, key=key)


def test_months_stand_ready_and_rows_find_theirs() -> None:
    with connected(OWNER) as connection:
        months = MESSAGES.months(connection)
        assert months_after(today(), 3) in months
        _send(1, "test.now")
        row = connection.execute("SELECT tableoid::regclass::text FROM notices_message LIMIT 1").fetchone()
    assert row == (f"notices_message_{today():%Y_%m}",)


def test_rows_that_came_before_their_month_are_moved_into_it_and_old_ones_go(cast: Cast) -> None:
    later = now() + timedelta(days=400)
    with travelled(to=later):
        _send(2, "test.later")
        make_months()
        with connected(OWNER) as connection:
            assert months_after(later.date(), 3) in MESSAGES.months(connection)
            row = connection.execute("SELECT tableoid::regclass::text FROM notices_message").fetchone()
        assert row == (f"notices_message_{later:%Y_%m}",)
    _send(3, "test.now")
    beyond = datetime(today().year + 4, today().month, 15, tzinfo=SHANGHAI)
    with travelled(to=beyond):
        assert let_go() == 1  # three years are kept
    assert list(Message.objects.values_list("person", flat=True).distinct()) == [2]
    assert Notice.objects.get().key == "test.later"
