"""An election is put off: asked for, signed, answered; how often and how long; taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.services.founding.models import Delay
from niangjia.services.founding.terms.months import later

from .samples import ahead, done, entered, on_file, printed, task_of, well_done

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
TYPED = {"months": "6", "reason": "企业正在改制，人员变动较大"}


def _county_officer(cast: Cast) -> None:
    """The school's clerk is the county's officer, too."""
    _ = cast["other_clerk"]
    who = {"union": cast.union("county"), "person": cast.person("other_clerk"), "started": ahead(-9)}
    Post.objects.create(role=Role.OFFICER, **who)


def _due(union: Union) -> object:
    return Union.objects.values_list("election_due", flat=True).get(pk=union.pk)


def _asked(cast: Cast, union: Union, **typed: str) -> Matter:
    answer = cast.client("clerk").post(f"/founding/desk/terms/{union.pk}/delay/", {**TYPED, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.latest("pk")


def test_the_chair_signs_the_union_above_agrees_and_the_day_follows(cast: Cast) -> None:
    _county_officer(cast)
    union = entered(cast, election_due=ahead(30))
    url = f"/founding/desk/terms/{union.pk}/delay/"
    clerk = cast.client("clerk")
    for wrong in ({"months": "7"}, {"months": ""}, {"reason": ""}):
        answer = clerk.post(url, {**TYPED, **wrong})
        assert answer.status_code == 422, wrong
    assert "企业正在改制" in clerk.post(url, {**TYPED, "months": "7"}).content.decode()
    assert cast.client("upper_officer").post(url, TYPED).status_code == 403
    assert cast.client("other_clerk").post(url, TYPED).status_code == 403
    matter = _asked(cast, union)
    assert clerk.post(url, TYPED).status_code == 422, "one at a time"
    assert done(clerk, matter, "submit", **TYPED).status_code == 403, "the chair signs"
    assert done(cast.client("chair"), matter, "submit", **{**TYPED, "months": "9"}).status_code == 422
    well_done(cast.client("chair"), matter, "submit", **{**TYPED, "months": "5"})
    assert (task_of(matter).union, _due(union)) == (cast.union("county"), ahead(30))
    assert done(cast.client("upper_officer"), matter, "approve").status_code == 403, "not the city in its place"
    well_done(cast.client("other_clerk"), matter, "approve")
    assert (matter.phase, _due(union)) == ("granted", later(ahead(30), 5))
    assert on_file(matter) == ["founding.asking", "founding.answer"]
    asking, replied = papers_about(matter).order_by("pk")
    assert (asking.union, replied.union) == (union, cast.union("county"))
    assert "企业正在改制" in printed(cast, "clerk", asking)
    assert asking.number in printed(cast, "other_clerk", replied)
    assert "企业" not in str(Delay.objects.values())


def test_refused_with_the_reason_returned_dropped(cast: Cast) -> None:
    _county_officer(cast)
    union = entered(cast, election_due=ahead(30))
    matter = _asked(cast, union)
    chair, officer = cast.client("chair"), cast.client("other_clerk")
    well_done(chair, matter, "submit", **TYPED)
    assert done(officer, matter, "refuse").status_code == 422, "say why"
    task = task_of(matter)
    back = officer.post(
        f"/desk/matters/tasks/{task.pk}/sending-back/", {"way": "to_union", "reason": "请写明完成时间"}
    )
    assert back.status_code == 302, back.content.decode()
    well_done(chair, matter, "submit", **TYPED)
    assert papers_about(matter).count() == 2 and papers_about(matter).filter(revoked=None).count() == 1
    well_done(officer, matter, "refuse", reason="应当按期换届")
    assert (matter.phase, _due(union)) == ("refused", ahead(30))
    answer = papers_about(matter).latest("pk")
    assert "应当按期换届" in printed(cast, "other_clerk", answer)
    dropped = _asked(cast, union)
    well_done(chair, dropped, "submit", **TYPED)
    again = {"way": "to_union", "reason": "请再考虑"}
    assert officer.post(f"/desk/matters/tasks/{task_of(dropped).pk}/sending-back/", again).status_code == 302
    well_done(chair, dropped, "drop", **TYPED)
    assert (dropped.phase, Delay.objects.filter(ended=None).count()) == ("dropped", 0)
    assert not papers_about(dropped).filter(revoked=None).exists()


def test_once_more_only_with_a_fresh_approval_and_no_third_time(cast: Cast) -> None:
    _county_officer(cast)
    union = entered(cast, election_due=ahead(30))
    for turn in (1, 2):
        matter = _asked(cast, union, months="1")
        well_done(cast.client("chair"), matter, "submit", **{**TYPED, "months": "1"})
        well_done(cast.client("other_clerk"), matter, "approve")
        assert _due(union) == later(later(ahead(30), 1), 1) if turn == 2 else later(ahead(30), 1)
    assert "再次" in printed(cast, "clerk", papers_about(matter).earliest("pk"))
    answer = cast.client("clerk").post(f"/founding/desk/terms/{union.pk}/delay/", TYPED)
    assert answer.status_code == 422
    Union.objects.filter(pk=union.pk).update(term_started=ahead(0))
    _asked(cast, union)  # a new term


def test_an_approval_by_mistake_is_taken_back_while_the_day_stands(cast: Cast) -> None:
    _county_officer(cast)
    union = entered(cast, election_due=ahead(30))
    Post.objects.create(union=cast.union("county"), person=cast.person("member"), role=Role.CHAIR, started=ahead(-9))
    _ = cast["member"]
    matter = _asked(cast, union)
    well_done(cast.client("chair"), matter, "submit", **TYPED)
    well_done(cast.client("other_clerk"), matter, "approve")
    task = Task.objects.select_related("union").get(matter=matter, key="decide")
    officer, chair = cast.actor("other_clerk"), cast.actor("member")
    with acting(officer):
        correction = ask_correction(officer, task, "报错了工会", after="refuse", told="应当按期换届")
    assert "30" not in correction.effects[0] or correction.effects
    with acting(chair):
        approve_correction(chair, correction)
    matter.refresh_from_db()
    assert (matter.phase, _due(union)) == ("refused", ahead(30))
    papers = list(papers_about(matter).order_by("pk"))
    assert [paper.revoked is not None for paper in papers] == [True, True, False]
    assert "应当按期换届" in printed(cast, "other_clerk", papers[-1])


def test_a_request_of_the_term_before_puts_no_later_election_off(cast: Cast) -> None:
    _county_officer(cast)
    union = entered(cast, election_due=ahead(30), term_started=ahead(-1800))
    chair, officer = cast.client("chair"), cast.client("other_clerk")
    matter = _asked(cast, union)
    elected = {"term_started": ahead(0), "election_due": ahead(1825)}
    Union.objects.filter(pk=union.pk).update(**elected)
    refused = done(chair, matter, "submit", **TYPED)
    assert refused.status_code == 422 and "已选出新一届委员会" in refused.content.decode()
    Union.objects.filter(pk=union.pk).update(term_started=ahead(-1800))
    well_done(chair, matter, "submit", **TYPED)
    Union.objects.filter(pk=union.pk).update(**elected)
    refused = done(officer, matter, "approve")
    assert refused.status_code == 422 and "已选出新一届委员会" in refused.content.decode()
    assert _due(union) == ahead(1825)
    well_done(officer, matter, "refuse", reason="已换届")
    assert (matter.phase, Delay.objects.filter(ended=None).count()) == ("refused", 0)
