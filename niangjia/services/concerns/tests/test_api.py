"""The interface for programs: keys and figures, never words or names; nothing that went past or has no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client

from niangjia.engines.matters.models import Matter
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.concerns.models import Anonymous, OtherNumber

from .samples import SAID, appoint, brought, handed_in

if TYPE_CHECKING:
    from tests.harness.people import Cast

URL = "/api/v1/concerns/"


def _get(cast: Cast, who: str, path: str = "") -> Any:
    token = create_token(PLATFORM, cast[who], days=1)
    return Client().get(f"{URL}{path}", headers={"Authorization": f"Bearer {token}"})


def test_lists_and_one_without_words_and_names(cast: Cast) -> None:
    for key in ("clerk", "chair"):
        _ = cast[key]
    own = brought(cast)
    OtherNumber.objects.create(matter=own, system="12345", number="7788")
    listed = _get(cast, "clerk")
    assert listed.status_code == 200
    assert [row["number"] for row in listed.json()["items"]] == [own.number]
    one = _get(cast, "clerk", f"{own.pk}")
    found = one.json()
    assert (found["category"], found["kind"], found["open"], found["people"]) == ("wages", "claim", True, 1)
    assert found["elsewhere"] == [{"system": "12345", "number": "7788", "handled": False}]
    for words in (SAID["text"], SAID["wants"], SAID["place"], SAID["employer_name"], cast.person("member").name):
        assert words not in one.content.decode()
        assert words not in listed.content.decode()
    assert _get(cast, "member").status_code == 403
    assert _get(cast, "other_clerk").json()["items"] == []
    assert _get(cast, "other_clerk", f"{own.pk}").status_code == 404
    assert _get(cast, "clerk", "0").status_code == 404
    assert _get(cast, "clerk", f"?after={own.pk}").json() == {"items": [], "next": None}
    assert _get(cast, "clerk", "?after=x").status_code == 422


def test_what_went_past_or_has_no_name_is_not_there(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county")
    past = brought(cast, "above")
    handed_in(cast)
    row = Anonymous.objects.get()
    taken = cast.client("other_clerk").post(f"/concerns/desk/anonymous/{row.pk}/", {"take": "1"})
    assert taken.status_code == 302
    nameless = Matter.objects.get(procedure="concerns.anonymous")
    assert [one["number"] for one in _get(cast, "other_clerk").json()["items"]] == [past.number]
    assert _get(cast, "other_clerk", f"{nameless.pk}").status_code == 404
    assert _get(cast, "clerk").json()["items"] == []
    assert _get(cast, "clerk", f"{past.pk}").status_code == 404
