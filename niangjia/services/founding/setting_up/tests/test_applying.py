"""The door to a first certificate: for who said no, whose entry was taken back, who was in the register before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.services.founding.models import Election, LegalPerson
from niangjia.services.founding.setting_up.certifying import begin_certificate
from niangjia.services.founding.terms.tests.samples import ahead, done, entered, said, task_of, well_done

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The county has an officer and a chair."""
    _ = cast["other_clerk"], cast["upper_officer"]
    post = {"union": cast.union("county"), "started": ahead(-9)}
    Post.objects.create(person=cast.person("other_clerk"), role=Role.OFFICER, **post)
    Post.objects.create(person=cast.person("upper_officer"), role=Role.CHAIR, **post)
    return cast


def _begun(cast: Cast, union: Union) -> Matter:
    """By the button of its page."""
    clerk, url = cast.client("clerk"), f"/founding/desk/{union.pk}/application/"
    assert url in clerk.get(f"/founding/desk/terms/{union.pk}/").content.decode()
    answer = clerk.post(url)
    assert answer.status_code == 302 and answer["Location"].startswith("/desk/matters/"), said(answer)
    assert url not in clerk.get(f"/founding/desk/terms/{union.pk}/").content.decode()
    return Matter.objects.latest("pk")


def test_a_union_of_the_register_applies_says_no_and_applies_again(office: Cast) -> None:
    union = entered(office, certificate="", term_started=None, election_due=None)
    clerk, officer = office.client("clerk"), office.client("other_clerk")
    url = f"/founding/desk/{union.pk}/application/"
    assert "请先登记" in said(clerk.post(url, follow=True)), "the certificate goes with a term"
    entered(office, election_due=ahead(500), term=4, approval_paper="石工〔2024〕3号")
    matter = _begun(office, union)
    assert "正在办理中" in said(clerk.post(url, follow=True))
    well_done(clerk, matter, "none")
    assert task_of(matter).key == "seal", "none is on record"
    well_done(clerk, matter, "recorded", wording="石河煤矿工会委员会", cut=ahead(0).isoformat())
    matter = _begun(office, union)
    well_done(clerk, matter, "apply", address="矿山路8号")
    assert "石工〔2024〕3号" in papers_about(matter).get().data.reveal()
    back = {"way": "to_union", "reason": "住所不详"}
    assert officer.post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back).status_code == 302
    well_done(clerk, matter, "apply", address="矿山路8号院")
    assert [paper.revoked is None for paper in papers_about(matter)] == [False, True]
    typed = {"number": "工法证字第9号", "issued": ahead(0).isoformat(), "expires": ahead(501).isoformat()}
    late = done(officer, matter, "certify", **typed)
    assert late.status_code == 422 and "证书有效期与任期一致" in late.content.decode()
    well_done(officer, matter, "certify", **{**typed, "expires": ahead(500).isoformat()})
    assert (matter.is_open, Union.objects.get(pk=union.pk).certificate) == (False, "工法证字第9号")
    assert "已有法人资格证书" in said(clerk.post(url, follow=True))


def test_what_was_entered_wrong_is_taken_back_and_entered_anew(office: Cast) -> None:
    union = entered(office, certificate="", election_due=ahead(500), term=4)
    typed = {"issued": ahead(0).isoformat(), "expires": ahead(500).isoformat()}
    matter = _begun(office, union)
    well_done(office.client("clerk"), matter, "apply")
    well_done(office.client("other_clerk"), matter, "certify", number="错9号", **typed)
    task = Task.objects.select_related("union").get(matter=matter, key="certify")
    well_done(office.client("clerk"), matter, "recorded", wording="石河煤矿工会委员会", cut=ahead(0).isoformat())
    officer, chair = office.actor("other_clerk"), office.actor("upper_officer")
    with acting(officer):
        correction = ask_correction(officer, task, "号写错")
    with acting(chair):
        approve_correction(chair, correction)
    assert Union.objects.get(pk=union.pk).certificate == ""
    matter = _begun(office, union)
    renewed = Election(union=Union.objects.get(pk=union.pk), occasion="renewal")
    assert begin_certificate(renewed) == matter, "one application, however it was begun"
    well_done(office.client("clerk"), matter, "apply")
    well_done(office.client("other_clerk"), matter, "certify", number="对9号", **typed)
    assert LegalPerson.objects.get(ended=None).number == "对9号"
