"""Views of the list that are kept, and the columns of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry import saving
from niangjia.engines.people.registry.columns import USUAL, keys_of
from niangjia.engines.people.registry.models import ListColumns, SavedView
from niangjia.engines.people.registry.saving import keep_view, rename_view, unions_to_share_with, views_of
from niangjia.foundation.access.actor import Refused

if TYPE_CHECKING:
    from tests.harness.people import Cast

LIST, KEEP, COLUMNS = reverse("people:registry"), reverse("people:keep_view"), reverse("people:columns")
FOUND, REFUSED, NOT_THERE, WRONG = 302, 403, 404, 422


def _text(response: Any) -> str:
    return str(response.content.decode())


def _keep(cast: Cast, key: str = "clerk", union: str = "", **filters: str) -> SavedView:
    given: dict[str, Any] = {"filters": filters, "sort": "-name_key", "columns": ["name", "skill"]}
    return keep_view(cast.actor(key), name="女会员", union=cast.union(union) if union else None, **given)


def test_a_view_shows_its_filters_order_and_columns_by_an_opaque_key(cast: Cast) -> None:
    client = cast.client("clerk")
    answer = client.post(f"{KEEP}?kind=member&sex=&sort=-name_key&q=wangxiaomei", {"name": " 全部 会员 "})
    view = SavedView.objects.get()
    assert answer.headers["Location"] == f"{LIST}?view={view.pk}"
    assert (view.name, view.filters, view.sort) == ("全部 会员", {"kind": "member"}, "-name_key")
    shown = client.get(answer.headers["Location"])
    assert "王小梅" in _text(shown)
    assert "李大山" not in _text(shown)
    assert shown.context["sort"] == "-name_key"


def test_what_people_search_for_is_never_kept(cast: Cast) -> None:
    cast.client("clerk").post(f"{KEEP}?kind=member&q=wangxiaomei&employer=王小梅", {"name": "会员"})
    assert SavedView.objects.get().filters == {"kind": "member"}


def test_other_filters_beside_the_key_count_instead(cast: Cast) -> None:
    view = _keep(cast, kind="member")
    response = cast.client("clerk").get(LIST, {"view": str(view.pk), "own": "1", "kind": "worker"})
    assert response.context["look"].changed
    assert "李大山" in _text(response)
    assert "王小梅" not in _text(response)


def test_a_view_can_be_renewed(cast: Cast) -> None:
    view = _keep(cast, kind="member")
    client = cast.client("clerk")
    assert client.post(reverse("people:renew_view", args=[view.pk]) + "?kind=worker").status_code == FOUND
    view.refresh_from_db()
    assert view.filters == {"kind": "worker"}


def test_a_name_is_asked_for_once(cast: Cast) -> None:
    _keep(cast)
    client = cast.client("clerk")
    for name in ("", "女会员"):
        answer = client.post(f"{KEEP}?kind=member", {"name": name})
        assert answer.status_code == WRONG
        assert answer.context["form"].errors["name"]


def test_a_view_is_for_oneself(cast: Cast) -> None:
    view = _keep(cast, kind="member")
    for key in ("chair", "upper_officer", "other_clerk"):
        response = cast.client(key).get(LIST, {"view": str(view.pk)})
        assert response.context["look"].view is None
        assert response.context["look"].lost
        assert cast.client(key).get(reverse("people:view", args=[view.pk])).status_code == NOT_THERE


def test_a_shared_view_is_for_the_unions_staff(cast: Cast) -> None:
    view = _keep(cast, union="mine", kind="member")
    for key in ("chair", "clerk"):
        assert view in views_of(cast.actor(key))
    for key in ("upper_officer", "other_clerk", "group_leader"):
        assert view not in views_of(cast.actor(key))
    assert "王小梅" in _text(cast.client("chair").get(LIST, {"view": str(view.pk)}))


def test_nobody_sees_more_by_a_shared_view(cast: Cast) -> None:
    view = _keep(cast, "upper_officer", "city")
    mine = {"union": str(cast.union("mine").pk)}
    SavedView.objects.filter(pk=view.pk).update(union=cast.union("school"), filters=mine)
    response = cast.client("other_clerk").get(LIST, {"view": str(view.pk)})
    assert "王小梅" not in _text(response)
    assert response.context["look"].filters.errors["union"]


def test_who_keeps_the_unions_data_shares(cast: Cast) -> None:
    assert list(unions_to_share_with(cast.actor("clerk"))) == [cast.union("mine")]
    assert not unions_to_share_with(cast.actor("group_leader")).exists()
    with pytest.raises(Refused):
        _keep(cast, "group_leader", "group")
    with pytest.raises(NotPossible):  # it is below, but nobody's own
        _keep(cast, "clerk", "shaft")


def test_a_shared_view_is_changed_by_its_owner_and_by_who_keeps_the_unions_data(cast: Cast) -> None:
    view = _keep(cast, union="mine")
    answer = cast.client("chair").post(
        reverse("people:view", args=[view.pk]), {"name": "会员", "union": cast.union("mine").pk}
    )
    assert answer.status_code == FOUND
    SavedView.objects.filter(pk=view.pk).update(union=cast.union("school"), account=cast["upper_officer"])
    view.refresh_from_db()
    with pytest.raises(Refused):
        rename_view(cast.actor("clerk"), view, name="会员", union=None)


def test_a_view_is_removed(cast: Cast) -> None:
    view = _keep(cast)
    assert cast.client("clerk").post(reverse("people:remove_view", args=[view.pk])).status_code == FOUND
    assert not SavedView.objects.exists()
    told = Entry.objects.filter(code__startswith="people.view").order_by("id").values_list("code", flat=True)
    assert list(told) == ["people.view.kept", "people.view.removed"]


def test_there_is_an_end_to_views(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    _keep(cast)
    with pytest.raises(NotPossible):
        _keep(cast)


@pytest.mark.parametrize("key", ["nothing", "38460149-9e34-4d20-b3a2-21f8368c63b1"])
def test_a_key_that_is_none_shows_everybody_and_says_so(cast: Cast, key: str) -> None:
    response = cast.client("clerk").get(LIST, {"view": key})
    assert response.context["look"].lost
    assert "王小梅" in _text(response)


def test_columns_are_remembered_for_the_account(cast: Cast) -> None:
    with office(cast) as desk:
        desk.register("张秀英", resident_id(), skill="4", native_place="浙江温州")
    client = cast.client("clerk")
    assert client.post(COLUMNS, {"column": ["skill", "native_place", "nonsense"]}).status_code == FOUND
    response = client.get(LIST)
    assert [column.key for column in response.context["columns"]] == ["box", "name", "skill", "native_place"]
    assert "浙江温州" in _text(response)
    assert keys_of(cast["chair"].pk) == list(USUAL)


def test_the_usual_columns_come_back(cast: Cast) -> None:
    client = cast.client("clerk")
    client.post(COLUMNS, {"column": ["skill"]})
    client.post(COLUMNS, {"column": ["skill"], "usual": "1"})
    assert not ListColumns.objects.exists()


def test_one_goes_back_only_to_the_list(cast: Cast) -> None:
    answer = cast.client("clerk").post(COLUMNS, {"column": ["skill"], "back": "//elsewhere.example/?a=1"})
    assert answer.headers["Location"].startswith(f"{LIST}?")
