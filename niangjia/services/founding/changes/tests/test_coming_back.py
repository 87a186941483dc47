"""Requests that come back are put right in the fields in which they were asked for; one of each is in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.models import Matter
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.models import Person, Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import today
from niangjia.services.founding.models import Change
from niangjia.services.founding.terms.tests.samples import (
    all_of_it,
    done,
    entered,
    on_file,
    printed,
    said,
    task_of,
    well_done,
)

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
COUNT = {"due": "300", "present": "260", "votes": "240"}


def _asked(cast: Cast, act: str, **typed: Any) -> Matter:
    answer = cast.client("clerk").post(f"/founding/desk/changes/{cast.union('mine').pk}/{act}/", typed)
    assert answer.status_code == 302, said(answer)
    return Matter.objects.latest("pk")


def _back(cast: Cast, matter: Matter, reason: str) -> None:
    url = f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/"
    assert cast.client("other_clerk").post(url, {"way": "to_union", "reason": reason}).status_code == 302


def _in_force(matter: Matter) -> list[str]:
    return list(papers_about(matter).filter(revoked=None).values_list("kind", flat=True))


def test_of_what_the_committee_agreed_to_day_and_reason_are_put_right(county: Cast) -> None:
    _ = county["member"]
    known(county, "member", 871, phone="")
    yesterday = (today() - timedelta(days=1)).isoformat()
    post = str(county.post("chair").pk)
    typed = {"way": "moved", "role": "chair", "leaving": post, "name": "王小梅", "number": number(871),
             "day": yesterday, "reason": "原人选调离"}  # fmt: skip
    matter, chair = _asked(county, "officers", **typed), county.client("chair")
    with ends_otherwise(task_of(matter), today()):
        well_done(chair, matter, "agree")
    well_done(chair, matter, "submit")
    _back(county, matter, "请写明实际到任日期")
    page = chair.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "原人选调离" in page and "王小梅" in page and number(871) not in page
    again = {**typed, "number": "", "reason": "原主席工作调动"}
    assert done(chair, matter, "submit", **{**again, "day": "2018-03-01"}).status_code == 422
    well_done(chair, matter, "submit", **{**again, "day": today().isoformat(), "way": "recalled", "name": "另一人"})
    words = printed(county, "clerk", papers_about(matter).latest("pk"))
    assert "原主席工作调动" in words and "王小梅" in words and "调整" in words
    assert Change.objects.get(matter=matter).day == today()
    assert on_file(matter).count("founding.asking") == 2 and _in_force(matter).count("founding.asking") == 1
    well_done(county.client("other_clerk"), matter, "approve")
    held = Post.objects.get(union=county.union("mine"), role=Role.CHAIR, started=today())
    assert held.person_id == county.person("member").pk


def test_a_by_election_keeps_who_was_named_and_goes_no_other_way(county: Cast) -> None:
    _ = county["member"]
    known(county, "member", 871, phone="")
    with all_of_it():
        Person.objects.filter(pk=county.person("member").pk).update(sex=Sex.FEMALE)
    entered(county, term=4)
    with all_of_it():  # the made-up number says otherwise
        Person.objects.filter(pk=county.person("member").pk).update(sex=Sex.FEMALE)
    typed = {"way": "by_election", "role": "women_chair", "leaving": "", "name": "王小梅", "number": number(871),
             "day": today().isoformat(), "reason": "原人选调离", **COUNT}  # fmt: skip
    matter, chair = _asked(county, "officers", **typed), county.client("chair")
    again = {**typed, "number": ""}
    other = done(chair, matter, "submit", **{**again, "way": "co_opted"})
    assert other.status_code == 422 and "请不要上报，重新提出" in said(other)
    assert done(chair, matter, "submit", **{**again, "name": "李大山"}).status_code == 422, "another by the number"
    assert done(chair, matter, "submit", **{**again, "votes": "10"}).status_code == 422
    well_done(chair, matter, "submit", **{**again, "votes": "250"})
    assert "赞成250票" in printed(county, "clerk", papers_about(matter).latest("pk"))


def test_the_certificate_and_a_merger_are_put_right_and_dropped(county: Cast) -> None:
    legal = {"what": "change", "name": "石河矿业工会", "reason": "单位更名"}
    matter, chair = _asked(county, "certificate", **legal), county.client("chair")
    well_done(chair, matter, "submit")
    _back(county, matter, "名称请写全")
    assert done(chair, matter, "submit", **{**legal, "name": county.union("mine").name}).status_code == 422
    well_done(chair, matter, "submit", **{**legal, "name": "石河矿业工会委员会"})
    assert "石河矿业工会委员会" in printed(county, "clerk", papers_about(matter).latest("pk"))
    assert (on_file(matter), _in_force(matter)) == (["founding.legal_form"] * 2, ["founding.legal_form"])
    met = {"reason": "企业重组", "met": "2026-10-08", "due": "300", "present": "250", "votes": "200"}
    matter = _asked(county, "merge", code=county.union("school").code, **met)
    wrong = done(chair, matter, "submit", **met, code=county.union("mine").code)
    assert wrong.status_code == 422 and "企业重组" in wrong.content.decode()
    well_done(chair, matter, "submit", **{**met, "reason": "两企业合并"}, code=county.union("county").code)
    row = Change.objects.get(matter=matter)
    assert row.other == county.union("county") and "两企业合并" in row.said.reveal()
    _back(county, matter, "不宜并入")
    well_done(chair, matter, "drop", reason="")
    assert (matter.phase, Change.objects.filter(ended=None, kind="merge").count()) == ("dropped", 0)
    assert (on_file(matter), _in_force(matter)) == (["founding.asking"], [])
