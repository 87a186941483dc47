from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from niangjia.engines.people.models import Deputy, Employer, SecondaryTie
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Answer, Route, only
from tests.harness.people import ADMINISTRATORS, CAST, OFFICES, STRANGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.harness.matrix import Arguments
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


def _tie(cast: Cast) -> dict[str, Any]:
    tie, _made = SecondaryTie.objects.get_or_create(
        union=cast.union("mine"), upper=cast.union("school"), valid_from=date(2020, 1, 1)
    )
    return {"tie_id": tie.pk}


def _coverage(cast: Cast) -> dict[str, Any]:
    return {"coverage_id": cast.union("mine").coverages.get().pk}


def _deputy(cast: Cast) -> dict[str, Any]:
    day = date(2026, 1, 1)
    post, person = cast.post("clerk"), cast.person("member")
    return {"deputy_id": Deputy.objects.create(post=post, person_id=person.pk, started=day, ends=day).pk}


def _from_above(name: str, **more: Any) -> Iterator[Route]:
    """What becomes of the mine is for those above it; looked at, and sent without what is needed."""
    arguments, answer = more.get("arguments", _mine), more.get("answer", BAD)
    yield only(name, "upper_officer", arguments=arguments)
    yield only(name, "upper_officer", method="post", arguments=arguments, answer=answer)


def _by_keepers(name: str, arguments: Arguments, answer: Answer = BAD) -> Iterator[Route]:
    """For who keeps the mine's data; to the clerk of another union it is not there."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    near = {**answers, "other_clerk": NOT_FOUND, STRANGER: TO_SIGN_IN}
    yield Route(name, {**near, **dict.fromkeys(KEEPS_THE_MINE, OK)}, arguments=arguments)
    yield Route(name, {**near, **dict.fromkeys(KEEPS_THE_MINE, answer)}, arguments=arguments, method="post")


def _of_the_employer(name: str, answer: Answer = OK, **more: Any) -> Route:
    others = {key: FORBIDDEN if key in (*NOT_AT_THE_DESK, "auditor") else NOT_FOUND for key in CAST}
    answers = {**others, **dict.fromkeys(KEEPS_THE_MINE, answer), STRANGER: TO_SIGN_IN}
    return Route(name, answers, arguments=_employer, **more)


def _of_the_post(name: str) -> Route:
    others = {key: FORBIDDEN if key in (*NOT_AT_THE_DESK, *ADMINISTRATORS) else NOT_FOUND for key in CAST}
    return Route(name, {**others, **dict.fromkeys(SEES_THE_MINE, OK), STRANGER: TO_SIGN_IN}, arguments=_post)


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
    only("people:found_union", *APPOINTS, arguments=_mine),
    only("people:found_union", *APPOINTS, arguments=_mine, method="post", answer=BAD),
    *_from_above("people:confirm_union"),
    *_from_above("people:dissolve_union"),
    *_from_above("people:split_union"),
    *_from_above("people:take_back_act"),
    *_from_above("people:untie_union", arguments=_tie),
    *_from_above("people:move_union", answer=OK),
    *_from_above("people:merge_union", answer=OK),
    *_from_above("people:tie_union", answer=OK),
    *_by_keepers("people:rename_union", _mine),
    *_by_keepers("people:cover_employer", _mine, answer=OK),
    *_by_keepers("people:uncover_employer", _coverage),
    only("people:employers", *OFFICES),
    only("people:record_employer", *KEEPS_THE_MINE, "other_clerk"),
    only("people:record_employer", *KEEPS_THE_MINE, "other_clerk", method="post", answer=BAD),
    _of_the_employer("people:correct_employer"),
    _of_the_employer("people:correct_employer", method="post", answer=BAD),
    only("people:due", *OFFICES),
    _of_the_post("people:post"),
    _of_the_post("people:handover"),
    only("people:name_deputy", *APPOINTS, arguments=_post),
    only("people:name_deputy", *APPOINTS, arguments=_post, method="post"),
    only("people:end_deputy", *APPOINTS, arguments=_deputy),
    only("people:end_deputy", *APPOINTS, arguments=_deputy, method="post", answer=BAD),
    only("people:fill_posts", *APPOINTS, arguments=_mine),
    only("people:fill_posts", *APPOINTS, arguments=_mine, method="post"),
    only("people:give_account", *APPOINTS, arguments=_leader),
    only("people:give_account", *APPOINTS, arguments=_leader, method="post", answer=BAD),
    _by_token("api:people_unions", *OFFICES),
    _one_by_token("api:people_union", SEES_THE_MINE, arguments=_mine),
    _by_token("api:people_members", *SEES_RECORDS, "other_clerk"),
    _one_by_token("api:people_member", SEES_RECORDS, arguments=_leader),
    _by_token("api:people_memberships", *SEES_RECORDS, "other_clerk"),
    _by_token("api:people_posts", *OFFICES),
    _by_token("api:people_totals", *OFFICES),
]
