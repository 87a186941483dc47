"""What a rule from above hides from somebody is in no list, book, scan and answer to a program."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from niangjia.engines.papers.books.models import Incoming
from niangjia.engines.papers.life import hiding
from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.making.codes import address_of
from niangjia.engines.papers.scans.actions import _found
from niangjia.engines.papers.scans.models import Result, Scan, ScanPage
from niangjia.engines.papers.scans.reading import Leaf
from niangjia.engines.papers.verbs import send_paper
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM, Actor

from .samples import sealed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tests.harness.people import Cast


def test_what_is_hidden_is_nowhere(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, secret = sealed(cast), sealed(cast)
    _ = cast["chair"]
    delivery = send_paper(cast.actor("clerk"), secret, to_name="", to_union=cast.union("mine"))
    came = Incoming.objects.get(delivery=delivery)
    common = {"name": "扫描.pdf", "key_id": 1, "union": cast.union("mine"), "state": Scan.State.DONE}
    scan = Scan.objects.create(**common)
    leaf = ScanPage.objects.create(scan=scan, position=1, uid=uuid4(), result=Result.FILED, paper=secret, key_id=1)
    stray = ScanPage.objects.create(scan=scan, position=2, uid=uuid4(), result=Result.NO_CODE, key_id=1)

    def rule(actor: Actor) -> QuerySet[Paper]:
        return Paper.objects.filter(pk=secret.pk if actor.account_id == cast["clerk"].pk else 0)

    monkeypatch.setattr(hiding, "_rules", [rule])
    token = create_token(PLATFORM, cast["clerk"], days=1)
    listed = cast.client("stranger").get("/api/v1/papers/papers", headers={"Authorization": f"Bearer {token}"})
    assert [one["id"] for one in listed.json()["items"]] == [shown.pk]
    base = "/desk/papers"
    for who, sees in (("clerk", False), ("chair", True)):
        client = cast.client(who)
        for url in (f"{base}/", f"{base}/books/outgoing/", f"{base}/books/seals/", f"{base}/books/outgoing/print/"):
            text = client.get(url).content.decode()
            assert (shown.number in text, secret.number in text) == (True, sees), url
        for url, named in (("", f"books/incoming/{came.pk}/"), ("print/", secret.number)):
            assert (named in client.get(f"{base}/books/incoming/{url}").content.decode()) is sees, url
        gone = 200 if sees else 404
        for url in (
            f"{base}/{secret.pk}/",
            f"{base}/copies/{delivery.pk}/proof/",
            f"{base}/books/incoming/{came.pk}/",
        ):
            assert client.get(url).status_code == gone, url
        assert (secret.number in client.get(f"{base}/scans/{scan.pk}/").content.decode()) is sees
    clerk = cast.client("clerk")
    assert clerk.get(f"{base}/scans/pages/{leaf.pk}/").status_code == 404
    refused = clerk.post(f"{base}/scans/pages/{stray.pk}/paper/", {"number": secret.number})
    assert refused.status_code == 422
    read = Leaf(0, (address_of(secret),), False, b"")
    assert _found(cast.actor("clerk"), scan, read)[0] == Result.UNKNOWN
    assert _found(cast.actor("chair"), scan, read)[0] != Result.UNKNOWN
