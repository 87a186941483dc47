from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route, to_accounts
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.services.mediation.models import Dispute
    from tests.harness.people import Cast

FOUND, BAD = 302, 422
MEDIATORS = ("clerk", "chair", "other_clerk", "upper_officer")


def _dispute(cast: Cast) -> Dispute:
    from .conftest import applied, row_of

    return row_of(applied(cast))


def _matter(cast: Cast) -> dict[str, Any]:
    return {"matter_id": _dispute(cast).matter_id}


def _union(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("mine").pk}


def _session(cast: Cast) -> dict[str, Any]:
    from niangjia.foundation.clock import now
    from niangjia.services.mediation.models import Session

    held = now() - timedelta(hours=1)
    return {"session_id": Session.objects.create(dispute=_dispute(cast), held=held, place="工会").pk}


def _instalment(cast: Cast) -> dict[str, Any]:
    from niangjia.foundation.clock import today
    from niangjia.services.mediation.models import Instalment

    return {"instalment_id": Instalment.objects.create(dispute=_dispute(cast), due=today(), amount=1).pk}


def _recusal(cast: Cast) -> dict[str, Any]:
    from niangjia.services.mediation.models import Recusal

    row = _dispute(cast)
    person = cast.person("group_leader")
    return {"recusal_id": Recusal.objects.create(dispute=row, person=person, why="亲属", state="asked").pk}


def _payment(cast: Cast) -> dict[str, Any]:
    from niangjia.foundation.clock import today
    from niangjia.services.mediation.models import Payment

    return {"payment_id": Payment.objects.create(day=today(), amount=1, **_instalment(cast)).pk}


def _applied(cast: Cast) -> Matter:
    from .conftest import applied

    return applied(cast)


def _paper(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.people.scope import acting
    from niangjia.services.mediation.acts.employer import ask_employer

    matter = _applied(cast)
    with acting(cast.actor("clerk")):
        return {"matter_id": matter.pk, "paper_id": ask_employer(cast.actor("clerk"), matter).pk}


def _api(name: str) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    return Route(name, {**answers, **dict.fromkeys(MEDIATORS, OK), STRANGER: UNAUTHORISED}, bearer=True)


def _here(name: str, answer: int, above: int = FORBIDDEN, **more: Any) -> Route:
    """For who mediates at the mine; above it is refused or asked first, elsewhere it is not there."""
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {"clerk": answer, "chair": answer, "upper_officer": above, "other_clerk": NOT_FOUND}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


_desk: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
_own: dict[str, int | str] = {**dict.fromkeys(CAST, NOT_FOUND), "worker": OK, STRANGER: TO_SIGN_IN}

ROUTES = [
    to_accounts("mediation:start"),
    Route("mediation:start", {**dict.fromkeys(CAST, BAD), STRANGER: TO_SIGN_IN}, method="post"),
    Route("mediation:recusal", _own, arguments=_matter),
    Route("mediation:paper", _own, arguments=_paper),
    Route("mediation:recusal", {**_own, "worker": BAD}, arguments=_matter, method="post"),
    Route("mediation:desk", {**_desk, **dict.fromkeys(MEDIATORS, OK), STRANGER: TO_SIGN_IN}),
    _here("mediation:new", OK, arguments=_union),
    _here("mediation:new", BAD, arguments=_union, method="post"),
    _here("mediation:plan", BAD, BAD, arguments=_matter, method="post"),
    _here("mediation:out", BAD, BAD, arguments=_matter, method="post"),
    _here("mediation:record", BAD, BAD, arguments=_session, method="post"),
    _here("mediation:session_off", FOUND, arguments=_session, method="post"),
    _here("mediation:ask", FOUND, arguments=_matter, method="post"),
    _here("mediation:received", BAD, BAD, arguments=_paper, method="post"),
    _here("mediation:unpaid", FOUND, arguments=_payment, method="post"),
    _api("api:mediation_disputes"),
    _here("mediation:paid", BAD, BAD, arguments=_instalment, method="post"),
    _here("mediation:decide", FOUND, arguments=_recusal, method="post"),
]
