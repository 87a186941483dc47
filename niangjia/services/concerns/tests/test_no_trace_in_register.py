"""What the register says of a record tells nothing of a concern that went past the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.roster.staging.standing import _pointing
from niangjia.engines.people.scope import acting

from .samples import brought

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_neither_comparing_nor_merging_nor_undoing_counts_it(cast: Cast) -> None:
    """The worker's record goes into another: neither page nor journal says what hangs on it outside the register."""
    clerk, worker, other = cast.client("clerk"), cast.person("worker"), cast.person("member")
    _ = cast["member"]
    url = reverse("people:merge", args=[other.pk, worker.pk])
    _ = cast["worker"]
    before = clerk.get(url).context["both"].moves
    brought(cast, "above", "worker")
    assert clerk.get(url).context["both"].moves == before
    with acting(cast.actor("clerk")):
        assert len({sentence for _person, sentence in _pointing([worker.pk])}) == 1  # the same for matters and papers
        merge_persons(cast.actor("clerk"), other, worker)
    data = Entry.objects.get(code="people.person.merged").data
    assert data is not None
    assert {name.partition(".")[0] for name in data["moved"]} <= {"people"}
    assert data["rows"] == sum(data["moved"].values())
