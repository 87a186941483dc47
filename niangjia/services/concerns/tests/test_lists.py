"""Lists beside the steps cost the same questions however many lines they have."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.concerns.letters.said import Wrote
from niangjia.services.concerns.models import Held, Letter, OtherNumber, Part, Urgent
from niangjia.services.concerns.reports.papers import Situation

from .samples import brought

if TYPE_CHECKING:
    from tests.harness.people import Cast

PATHS = ("letters/", "letters/?view=late", "parts/", "held/", "held/?view=all", "urgent/")


def _one_more(cast: Cast) -> None:
    """Of each, about a concern of its own."""
    matter, late = brought(cast), today() - timedelta(days=1)
    beside = {"matter": matter, "union": cast.union("mine"), "due": late}
    said = Wrote(situation="a", asks="b", basis="c").packed()
    Letter.objects.create(**beside, kind="hint", addressee="甲公司", number=f"{matter.pk}号", said=said)
    Part.objects.create(**beside, asks="x")
    Held.objects.create(**beside, post=cast.post("chair"))
    report = Situation(happened="a", done="b").packed()
    Urgent.objects.create(**beside, bodies=["party"], known=late, said=report)
    OtherNumber.objects.create(matter=matter, system="12345", number="1")


def _questions(client: Client, url: str, token: str = "") -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    client.get(url, headers=headers)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url, headers=headers).status_code == 200
    return len(found)


def test_lists_cost_the_same(cast: Cast) -> None:
    _ = cast["clerk"]
    client, token = cast.client("chair"), create_token(PLATFORM, cast["chair"], days=1)
    asked = [*((client, f"/concerns/desk/{path}", "") for path in PATHS), (Client(), "/api/v1/concerns/", token)]
    _one_more(cast)
    before = [_questions(*one) for one in asked]
    for _row in range(4):
        _one_more(cast)
    assert [_questions(*one) for one in asked] == before
    assert max(before) < 25, before
