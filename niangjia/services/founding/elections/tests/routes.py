from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, BAD = 302, 422


def _union(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("mine").pk}


def _election(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.people.scope import everywhere
    from niangjia.foundation.access.actor import PLATFORM
    from niangjia.services.founding.elections.models import Election
    from niangjia.services.founding.elections.steps import begin_first

    mine = cast.union("mine")
    with everywhere(PLATFORM, "a test"):
        begin_first(mine)
    return {"election_id": Election.objects.get().pk}


def _here(name: str, answer: int, *, above: int = FORBIDDEN, **more: Any) -> Route:
    """For who has a post in the mine's union; above it is looked at, elsewhere it is not there."""
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {"clerk": answer, "chair": answer, "upper_officer": above, "other_clerk": NOT_FOUND}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


ROUTES = [
    _here("founding:ask", BAD, above=BAD, arguments=_union, method="post"),
    _here("founding:again", BAD, arguments=_union, method="post"),
    _here("founding:candidates", OK, arguments=_election),
    _here("founding:candidates", BAD, arguments=_election, method="post"),
    _here("founding:count", FOUND, arguments=_election),
    _here("founding:count", FOUND, arguments=_election, method="post"),
    _here("founding:recount", FOUND, above=FOUND, arguments=_election),
    _here("founding:recount", FOUND, above=FOUND, arguments=_election, method="post"),
]
