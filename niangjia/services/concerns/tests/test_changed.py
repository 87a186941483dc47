"""What is like a concern that is being written; you said, we changed: of ten people, or by consent, and of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Employer
from niangjia.services.concerns.acts.bringing import Brought, enter_concern
from niangjia.services.concerns.models import Changed, Concern
from niangjia.services.concerns.said import Said
from niangjia.services.concerns.similar import alike

from .samples import appoint, bring, brought, checked, handed_in, handled, registered

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from tests.harness.people import Cast

LIKE = "/concerns/new/own/similar/"
TOLD = {"said": "浴室没有热水", "done": "更换了循环泵，全天供水。"}


def _entered(cast: Cast, count: int, category: str = "welfare") -> None:
    """As many callers of the mine."""
    facts = {"kind": "claim", "category": category, "employer": Employer.objects.first()}
    for _at in range(count):
        enter_concern(cast.actor("clerk"), cast.union("mine"), Brought("own", Said(text="没有热水"), facts, "call"))


def _like(cast: Cast, who: str = "member", **typed: str) -> str:
    answer = cast.client(who).post(LIKE, {"category": "welfare", "text": "", **typed})
    assert answer.status_code == 200
    return answer.content.decode()


def test_similar_says_what_one_may_know(cast: Cast) -> None:
    """Nine people show nowhere, ten do, in tens; nothing of what went past, was sealed or had no name."""
    _ = cast["chair"]
    appoint(cast, "upper_officer", "county")
    _entered(cast, 9)
    for choice in ("above", "own"):
        brought(cast, "above", "worker", category="welfare")
        bring(cast.client("worker"), choice, category="welfare", sealed="on")
    handed_in(cast, category="welfare")
    assert "notice" not in _like(cast)
    own = brought(cast, category="welfare", text="澡堂晚上没有热水，没法洗澡。")
    page = _like(cast)
    assert own.number in page and "10" in page
    assert own.number not in _like(cast, "worker")
    assert own.number in _like(cast, category="", text="晚上澡堂没有热水。")
    assert own.number not in _like(cast, category="", text="工伤认定材料要交什么")
    assert cast.client("member").post("/concerns/new/other/similar/").status_code == 404
    assert cast.client("system_admin").post(LIKE).status_code == 404


def test_words_are_alike_by_pairs_of_signs() -> None:
    assert alike("澡堂晚上没有热水，没法洗澡。", "晚上澡堂没有热水")
    assert not alike("澡堂晚上没有热水，没法洗澡。", "二号井瓦斯超限仍在生产")
    assert not alike("热水", "热水")  # too short to say anything


def _closed(cast: Cast, who: str = "member", **typed: str) -> Matter:
    matter = brought(cast, who=who, category="welfare", **typed)
    registered(cast, matter, category="welfare")
    handled(cast, matter)
    checked(cast, matter)
    return matter


def test_one_is_told_of_by_consent_alone(cast: Cast) -> None:
    """Without it there is nothing to choose; a name is refused; without it any more it is taken down."""
    _ = cast["chair"]
    matter = _closed(cast, speakers="王大力")
    key = str(Concern.objects.get(matter=matter).pk)
    clerk, member = cast.client("clerk"), cast.client("member")
    assert key not in clerk.get("/concerns/desk/changed/").content.decode()
    assert clerk.post("/concerns/desk/changed/", {"topic": key, **TOLD}).status_code == 422
    assert "/consent/" in member.get(f"/matters/{matter.pk}/").content.decode()
    assert cast.client("worker").post(f"/concerns/matters/{matter.pk}/consent/", {"given": "yes"}).status_code == 404
    assert member.post(f"/concerns/matters/{matter.pk}/consent/", {"given": "yes"}).status_code == 302
    assert key in clerk.get("/concerns/desk/changed/").content.decode()
    for name in (cast.person("member").name, "王大力"):
        bad = clerk.post("/concerns/desk/changed/", {"topic": key, **TOLD, "done": f"{name}说的修好了"})
        assert bad.status_code == 422 and 'id="id_done_error"' in bad.content.decode()
    assert clerk.post("/concerns/desk/changed/", {"topic": key, **TOLD, "said": ""}).status_code == 422
    assert clerk.post("/concerns/desk/changed/", {"topic": key, **TOLD}).status_code == 302
    for who, sees in (("worker", True), ("other_clerk", False)):
        assert (TOLD["done"] in cast.client(who).get("/concerns/changed/").content.decode()) is sees
    assert TOLD["said"] in _like(cast, "worker")
    member.post(f"/concerns/matters/{matter.pk}/consent/", {"given": "no"})
    assert TOLD["done"] not in cast.client("worker").get("/concerns/changed/").content.decode()
    assert Changed.objects.get().taken_down is not None


def test_ten_people_are_told_of_and_nine_are_not(cast: Cast) -> None:
    for key in ("clerk", "chair"):
        _ = cast[key]
    _entered(cast, 9)
    for concern in Concern.objects.select_related("matter"):
        assert concern.matter is not None
        for act in (registered, handled, checked):
            act(cast, concern.matter, **({"category": "welfare"} if act is registered else {}))
    clerk = cast.client("clerk")
    assert clerk.post("/concerns/desk/changed/", {"topic": "welfare", **TOLD}).status_code == 422
    _closed(cast)
    assert clerk.post("/concerns/desk/changed/", {"topic": "welfare", **TOLD}).status_code == 302
    row = Changed.objects.get()
    assert (row.concerns.count(), row.by_consent) == (10, False)
    url = f"/concerns/desk/changed/{row.pk}/removal/"
    assert cast.client("worker").post(url).status_code == 403
    assert cast.client("other_clerk").post(url).status_code == 404
    assert clerk.post(url).status_code == 302
    assert TOLD["done"] not in cast.client("worker").get("/concerns/changed/").content.decode()
