"""Acts on many persons that other parts hang below the list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from niangjia.engines.people.permissions import EXPORT, MERGE
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry import batching
from niangjia.engines.people.registry.batching import (
    begin_batch,
    leads_to,
    load_selection,
    offered,
    register_batch,
    sweep_selections,
)
from niangjia.engines.people.registry.models import Selection
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from tests.harness.people import Cast

BATCH, LIST = reverse("people:batch"), reverse("people:registry")
FOUND, REFUSED, NOT_THERE = 302, 403, 404


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> batching.Batch:
    """An act that goes on with a selection."""
    monkeypatch.setattr(batching, "_known", dict(batching._known))
    return register_batch("test", title="Test them", permission=MERGE, begin=leads_to("people:export"))


def _ids(cast: Cast, *keys: str) -> list[int]:
    return [cast.person(key).pk for key in keys]


def test_it_is_offered_to_who_may(cast: Cast, held: batching.Batch) -> None:
    assert held in offered(cast.actor("clerk"))
    assert held not in offered(cast.actor("group_leader"))
    assert "Test them" in cast.client("clerk").get(LIST).content.decode()


def test_the_chosen_are_fixed_within_the_permission(cast: Cast, held: batching.Batch) -> None:
    cast["clerk"], cast["other_clerk"]
    ids = _ids(cast, "member", "other_clerk", "worker")
    answer = cast.client("clerk").post(BATCH, {"act": "test", "person": ids})
    selection = Selection.objects.get()
    assert answer.headers["Location"] == reverse("people:export", args=[selection.pk])
    assert selection.person_ids == _ids(cast, "member", "worker")


def test_all_who_fit_are_fixed(cast: Cast, held: batching.Batch) -> None:
    cast.client("clerk").post(BATCH, {"act": "test", "all": "1", "kind": "worker"})
    assert Selection.objects.get().person_ids == _ids(cast, "worker")


def test_a_filter_that_does_not_hold_lets_nobody_through(cast: Cast, held: batching.Batch) -> None:
    answer = cast.client("clerk").post(BATCH, {"act": "test", "all": "1", "age_from": "many", "kind": "worker"})
    assert answer.headers["Location"] == f"{LIST}?age_from=many&kind=worker"
    assert not Selection.objects.exists()


def test_nobody_chosen_is_refused_and_the_filters_stay(cast: Cast, held: batching.Batch) -> None:
    answer = cast.client("clerk").post(BATCH, {"act": "test", "kind": "worker"})
    assert answer.headers["Location"] == f"{LIST}?kind=worker"
    with pytest.raises(NotPossible):
        begin_batch(cast.actor("clerk"), held, [])


def test_only_strangers_chosen_are_refused(cast: Cast, held: batching.Batch) -> None:
    cast["clerk"], cast["other_clerk"]
    cast.client("clerk").post(BATCH, {"act": "test", "person": _ids(cast, "other_clerk")})
    assert not Selection.objects.exists()


def test_there_is_a_limit(cast: Cast, held: batching.Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "MOST", 1)
    with pytest.raises(NotPossible):
        begin_batch(cast.actor("clerk"), held, [1, 2])


def test_who_may_not_is_refused(cast: Cast, held: batching.Batch) -> None:
    assert cast.client("group_leader").post(BATCH, {"act": "test", "person": [1]}).status_code == REFUSED
    with pytest.raises(Refused):
        begin_batch(cast.actor("group_leader"), held, [1])


@pytest.mark.parametrize("act", ["", "nothing", "transfer"])
def test_only_what_begins_here_is_known(cast: Cast, act: str) -> None:
    assert cast.client("clerk").post(BATCH, {"act": act, "person": [1]}).status_code == NOT_THERE


def test_a_selection_is_for_who_made_it(cast: Cast, rf: Any) -> None:
    made = Selection.objects.create(account=cast["clerk"], person_ids=[1])
    request = rf.get("/")
    request.actor = cast.actor("clerk")
    assert load_selection(request, made.pk) == made
    request.actor = cast.actor("chair")
    for key in (made.pk, uuid4()):
        with pytest.raises(Http404):
            load_selection(request, key)


def test_selections_go_after_a_day(cast: Cast) -> None:
    for age in (timedelta(hours=23), timedelta(hours=25)):
        Selection.objects.create(account=cast["clerk"], made=now() - age)
    sweep_selections()
    assert Selection.objects.count() == 1


def test_an_act_says_once_where_it_begins(held: batching.Batch) -> None:
    for given in ({}, {"url": "/x/", "begin": leads_to("people:export")}):
        with pytest.raises(ValueError, match="register it once"):
            register_batch("other", title="x", permission=EXPORT, **given)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="register it once"):
        register_batch("test", title="x", permission=EXPORT, url="/x/")
