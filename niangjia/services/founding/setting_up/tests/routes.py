from __future__ import annotations

from niangjia.services.founding.terms.tests.routes import here
from tests.harness.matrix import FORBIDDEN, OK, TO_SIGN_IN, UNAUTHORISED, Route
from tests.harness.people import CAST, STRANGER

BAD = 422
PREPARE = ("clerk", "chair", "other_clerk", "upper_officer")  # prepare foundings, each in the own union and below


def desk(name: str, answer: int = OK, *, bearer: bool = False, **more: object) -> Route:
    """For whoever prepares foundings and elections."""
    stranger = UNAUTHORISED if bearer else TO_SIGN_IN
    answers: dict[str, int | str] = {**dict.fromkeys(CAST, FORBIDDEN), **dict.fromkeys(PREPARE, answer)}
    return Route(name, {**answers, STRANGER: stranger}, bearer=bearer, **more)  # type: ignore[arg-type]


# Who has no record is told so on the page.
_START: dict[str, int | str] = {**dict.fromkeys(CAST, OK), STRANGER: TO_SIGN_IN}
_SENT: dict[str, int | str] = {**dict.fromkeys(CAST, BAD), STRANGER: TO_SIGN_IN}
ROUTES = [
    Route("founding:request", _START),
    Route("founding:request", _SENT, method="post"),
    desk("founding:desk"),
    desk("founding:begin"),
    desk("founding:begin", BAD, method="post"),
    here("founding:apply", 302, method="post"),
    desk("api:founding_elections", bearer=True),
    desk("api:founding_certificates", bearer=True),
]
