"""What a worker typed and did not send is kept sealed for a while, for that one alone; without a name never."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.test import Client

from niangjia.foundation.clock import now, travelled
from niangjia.foundation.drafts.models import Draft
from niangjia.services.concerns.acts.drafting import drop_old_drafts

from .samples import bring

if TYPE_CHECKING:
    from tests.harness.people import Cast

TEXT = "还没有想好，先写下来。"


def test_an_unfinished_concern_comes_back_and_goes_after_some_days(cast: Cast) -> None:
    member, url = cast.client("member"), "/concerns/new/above/"
    page = member.get(url).content.decode()
    assert 'data-draft="/drafts/concerns.bring.above/keep/"' in page
    typed = {"text": TEXT, "kind": "claim", "about": "某主任"}
    assert member.post("/drafts/concerns.bring.above/keep/", typed).status_code == 200
    page = member.get(url).content.decode()
    assert TEXT in page and "某主任" in page
    assert TEXT not in member.get("/concerns/new/own/").content.decode()
    assert TEXT not in cast.client("clerk").get(url).content.decode()
    row = Draft.objects.get()
    assert TEXT.encode() not in bytes(Draft.objects.values_list("fields", flat=True)[0])
    assert drop_old_drafts() == 0
    with travelled(to=now() + timedelta(days=15)):
        assert drop_old_drafts() == 1
    assert not Draft.objects.filter(pk=row.pk).exists()


def test_what_was_sent_is_no_draft_any_more(cast: Cast) -> None:
    member = cast.client("member")
    for sealed in ("", "on"):
        member.post("/drafts/concerns.bring.own/keep/", {"text": TEXT})
        assert Draft.objects.count() == 1
        assert bring(member, "own", **({"sealed": sealed} if sealed else {})).status_code == 302
        assert not Draft.objects.exists()


def test_without_a_name_nothing_is_kept(cast: Cast) -> None:
    _ = cast["member"]
    assert "data-draft" not in Client().get("/concerns/anonymous/").content.decode()
    refused = Client().post("/drafts/concerns.bring.own/keep/", {"text": TEXT})
    assert refused.status_code in (302, 401, 403)
    assert not Draft.objects.exists()
