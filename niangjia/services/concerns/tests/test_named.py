"""Whoever is complained of can neither see the concern nor act in it, is offered as nobody's colleague and hears
nothing; and whoever is concerned says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.matters.models import KeptOut, Matter
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import now, today, travelled
from niangjia.services.concerns.models import Concern, Named, Review

from .samples import SAID, appoint, bring, brought, checked, done, handed_in, handled, registered, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _page(cast: Cast, who: str, matter: Matter) -> int:
    return int(cast.client(who).get(f"/desk/matters/{matter.pk}/").status_code)


def test_who_is_complained_of_finds_nothing_of_it(cast: Cast) -> None:
    """The clerk is named: no page, list, count, paper, message; the chair handles it, and offers it to no clerk."""
    for key in ("clerk", "chair"):
        _ = cast[key]
    name = cast.person("clerk").name
    matter = brought(cast, about=f"{name}，不在册的人")
    clerk, chair = cast.client("clerk"), cast.client("chair")
    assert [_page(cast, who, matter) for who in ("clerk", "chair")] == [404, 200]
    for path in ("/concerns/desk/", "/desk/matters/", "/desk/papers/"):
        assert matter.number not in clerk.get(path).content.decode()
    assert matter.number in chair.get("/concerns/desk/").content.decode()
    page = chair.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert name in page and "不在册的人" in page
    assert f'<option value="{cast["clerk"].pk}"' not in page
    assert done(clerk, matter, outcome="accept").status_code == 404
    assert clerk.post(f"/concerns/desk/matters/{matter.pk}/names/", {"name": "x"}).status_code == 404
    assert clerk.post(f"/concerns/desk/matters/{matter.pk}/aside/", {"reason": "x"}).status_code == 404
    registered(cast, matter, "chair")
    assert not Message.objects.filter(person=cast.person("clerk")).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM concerns_named")
        assert all(name.encode() not in bytes(row[0]) for row in cursor.fetchall())


def test_where_all_are_complained_of_it_goes_above(cast: Cast) -> None:
    appoint(cast, "upper_officer", "county")
    for key in ("clerk", "chair"):
        _ = cast[key]
    names = f"{cast.person('clerk').name},{cast.person('chair').name}"
    matter = brought(cast, about=names)
    assert (matter.union, matter.bypassed) == (cast.union("county"), cast.union("mine"))
    assert matter.number.startswith(f"{cast.union('county').code}-")
    assert [_page(cast, who, matter) for who in ("clerk", "chair", "upper_officer")] == [404, 404, 200]


def test_it_never_comes_to_where_all_are_complained_of(cast: Cast) -> None:
    """The county's only officer is named: what is brought above, and the review of what was handled below, come to
    the city. What the desk enters about all of the desk goes up. Where nobody above is left, it stays."""
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    appoint(cast, "other_clerk", "county")
    officer, city = cast.person("other_clerk").name, cast.person("upper_officer").name
    above = brought(cast, "above", about=officer)
    assert (above.union, task_of(above).union) == (cast.union("city"), cast.union("city"))
    assert [_page(cast, who, above) for who in ("other_clerk", "upper_officer")] == [404, 200]
    assert papers_about(above).get().union == cast.union("city")
    last = brought(cast, "above", about=f"{officer},{city}")
    assert (last.union, task_of(last).union) == (cast.union("county"), cast.union("county"))
    matter = brought(cast, about=officer)
    registered(cast, matter)
    handled(cast, matter)
    assert cast.client("member").post(f"/concerns/matters/{matter.pk}/review/", {"text": "不服"}).status_code == 302
    review = Review.objects.select_related("matter__union").get().matter
    assert review is not None and review.union == cast.union("city")
    names = f"{cast.person('clerk').name},{cast.person('chair').name}"
    given = {**SAID, "union": str(cast.union("mine").pk), "way": "call", "made": today().isoformat(), "about": names}
    answer = cast.client("clerk").post("/concerns/desk/new/", given)
    assert (answer.status_code, answer["Location"]) == (302, "/concerns/desk/")
    entered = Matter.objects.select_related("union").latest("pk")
    assert entered.union == task_of(entered).union == cast.union("county")


def test_what_goes_on_elsewhere_finds_somebody_too(cast: Cast) -> None:
    """The only one who mediates at the unit is complained of: the dispute is with the union above."""
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    Post.objects.filter(person=cast.person("clerk")).update(role=Role.ORGANISER)
    matter = brought(cast, about=cast.person("chair").name)
    url = f"/concerns/desk/matters/{matter.pk}/passing-on/"
    assert cast.client("clerk").post(url, {"to": "mediation.dispute", "agreed": "on"}).status_code == 302
    dispute = Matter.objects.select_related("union").get(procedure="mediation.dispute")
    assert dispute.union == task_of(dispute).union == cast.union("city")


def test_the_call_back_waits_where_somebody_may(cast: Cast) -> None:
    """Not for who is complained of, nor for who has the sealed name; and who keeps out of it leaves it to the union
    above where all that is left has handled it."""
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    found = []
    for who, typed in (("member", {"about": cast.person("chair").name}), ("chair", {"sealed": "on"}), ("member", {})):
        assert bring(cast.client(who), **typed).status_code == 302
        matter = Matter.objects.latest("pk")
        registered(cast, matter)
        handled(cast, matter)
        found.append(task_of(matter).union)
    city = cast.union("city")
    assert found == [city, city, cast.union("mine")]
    page = f"/concerns/desk/matters/{matter.pk}/aside/"
    assert cast.client("chair").post(page, {"reason": "当事人是我弟弟"}).status_code == 302
    assert task_of(matter).union == city
    checked(cast, matter, "upper_officer")


def test_bad_names_are_told_at_the_field(cast: Cast) -> None:
    answer = bring(cast.client("member"), about="甲,乙,丙,丁,戊,己")
    assert answer.status_code == 422 and 'id="id_about_error"' in answer.content.decode()
    assert not Concern.objects.exists()


def test_the_desk_names_somebody_and_steps_aside(cast: Cast) -> None:
    """The chair, whom the clerk names, loses it; then the clerk is concerned too: nobody is left, it goes up."""
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    matter = brought(cast)
    url = f"/concerns/desk/matters/{matter.pk}"
    clerk = cast.client("clerk")
    assert clerk.post(f"{url}/names/", {"name": " "}).status_code == 422
    assert cast.client("worker").post(f"{url}/names/", {"name": "x"}).status_code == 403
    assert clerk.post(f"{url}/names/", {"name": cast.person("chair").name}).status_code == 302
    assert [_page(cast, who, matter) for who in ("clerk", "chair")] == [200, 404]
    assert Named.objects.get().known == 1
    assert clerk.post(f"{url}/aside/", {"reason": ""}).status_code == 422
    assert clerk.post(f"{url}/aside/", {"reason": "当事人是我姐姐"}).status_code == 302
    matter = Matter.objects.select_related("union").get(pk=matter.pk)
    assert matter.union == cast.union("city")  # the county has nobody
    assert task_of(matter).union == cast.union("city")
    assert [_page(cast, who, matter) for who in ("clerk", "upper_officer")] == [404, 200]
    refused = cast.client("upper_officer").post(f"{url}/aside/", {"reason": "我也是"})
    assert refused.status_code == 422 and KeptOut.objects.filter(matter=matter).count() == 2


def test_they_keep_out_of_what_follows(cast: Cast) -> None:
    """The review of it, and what it is handed on to."""
    appoint(cast, "other_clerk", "county")
    appoint(cast, "upper_officer", "county")
    _ = cast["chair"]
    matter = brought(cast, about=cast.person("upper_officer").name)
    made = cast.client("clerk").post(
        f"/concerns/desk/matters/{matter.pk}/passing-on/", {"to": "mediation.dispute", "agreed": "on"}
    )
    assert made.status_code == 302
    assert _page(cast, "upper_officer", Matter.objects.get(procedure="mediation.dispute")) == 404
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter)
    assert cast.client("member").post(f"/concerns/matters/{matter.pk}/review/", {"text": "不服"}).status_code == 302
    review = Review.objects.select_related("matter").get().matter
    assert review is not None
    assert [_page(cast, who, review) for who in ("upper_officer", "other_clerk")] == [404, 200]


def test_without_a_name_too(cast: Cast) -> None:
    """Whoever handles it names the other officer: inbox and dialogue are not there for that one."""
    appoint(cast, "upper_officer", "county")
    appoint(cast, "other_clerk", "county")
    handed_in(cast, danger="on")
    row = Concern.objects.get()
    officer, other = cast.client("other_clerk"), cast.client("upper_officer")
    dialogue = f"/concerns/desk/anonymous/{row.pk}/"
    assert officer.post(dialogue, {"take": "1"}).status_code == 302
    row.refresh_from_db()
    page = f"/concerns/desk/matters/{row.matter_id}/names/"
    assert officer.post(page, {"name": cast.person("upper_officer").name}).status_code == 302
    assert other.get(dialogue).status_code == 404
    assert str(row.pk) not in other.get("/concerns/desk/anonymous/").content.decode()
    assert str(row.pk) in officer.get("/concerns/desk/anonymous/").content.decode()
    assert Named.objects.filter(concern=row).count() == 1


def test_whoever_is_concerned_keeps_out_however_long_it_is_there(cast: Cast) -> None:
    """Passed on, it is given back within five working days alone; keeping out of it has no end, and what goes up that
    way is given on from there at any time."""
    _ = cast["upper_officer"]
    matter = brought(cast)
    url, reason = f"/desk/matters/{matter.pk}/transfer/", {"reason": "职工现属一中"}
    given = {"union": cast.union("school").code, **reason}
    assert cast.client("clerk").post(url, given).status_code == 302
    other, city = cast.client("other_clerk"), cast.client("upper_officer")
    with travelled(to=now() + timedelta(days=15)):
        assert other.post(url, {"union": cast.union("mine").code, **reason}).status_code == 422
        aside = f"/concerns/desk/matters/{matter.pk}/aside/"
        assert other.post(aside, {"reason": "当事人是我弟弟"}).status_code == 302
        assert Matter.objects.get(pk=matter.pk).union == cast.union("city")
        assert "退回" not in city.get(f"/desk/matters/{matter.pk}/").content.decode()
    with travelled(to=now() + timedelta(days=40)):
        assert city.post(url, {"union": cast.union("mine").code, **reason}).status_code == 302
