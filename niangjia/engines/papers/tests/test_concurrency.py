"""Several at the same time, on a real database with real commits."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.verbs import check_paper, sign_paper
from niangjia.foundation.clock import today

from .samples import drafted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.harness.people import Cast


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """All at once, each with a connection of its own; answers what was raised."""
    start, raised = threading.Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def _checked(cast: Cast) -> Paper:
    paper = drafted(cast)
    check_paper(cast.actor("clerk"), paper)
    return paper


def _signing(cast: Cast, pk: int) -> Callable[[], object]:
    actor = cast.actor("chair")
    return lambda: sign_paper(actor, Paper.objects.select_related("union").get(pk=pk))


def test_one_paper_signed_by_eight_hands_has_one_number(committed: None, cast: Cast) -> None:
    paper = _checked(cast)
    raised = together(*(_signing(cast, paper.pk) for _ in range(8)))
    assert [type(error) for error in raised] == [NotPossible] * 7
    paper.refresh_from_db()
    assert paper.number == f"证〔{today().year}〕1号"


def test_eight_papers_signed_at_once_have_eight_numbers_in_a_row(committed: None, cast: Cast) -> None:
    papers = [_checked(cast) for _ in range(8)]
    assert together(*(_signing(cast, paper.pk) for paper in papers)) == []
    numbers = set(Paper.objects.values_list("number", flat=True))
    assert numbers == {f"证〔{today().year}〕{at}号" for at in range(1, 9)}
