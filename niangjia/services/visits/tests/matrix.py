from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route, to_accounts
from tests.harness.people import ADMINISTRATORS, CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, BAD = 302, 422
KEEPERS = ("clerk", "chair", "other_clerk", "upper_officer")


def _union(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("mine").pk}


def _visit(cast: Cast) -> dict[str, Any]:
    from .conftest import planned

    return {"visit_id": planned(cast).pk}


def _problem(cast: Cast) -> dict[str, Any]:
    from .conftest import problem

    return {"problem_id": problem(cast, by="auditor").pk}


def _act(cast: Cast) -> dict[str, Any]:
    return {**_problem(cast), "what": "solved"}


def _day(cast: Cast) -> dict[str, Any]:
    from .conftest import reception

    return {"reception_id": reception(cast).pk}


def _place(cast: Cast) -> dict[str, Any]:
    from .conftest import place, reception

    return {"appointment_id": place(cast, reception(cast)).pk}


def _here(name: str, answer: int = OK, **more: Any) -> Route:
    """For who keeps visits at the mine; above it is refused, elsewhere it is not there."""
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {"clerk": answer, "chair": answer, "other_clerk": NOT_FOUND, STRANGER: TO_SIGN_IN}
    return Route(name, answers, **more)


def _api(name: str) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    return Route(name, {**answers, **dict.fromkeys(KEEPERS, OK), STRANGER: UNAUTHORISED}, bearer=True)


def _miners(answer: int) -> dict[str, int | str]:
    """Whoever belongs to the mine."""
    elsewhere = ("other_clerk", "upper_officer", *ADMINISTRATORS)
    answers: dict[str, int | str] = {key: NOT_FOUND if key in elsewhere else answer for key in CAST}
    return {**answers, STRANGER: TO_SIGN_IN}


_desk: dict[str, int | str] = {**dict.fromkeys(CAST, FORBIDDEN), **dict.fromkeys(KEEPERS, OK), STRANGER: TO_SIGN_IN}
_member: dict[str, int | str] = {**dict.fromkeys(CAST, NOT_FOUND), "member": FOUND, STRANGER: TO_SIGN_IN}

ROUTES = [
    to_accounts("visits:start"),
    Route("visits:book", _miners(OK), arguments=_day),
    Route("visits:book", _miners(BAD), arguments=_day, method="post"),
    Route("visits:give_up", _member, arguments=_place, method="post"),
    Route("visits:desk", _desk),
    _here("visits:new", arguments=_union),
    _here("visits:new", BAD, arguments=_union, method="post"),
    _here("visits:visit", arguments=_visit),
    _here("visits:visit", BAD, arguments=_visit, method="post"),
    _here("visits:off", FOUND, arguments=_visit, method="post"),
    _here("visits:correct", BAD, arguments=_visit, method="post"),
    _api("api:visits_visits"),
    _api("api:visits_problems"),
    _here("visits:register", arguments=_union),
    _here("visits:register", BAD, arguments=_union, method="post"),
    _here("visits:print_register", FOUND, arguments=_union, method="post"),
    _here("visits:problem", arguments=_problem),
    _here("visits:act", BAD, arguments=_act, method="post"),
    _here("visits:new_reception", arguments=_union),
    _here("visits:new_reception", BAD, arguments=_union, method="post"),
    _here("visits:reception", arguments=_day),
    _here("visits:reception_off", FOUND, arguments=_day, method="post"),
    _here("visits:print_plan", FOUND, arguments=_day, method="post"),
    _here("visits:received", BAD, arguments=_place, method="post"),
]
