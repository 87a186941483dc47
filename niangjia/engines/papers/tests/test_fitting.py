"""A draft whose kind asks for other things by now: it opens, keeps what fits, and says what does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.papers.kinds.fields import Field, FieldKind
from niangjia.engines.papers.life.fitting import fitting
from niangjia.engines.papers.life.models import Paper, State
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.verbs import check_paper, draft_paper, sign_paper
from niangjia.foundation.clock import today

from .samples import drafted, seen_in

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _kept(paper: Paper, **data: object) -> str:
    """The draft holds what an earlier form asked for; its address."""
    paper.data = json.dumps(data, ensure_ascii=False)
    paper.save(update_fields=["data"])
    return f"/desk/papers/{paper.pk}/"


def test_what_was_kept_is_taken_as_the_fields_of_today_take_it() -> None:
    fields = (
        Field("title", "标题"), Field("body", "正文", FieldKind.LINES), Field("day", "日期", FieldKind.DAY),
        Field("rows", "表", FieldKind.ROWS, required=False),
    )  # fmt: skip
    found = fitting(
        fields, {"title": ["甲", "乙"], "body": "一\n二", "day": "下周", "rows": "三", "old": [["四", "五"]]}
    )
    assert found.data == {"title": "甲 乙", "body": ["一", "二"]}
    assert (found.gone, found.lacking) == (("下周", "三", "四 | 五"), ("日期",))
    assert not fitting(fields[:2], {"title": "甲", "body": ["一"]}).changed


def test_a_letter_is_written_on_with_what_fits(cast: Cast) -> None:
    clerk, chair = cast.client("clerk"), cast.client("chair")
    data = {"title": "批复", "to": "采煤一队", "body": ["同意。"]}
    paper = draft_paper(cast.actor("clerk"), "papers.letter", union=cast.union("mine"), data=data)
    at = _kept(paper, title="批复", body="同意。", greeting="尊敬的同志", to=["采煤一队"])
    page = clerk.get(f"{at}change/").content.decode()
    assert all(words in page for words in ('value="批复"', 'value="采煤一队"', "同意。", "尊敬的同志", "不再需要"))
    assert clerk.get(f"{at}print/").status_code == 200
    clerk.post(f"{at}change/", data | {"body": "同意。"})
    assert "greeting" not in Paper.objects.get(pk=paper.pk).data.reveal()
    at = _kept(paper, title="批复")
    shown = chair.get(at)
    assert "还要填写" in shown.content.decode()
    assert "正文" in shown.content.decode()
    assert clerk.get(f"{at}print/", follow=True).status_code == 200
    chair.post(f"{at}check/", {"seen": seen_in(shown)})
    assert Paper.objects.get(pk=paper.pk).state == State.DRAFT
    clerk.post(f"{at}change/", data | {"body": "同意。"})
    chair.post(f"{at}check/", {"seen": seen_in(chair.get(at))})
    assert Paper.objects.get(pk=paper.pk).state == State.CHECKED


def test_a_services_draft_that_lacks_something_goes_back_and_is_not_signed(cast: Cast) -> None:
    paper, chair = drafted(cast), cast.client("chair")
    check_paper(cast.actor("clerk"), paper)
    at = _kept(paper, name="王小梅")
    page = chair.get(at)
    assert "paper-words" not in page.content.decode()
    assert "重新生成" in page.content.decode()
    refused = chair.post(f"{at}signature/", {"dated": today().isoformat(), "seen": seen_in(page)})
    assert refused.status_code == 422
    assert "证件号码" in refused.content.decode()
    with pytest.raises(NotPossible, match="证件号码"):
        sign_paper(cast.actor("chair"), paper)
    chair.post(f"{at}back/", {"back-reason": "重做", "seen": seen_in(page)})
    assert Paper.objects.get(pk=paper.pk).state == State.DRAFT
    assert cast.client("clerk").post(f"{at}discard/").status_code == 302
