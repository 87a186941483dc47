"""The legal-person certificate: changed, replaced, cancelled, refused; taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import today
from niangjia.services.founding.models import LegalPerson
from niangjia.services.founding.terms.tests.samples import ahead, done, on_file, printed, said, task_of, well_done

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
TYPED = {
    "what": "change",
    "name": "石河矿业工会委员会",
    "address": "矿山路8号",
    "head": "陈建国",
    "reason": "单位更名",
}


def _url(cast: Cast) -> str:
    return f"/founding/desk/changes/{cast.union('mine').pk}/certificate/"


def _submitted(cast: Cast, **typed: str) -> Matter:
    answer = cast.client("clerk").post(_url(cast), {**TYPED, **typed})
    assert answer.status_code == 302, said(answer)
    return well_done(cast.client("chair"), Matter.objects.latest("pk"), "submit")


def _new(**more: str) -> dict[str, Any]:
    given = {"number": "工法证字第111号", "issued": today().isoformat(), "expires": ahead(500).isoformat()}
    return {**given, **more}


def _mine(cast: Cast) -> Union:
    return Union.objects.get(pk=cast.union("mine").pk)


def test_a_change_is_registered_and_taken_back(county: Cast) -> None:
    clerk, officer = county.client("clerk"), county.client("other_clerk")
    for wrong in ({"reason": ""}, {"name": "", "address": "", "head": ""}, {"name": county.union("mine").name}):
        assert clerk.post(_url(county), {**TYPED, **wrong}).status_code == 422, wrong
    assert county.client("upper_officer").post(_url(county), TYPED).status_code == 403
    old = LegalPerson.objects.create(
        union=_mine(county), act="first", number="工法证字第110号", issued=ahead(-900), expires=ahead(400)
    )
    matter = _submitted(county)
    assert clerk.post(_url(county), TYPED).status_code == 422, "one at a time"
    for wrong in (
        {"number": ""}, {"expires": ahead(600).isoformat()}, {"issued": ahead(1).isoformat()},
        {"expires": ahead(-1).isoformat()},
    ):  # fmt: skip
        assert done(officer, matter, "approve", **_new(**wrong)).status_code == 422, wrong
    assert done(county.client("chair"), matter, "approve", **_new()).status_code == 403
    well_done(officer, matter, "approve", **_new())
    union = _mine(county)
    assert (union.name, union.address, union.certificate) == ("石河矿业工会委员会", "矿山路8号", "工法证字第111号")
    assert union.certificate_expires == ahead(500)
    assert list(LegalPerson.objects.order_by("pk").values_list("act", "ended")) == [
        ("first", today()),
        ("change", None),
    ]
    assert on_file(matter) == ["founding.legal_form", "founding.answer"]
    form = papers_about(matter).earliest("pk")
    words = printed(county, "clerk", form)
    assert "一式三份" in words and "石河矿业工会委员会" in words
    task = Task.objects.select_related("union").get(matter=matter, key="decide")
    with acting(county.actor("other_clerk")):
        correction = ask_correction(county.actor("other_clerk"), task, "材料有误")
    with acting(county.actor("upper_officer")):
        approve_correction(county.actor("upper_officer"), correction)
    union = _mine(county)
    assert (union.name, union.certificate, union.address) == ("石河煤矿工会委员会", "工法证字第110号", "")
    assert LegalPerson.objects.get(ended=None) == old


def _taken_back(county: Cast, matter: Matter) -> None:
    task = Task.objects.select_related("union").get(matter=matter, key="decide")
    with acting(county.actor("other_clerk")):
        correction = ask_correction(county.actor("other_clerk"), task, "材料有误")
    with acting(county.actor("upper_officer")):
        approve_correction(county.actor("upper_officer"), correction)


def test_of_two_changes_under_one_number_the_last_is_taken_back_first(county: Cast) -> None:
    officer, same = county.client("other_clerk"), _new(number="工法证字第110号")
    first = _submitted(county, name="", address="矿山路8号")
    well_done(officer, first, "approve", **same)
    second = _submitted(county, name="", address="矿山路9号")
    well_done(officer, second, "approve", **same)
    with pytest.raises(NotPossible):
        _taken_back(county, first)
    assert _mine(county).address == "矿山路9号"
    _taken_back(county, second)
    assert (_mine(county).address, LegalPerson.objects.get(ended=None).matter) == ("矿山路8号", first)
    _taken_back(county, first)
    assert _mine(county).address == ""


def test_replaced_cancelled_refused_dropped(county: Cast) -> None:
    officer, blank = county.client("other_clerk"), {"name": "", "address": "", "head": ""}
    matter = _submitted(county, what="replace", reason="证书遗失", **blank)
    well_done(officer, matter, "approve", **_new())
    assert LegalPerson.objects.get(ended=None).act == "replace"
    assert "补换领" in printed(county, "other_clerk", papers_about(matter).latest("pk"))
    matter = _submitted(county, what="change")
    well_done(officer, matter, "refuse", reason="名称不规范")
    assert "名称不规范" in printed(county, "other_clerk", papers_about(matter).latest("pk"))
    assert _mine(county).name == "石河煤矿工会委员会"
    answer = county.client("clerk").post(_url(county), {**TYPED, **blank, "what": "cancel"})
    assert answer.status_code == 302
    matter = Matter.objects.latest("pk")
    assert task_of(matter).key == "submit"
    well_done(county.client("chair"), matter, "drop")
    assert (matter.phase, _mine(county).certificate) == ("dropped", "工法证字第111号")
    matter = _submitted(county, what="cancel", **blank)
    well_done(officer, matter, "approve")
    assert (_mine(county).certificate, _mine(county).certificate_expires) == ("", None)
    assert not LegalPerson.objects.filter(ended=None).exists()
    assert county.client("clerk").post(_url(county), TYPED).status_code == 422, "there is none any more"
