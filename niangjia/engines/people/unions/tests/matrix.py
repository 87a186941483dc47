from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.people.models import Employer
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Answer, Route, only
from tests.harness.people import ADMINISTRATORS, CAST, OFFICES, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, BAD = 302, 422
NOT_AT_THE_DESK = ("member", "worker")
SEES_THE_MINE = ("clerk", "chair", "auditor", "upper_officer")
KEEPS_THE_MINE = ("clerk", "chair", "upper_officer")
APPOINTS = ("chair", "upper_officer")
SEES_RECORDS = ("group_leader", "clerk", "chair", "upper_officer")


def _mine(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("mine").pk}


def _employer(cast: Cast) -> dict[str, Any]:
    _ = cast.union("mine")
    return {"employer_id": Employer.objects.get().pk}


def _post(cast: Cast) -> dict[str, Any]:
    return {"post_id": cast.post("clerk").pk}


def _leader(cast: Cast) -> dict[str, Any]:
    return {"person_id": cast.person("group_leader").pk}


def _of_the_mine(name: str, *keys: str, answer: Answer = OK, refused: tuple[str, ...] = (), **more: Any) -> Route:
    """These get the answer, `refused` may see the mine but not do this; for the rest of the desk it is not there."""
    others = {key: FORBIDDEN if key in (*NOT_AT_THE_DESK, *refused) else NOT_FOUND for key in CAST}
    return Route(name, {**others, **dict.fromkeys(keys, answer), STRANGER: TO_SIGN_IN}, arguments=_mine, **more)


def _by_token(name: str, *keys: str, otherwise: Answer = FORBIDDEN, **more: Any) -> Route:
    return only(name, *keys, otherwise=otherwise, bearer=True, **more)


def _one_by_token(name: str, keys: tuple[str, ...], **more: Any) -> Route:
    others = {key: OK if key in keys else NOT_FOUND for key in CAST}
    return Route(name, {**others, STRANGER: UNAUTHORISED}, bearer=True, **more)


ROUTES = [
    only("people:tree", *OFFICES),
    only("people:totals", *OFFICES),
    _of_the_mine("people:union", *SEES_THE_MINE),
    _of_the_mine("people:branch", *SEES_THE_MINE, refused=ADMINISTRATORS),
    _of_the_mine("people:correct_union", *KEEPS_THE_MINE, refused=("auditor",)),
    _of_the_mine(
        "people:correct_union",
        *KEEPS_THE_MINE,
        refused=("auditor",),
        answer=FOUND,
        method="post",
        data=lambda cast: {"code": "110101", "address": "矿工路1号", "founded": "2010-05-01"},
    ),
    only("people:fill_post", *APPOINTS, arguments=_mine),
    only("people:fill_post", *APPOINTS, arguments=_mine, method="post"),
    only("people:end_post", *APPOINTS, arguments=_post),
    only("people:end_post", *APPOINTS, arguments=_post, method="post", answer=BAD),
    Route(
        "people:employer",
        {
            **{key: FORBIDDEN if key in NOT_AT_THE_DESK else NOT_FOUND for key in CAST},
            **dict.fromkeys(SEES_THE_MINE, OK),
            STRANGER: TO_SIGN_IN,
        },
        arguments=_employer,
    ),
    _by_token("api:people_unions", *OFFICES),
    _one_by_token("api:people_union", SEES_THE_MINE, arguments=_mine),
    _by_token("api:people_members", *SEES_RECORDS, "other_clerk"),
    _one_by_token("api:people_member", SEES_RECORDS, arguments=_leader),
    _by_token("api:people_memberships", *SEES_RECORDS, "other_clerk"),
    _by_token("api:people_posts", *OFFICES),
    _by_token("api:people_totals", *OFFICES),
]
