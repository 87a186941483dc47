from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.papers.books.models import Incoming
from niangjia.engines.papers.demo import fill_papers
from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.returns.models import Return
from niangjia.engines.people.demo.accounts import Opened
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_a_union_of_the_demo_has_a_few_papers(cast: Cast) -> None:
    _ = cast["clerk"], cast["chair"]
    accounts = [Opened(role, role, "", "110101") for role in ("clerk", "chair")]
    assert fill_papers([*accounts, Opened("clerk", "clerk", "", "110102")]) == 3
    year = today().year
    assert list(Paper.objects.order_by("pk").values_list("number", flat=True)) == [
        f"石河工〔{year}〕1号",
        f"石河工〔{year}〕2号",
        "",
    ]
    assert Paper.objects.exclude(revoked=None).count() == 1
    assert (Incoming.objects.count(), Return.objects.get().state) == (1, "handed_in")
