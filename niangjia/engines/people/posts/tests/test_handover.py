from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Post, Total, Union
from niangjia.engines.people.posts import handover as lists
from niangjia.engines.people.posts.handover import OpenMatter, handed_over, handover
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

SOON, LATER = today() + timedelta(days=89), today() + timedelta(days=91)


def _open(cast: Cast) -> dict[str, int]:
    return {matter.key: matter.count for matter in handover(cast.post("clerk"))}


def test_where_nothing_is_open_the_list_is_empty(cast: Cast) -> None:
    assert _open(cast) == {}


def test_it_counts_what_is_open_in_the_unions_of_the_post(cast: Cast) -> None:
    for key in ("mine", "shaft", "school"):
        Total.objects.create(union=cast.union(key), facet="incomplete", value="", count=2)
    for key in ("auditor", "group_leader", "other_clerk", "clerk"):
        Post.objects.filter(pk=cast.post(key).pk).update(ends=SOON)
    for key in ("mine", "workshop", "school"):
        Union.objects.filter(pk=cast.union(key).pk).update(election_due=SOON)
    assert _open(cast) == {"people.incomplete": 4, "people.posts": 2, "people.election": 2}


def test_what_is_overdue_is_open_and_what_is_far_off_is_not(cast: Cast) -> None:
    Union.objects.filter(pk=cast.union("mine").pk).update(certificate_expires=today() - timedelta(days=400))
    Union.objects.filter(pk=cast.union("shaft").pk).update(certificate_expires=LATER)
    assert _open(cast) == {"people.certificate": 1}


def test_later_engines_add_to_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_sources", [])
    handed_over(lambda post: [OpenMatter("matters.open", "…", post.union_id), OpenMatter("matters.none", "…", 0)])
    assert _open(cast) == {"matters.open": cast.union("mine").pk}
