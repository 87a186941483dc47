from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.people.models import Person, Relative
from niangjia.engines.people.registry.models import Export
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.chinese import sort_key
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route, only
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
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


def _export(cast: Cast) -> dict[str, Any]:
    return {"export_id": Export.objects.create(account=cast["clerk"], person_ids=[1]).pk}


MINE = ("clerk", "chair", "upper_officer")
ROUTES = [
    only("people:registry", *SEERS),
    only("people:search", *SEERS, method="post", data=lambda cast: {"q": "wxm"}),
    only("people:register", *KEEPERS),
    only("people:register", *KEEPERS, answer=WRONG, method="post"),
    only("people:prepare_export", *KEEPERS, answer=FOUND, method="post", data=lambda cast: {"all": "1"}),
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
]
