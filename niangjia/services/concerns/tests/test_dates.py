"""Days from before the law of today: told as such on every page, and never the end of a page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from niangjia.services.concerns.choices import DISPUTES
from niangjia.services.concerns.dates import dates_of
from niangjia.services.concerns.models import Anonymous, Concern

from .samples import SAID, appoint, bring, brought, handed_in

if TYPE_CHECKING:
    from tests.harness.people import Cast

OLD = date(1998, 7, 1)


def test_what_began_before_the_law_of_today_is_shown_on_every_page(cast: Cast) -> None:
    """Each subject, on the worker's page, the desk's, that of a sealed name and that of a receipt."""
    appoint(cast, "upper_officer", "county")
    _ = cast["clerk"]
    matter = brought(cast, since=OLD.isoformat())
    sealed = bring(cast.client("member"), sealed="on", since=OLD.isoformat())["Location"]
    handed_in(cast, since=OLD.isoformat())
    nameless = Anonymous.objects.get()
    pages = [
        (cast.client("member"), f"/matters/{matter.pk}/"),
        (cast.client("clerk"), f"/desk/matters/{matter.pk}/"),
        (cast.client("member"), sealed),
        (cast.client("upper_officer"), f"/concerns/desk/anonymous/{nameless.pk}/"),
    ]
    for category in DISPUTES:
        Concern.objects.update(category=category)
        for client, url in pages:
            answer = client.get(url)
            assert (url, answer.status_code) == (url, 200)
            assert "今天的法律" in answer.content.decode()
    assert [one.day for one in dates_of("hours", OLD)] == ["", ""]
    assert [bool(one.day) for one in dates_of("hours", date(2005, 3, 1))] == [False, True], "each for itself"


def test_a_slip_of_the_year_at_the_desk_is_told_at_its_field(cast: Cast) -> None:
    appoint(cast, "upper_officer", "county")
    given = {**SAID, "union": str(cast.union("mine").pk), "way": "call", "name": "来电人", "made": "2016-11-20"}
    refused = cast.client("clerk").post("/concerns/desk/new/", given)
    page = refused.content.decode()
    assert (refused.status_code, 'id="id_made_error"' in page, SAID["text"] in page) == (422, True, True)
    asked = {"number": "1101-2026-00001", "way": "letter", "day": "2021-11-20", "text": "只补了一半"}
    refused = cast.client("upper_officer").post("/concerns/desk/reviews/new/", asked)
    page = refused.content.decode()
    assert (refused.status_code, 'id="id_day_error"' in page, "只补了一半" in page) == (422, True, True)
