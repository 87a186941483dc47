from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from niangjia.engines.people.corrections.actions import ask_correction
from niangjia.engines.people.corrections.showing import open_of
from niangjia.engines.people.models import Relative
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from tests.harness.matrix import NOT_FOUND, OK, TO_SIGN_IN, Route, to_accounts, to_all
from tests.harness.people import ADMINISTRATORS, CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

FOUND, WRONG = 302, 422


def _of_records(name: str, answer: Answer = OK, **more: Any) -> Route:
    """For whoever has a record of the register; who administers the platform has none."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, answer) | dict.fromkeys(ADMINISTRATORS, NOT_FOUND)
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


def _of_the_member(name: str, answer: Answer, **more: Any) -> Route:
    """What is the member's own: for all others it is not there."""
    answers: dict[str, Answer] = {**dict.fromkeys(CAST, NOT_FOUND), "member": answer}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


def _union(cast: Cast) -> dict[str, Any]:
    return {"code": cast.union("mine").code}


def _relative(cast: Cast) -> dict[str, Any]:
    _ = cast["member"]
    with in_scope(Scope(EVERYWHERE)):
        row = Relative.objects.create(person=cast.person("member"), relation="child", name="王小小")
    return {"relative_id": row.pk}


def _asked(cast: Cast) -> dict[str, Any]:
    with acting(cast.actor("member")):
        if open_of(cast.person("member")) is None:
            ask_correction(cast.actor("member"), cast.person("member"), {"native_place": "云州"})
    return {}


def _copy(cast: Cast) -> dict[str, Any]:
    return {"job_id": UUID(int=1)}


ROUTES = [
    to_all("portal:home"),
    to_all("portal:hall"),
    to_all("portal:find_union"),
    to_all("portal:find_union", method="post", data=lambda cast: {"q": "石河"}),
    to_all("portal:union", arguments=_union),
    to_all("portal:choose_union", FOUND, method="post", data=_union),
    to_all("portal:privacy"),
    to_all("portal:collected"),
    to_all("portal:scan"),
    to_all("portal:scan_worker"),
    to_accounts("portal:me"),
    _of_records("portal:card"),
    _of_records("portal:card_code"),
    _of_records("portal:record"),
    _of_records("portal:show", NOT_FOUND, method="post"),
    _of_records("portal:new_relative"),
    _of_records(
        "portal:new_relative", FOUND, method="post", data=lambda cast: {"relation": "child", "name": "王小小"}
    ),
    _of_the_member("portal:drop_relative", FOUND, method="post", arguments=_relative),
    _of_records("portal:correction"),
    _of_records("portal:correction", WRONG, method="post"),
    _of_the_member("portal:withdraw_correction", FOUND, method="post", data=_asked),
    _of_records("portal:looks"),
    _of_records("portal:consents"),
    _of_records(
        "portal:consents", FOUND, method="post", data=lambda cast: {"purpose": "notices.messages", "answer": "no"}
    ),
    _of_records("portal:copy"),
    _of_records("portal:copy", FOUND, method="post"),
    _of_records("portal:copy_file", NOT_FOUND, arguments=_copy),
]
