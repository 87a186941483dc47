from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.people.models import ClaimNote
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route, to_all
from tests.harness.people import ADMINISTRATORS, CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

FOUND, WRONG, NOT_SO = 302, 422, 405
# Whoever is signed in without a record is told to prove the telephone anew.
WITHOUT_PROOF: dict[str, Answer] = {
    **dict.fromkeys(CAST, FOUND),
    **dict.fromkeys(ADMINISTRATORS, OK),
    STRANGER: FOUND,
}
KEEPERS = ("clerk", "chair", "upper_officer")


def _note(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    with in_scope(Scope(EVERYWHERE)):
        ClaimNote.objects.filter(settled=None).delete()
        return {"note_id": ClaimNote.objects.create(person=cast.person("member"), says="wrong").pk}


def _member(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    return {"person_id": cast.person("member").pk}


def _with_record(name: str, answer: Answer, **more: Any) -> Route:
    """Whoever has a record; offices are nobody's own."""
    offices = dict.fromkeys(ADMINISTRATORS, NOT_FOUND)
    return Route(name, {**dict.fromkeys(CAST, answer), **offices, STRANGER: TO_SIGN_IN}, **more)


def _at_the_mine(name: str, elsewhere: tuple[str, ...], answer: Answer, **more: Any) -> Route:
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= dict.fromkeys(KEEPERS, answer) | dict.fromkeys(elsewhere, NOT_FOUND)
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


ROUTES = [
    Route("claiming:who", WITHOUT_PROOF),
    Route("claiming:who", WITHOUT_PROOF, method="post"),
    to_all("claiming:by_document", FOUND),
    to_all("claiming:by_document", FOUND, method="post"),
    _with_record("claiming:found", OK),
    _with_record("claiming:found", FOUND, method="post"),
    _with_record("claiming:not_me", FOUND, method="post"),
    _with_record("claiming:wrong", FOUND, method="post"),
    _at_the_mine("people:settle_claim_note", ("other_clerk",), FOUND, method="post", arguments=_note),
    _at_the_mine("people:vouch", ("other_clerk", "group_leader"), OK, arguments=_member),
    _at_the_mine("people:vouch", ("other_clerk", "group_leader"), WRONG, method="post", arguments=_member),
]
