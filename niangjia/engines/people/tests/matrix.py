from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction

from niangjia.engines.people.models import Correction, Employment, IdentityDocument, Person, Relative, SealedDetail
from niangjia.engines.people.registry.models import Export, SavedView
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.chinese import sort_key
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route, only
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.harness.matrix import Answer, Arguments
    from tests.harness.people import Cast

FOUND, WRONG = 302, 422
SEERS = ("clerk", "chair", "upper_officer", "other_clerk", "group_leader")
KEEPERS = ("clerk", "chair", "upper_officer", "other_clerk")


def _of_the_mine(name: str, *keys: str, elsewhere: tuple[str, ...], answer: Answer = OK, **more: Any) -> Route:
    """Who may do it in the mine's union; who may do it only `elsewhere` finds nobody there."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= dict.fromkeys(keys, answer) | dict.fromkeys(elsewhere, NOT_FOUND)
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


def _person(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    return {"person_id": cast.person("member").pk}


def _incomplete(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    with in_scope(Scope(EVERYWHERE)):
        person = Person.objects.create(
            home=cast.union("mine"), name="张秀英", name_key=sort_key("张秀英"), state="incomplete", lacks="document"
        )
    return {"person_id": person.pk}


def _relative(cast: Cast) -> dict[str, Any]:
    person = _person(cast)["person_id"]
    with in_scope(Scope(EVERYWHERE)):
        row = Relative.objects.create(person_id=person, relation="child", name="王小小")
    return {"person_id": person, "what": "relative", "row_id": row.pk}


def _relatives(cast: Cast) -> dict[str, Any]:
    given = _relative(cast)
    return {"person_id": given["person_id"], "row_id": given["row_id"]}


def _row(make: Callable[[Person], Any]) -> Arguments:
    """The arguments of a row of the member's record."""

    def arguments(cast: Cast) -> dict[str, Any]:
        person = _person(cast)["person_id"]
        with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
            return {"person_id": person, "row_id": make(cast.person("member")).pk}

    return arguments


def _passport(person: Person) -> IdentityDocument:
    row = person.documents.first() or IdentityDocument(person=person, kind="passport")
    row.number = "E12345678"
    row.save()
    return row


def _phone(person: Person) -> SealedDetail:
    row = person.details.first() or SealedDetail(person=person, kind="phone")
    row.value = "+8613800138000"
    row.save()
    return row


def _work(person: Person) -> Employment:
    row: Employment = person.employments.get()
    return row


def _membership(cast: Cast, **more: str) -> dict[str, Any]:
    person = _person(cast)["person_id"]
    with in_scope(Scope(EVERYWHERE)):
        return {"person_id": person, "membership_id": cast.person("member").memberships.get().pk, **more}


def _two(cast: Cast) -> dict[str, Any]:
    return {**_person(cast), "other_id": cast.person("worker").pk}


def _swapped(cast: Cast) -> dict[str, Any]:
    """The same with the sides swapped: what hangs on the second record is counted."""
    return {"person_id": cast.person("worker").pk, "other_id": _person(cast)["person_id"]}


def _export(cast: Cast) -> dict[str, Any]:
    return {"export_id": Export.objects.create(account=cast["clerk"], person_ids=[1]).pk}


def _view(cast: Cast) -> dict[str, Any]:
    """A view that the mine's clerk shares with its staff."""
    made = SavedView.objects.create(account=cast["clerk"], union=cast.union("mine"), name=uuid4().hex)
    return {"view_id": made.pk}


OTHERS = ("upper_officer", "other_clerk", "group_leader")


def _to_change(name: str, arguments: Arguments = _person, **more: Any) -> Route:
    """A page on which a record is changed."""
    return _of_the_mine(name, *MINE, elsewhere=("other_clerk",), arguments=arguments, **more)


def _to_move(name: str, arguments: Arguments = _membership, **more: Any) -> Route:
    """A page that looks at the record first: who may see none there finds nobody."""
    return _of_the_mine(name, *MINE, elsewhere=("other_clerk", "group_leader"), arguments=arguments, **more)


MINE = ("clerk", "chair", "upper_officer")


def _correction(cast: Cast) -> dict[str, Any]:
    person = _person(cast)["person_id"]
    with in_scope(Scope(EVERYWHERE)):
        row = Correction.objects.filter(person_id=person, state="open").first()
        if row is None:
            row = Correction(person_id=person, fields="native_place", file_kind="image/png")
            row.asked, row.file = '{"native_place": "云州"}', ""
            row.save()
    return {"correction_id": row.pk}


ROUTES = [
    only("people:corrections", *KEEPERS),
    _to_change("people:correction", _correction),
    _to_change(
        "people:correction", _correction, method="post", answer=FOUND, data=lambda cast: {"verdict": "confirm"}
    ),
    _to_change("people:correction_paper", _correction),
    only("people:registry", *SEERS),
    only("people:search", *SEERS, method="post", data=lambda cast: {"q": "wxm"}),
    only("people:register", *KEEPERS),
    only("people:register", *KEEPERS, answer=WRONG, method="post"),
    only("people:batch", *KEEPERS, answer=FOUND, method="post", data=lambda cast: {"act": "export", "all": "1"}),
    only("people:columns", *SEERS, answer=FOUND, method="post", data=lambda cast: {"column": "skill"}),
    only("people:keep_view", *SEERS),
    only("people:keep_view", *SEERS, answer=WRONG, method="post"),
    _of_the_mine("people:view", "clerk", "chair", elsewhere=OTHERS, arguments=_view),
    _of_the_mine(
        "people:renew_view", "clerk", "chair", elsewhere=OTHERS, answer=FOUND, arguments=_view, method="post"
    ),
    _of_the_mine(
        "people:remove_view", "clerk", "chair", elsewhere=OTHERS, answer=FOUND, arguments=_view, method="post"
    ),
    _of_the_mine("people:export", "clerk", elsewhere=("chair", "upper_officer", "other_clerk"), arguments=_export),
    _of_the_mine("people:export_file", elsewhere=KEEPERS, arguments=_export),
    _of_the_mine("people:person", *MINE, elsewhere=("other_clerk", "group_leader"), arguments=_person),
    _of_the_mine("people:correct", *MINE, elsewhere=("other_clerk",), arguments=_person),
    _of_the_mine("people:complete", *MINE, elsewhere=("other_clerk",), arguments=_incomplete),
    _of_the_mine("people:enrol", *MINE, elsewhere=("other_clerk",), arguments=_person),
    _of_the_mine("people:reveal", *MINE, elsewhere=("other_clerk", "group_leader"), arguments=_relative),
    _of_the_mine(
        "people:reveal",
        *MINE,
        elsewhere=("other_clerk", "group_leader"),
        arguments=_relative,
        method="post",
        data=lambda cast: {"reason": "核对"},
    ),
    only("people:duplicates", *KEEPERS),
    only("people:receive", *KEEPERS),
    only("people:receive", *KEEPERS, answer=WRONG, method="post"),
    only("people:membership_batch", *KEEPERS, answer=FOUND, method="post", arguments=lambda cast: {"act": "retain"}),
    _to_move("people:merge_find", _person),
    _to_move("people:merge", _two),
    _to_move("people:merge", _swapped),
    _to_move("people:merge", _two, method="post", answer=WRONG),
    _to_move("people:apart", _two, method="post", answer=FOUND),
    _to_move("people:death", _person),
    _to_move("people:no_death", _person, answer=FOUND),
    _of_the_mine("people:erase", *MINE[1:], elsewhere=("other_clerk", "group_leader"), arguments=_person),
    _to_move("people:membership_transfer"),
    _to_move("people:membership_correct"),
    _to_move("people:membership_step", lambda cast: _membership(cast, act="retain")),
    _to_move("people:membership_step", lambda cast: _membership(cast, act="expel"), method="post", answer=WRONG),
    _to_change("people:add_document"),
    _to_change("people:add_document", method="post", answer=WRONG),
    _to_change("people:change_document", _row(_passport)),
    _to_change("people:remove_document", _row(_passport)),
    _to_change("people:add_detail"),
    _to_change("people:change_detail", _row(_phone)),
    _to_change("people:remove_detail", _row(_phone)),
    _to_change("people:add_relative"),
    _to_change("people:change_relative", _relatives),
    _to_change("people:remove_relative", _relatives),
    _to_change("people:remove_relative", _relatives, method="post", answer=FOUND),
    _to_change("people:link_relative", _relatives),
    _to_change("people:add_work"),
    _to_change("people:end_work", _row(_work)),
]
