"""Concerns held by leaders: named, listed, noted, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from niangjia.engines.notices.sending.models import Message
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import today
from niangjia.services.concerns.beside_demo import show_beside
from niangjia.services.concerns.models import Held, HeldNote

from .samples import appoint, brought

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from tests.harness.people import Cast

DESK = "/concerns/desk/"


def _named(cast: Cast, matter: Matter, who: str = "clerk", **typed: str) -> HttpResponse:
    given = {"leader": str(cast.post("chair").pk), "due": (today() + timedelta(days=20)).isoformat(), **typed}
    return cast.client(who).post(f"{DESK}matters/{matter.pk}/leader/", given)  # type: ignore[return-value]


def test_a_leader_holds_a_concern_from_the_list_to_its_end(cast: Cast) -> None:
    for key in ("clerk", "chair", "auditor"):
        _ = cast[key]
    matter = brought(cast)
    yesterday = (today() - timedelta(days=1)).isoformat()
    for wrong in ({"due": yesterday}, {"due": ""}, {"leader": str(cast.post("auditor").pk)}, {"leader": ""}):
        assert _named(cast, matter, **wrong).status_code == 422, wrong
    assert _named(cast, matter).status_code == 302
    assert _named(cast, matter).status_code == 422, "one at a time"
    told = set(Message.objects.filter(notice__kind="concerns.held").values_list("person", flat=True))
    assert told == {cast.person("chair").pk}
    chair = cast.client("chair")
    assert matter.number in chair.get(f"{DESK}held/").content.decode()
    assert matter.number not in cast.client("clerk").get(f"{DESK}held/").content.decode(), "hers are none"
    everybody = cast.client("clerk").get(f"{DESK}held/?view=all").content.decode()
    assert "陈建国" in everybody
    row = Held.objects.get()
    url = f"{DESK}held/{row.pk}/notes/"
    assert chair.post(url, {"text": ""}).status_code == 422
    assert chair.post(url, {"text": "约谈顺达公司。"}).status_code == 302
    assert HeldNote.objects.get().text.reveal() == "约谈顺达公司。"
    assert chair.post(url, {"text": "已补发。", "ends": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.ended, row.ending.reveal()) == (today(), "已补发。")
    assert chair.post(url, {"text": "再写"}).status_code == 403
    assert "约谈顺达公司。" in cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert matter.number in cast.client("clerk").get(f"{DESK}held/?view=over").content.decode()
    assert _named(cast, matter).status_code == 302, "another may follow"


def test_only_who_handles_it_names_and_nobody_of_the_unit_holds_what_went_past(cast: Cast) -> None:
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    own = brought(cast)
    assert _named(cast, own, "member").status_code == 403
    assert _named(cast, own, "other_clerk").status_code == 404
    assert _named(cast, own, "upper_officer").status_code == 403
    appoint(cast, "other_clerk", "county")
    matter = brought(cast, "above")
    assert _named(cast, matter, "other_clerk").status_code == 422, "the mine's chair must not know of it"
    officer = Post.objects.get(person=cast.person("upper_officer"))
    assert _named(cast, matter, "other_clerk", leader=str(officer.pk)).status_code == 302
    assert matter.number in cast.client("upper_officer").get(f"{DESK}held/").content.decode()
    appoint(cast, "chair", "county", Role.OFFICER)
    both = cast.client("chair")
    assert matter.number not in both.get(f"{DESK}held/?view=all").content.decode()
    assert both.post(f"{DESK}held/{Held.objects.get().pk}/notes/", {"text": "x"}).status_code == 404


def test_a_leader_whose_post_ended_writes_nothing_more(cast: Cast) -> None:
    _ = cast["clerk"]
    appoint(cast, "other_clerk", "county", Role.VICE_CHAIR)
    matter = brought(cast)
    post = Post.objects.get(person=cast.person("other_clerk"), union=cast.union("county"))
    assert _named(cast, matter, leader=str(post.pk)).status_code == 302
    url = f"{DESK}held/{Held.objects.get().pk}/notes/"
    assert cast.client("other_clerk").post(url, {"text": "到矿了解。"}).status_code == 302
    Post.objects.filter(pk=post.pk).update(ends=today() - timedelta(days=1))
    assert cast.client("other_clerk").post(url, {"text": "x"}).status_code == 404
    assert cast.client("clerk").post(url, {"text": "代记一笔。"}).status_code == 302


def test_the_demo_shows_what_goes_on_beside(cast: Cast) -> None:
    for key in ("clerk", "chair"):
        _ = cast[key]
    matter = brought(cast)
    show_beside(matter)
    page = cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    for words in ("20261121-0088", "已约谈用人单位负责人", "陈建国", "提示函"):
        assert words in page
