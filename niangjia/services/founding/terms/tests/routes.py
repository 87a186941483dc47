"""Routes of terms, for the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route
from tests.harness.people import CAST, OFFICES, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, BAD = 302, 422


def _answers(**own: int) -> dict[str, int | str]:
    return {**dict.fromkeys(CAST, FORBIDDEN), **own, STRANGER: TO_SIGN_IN}


def mine(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("mine").pk}


def _city(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("city").pk}


def _lead(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.people.models import Employer

    return {**_city(cast), "employer_id": Employer.objects.get().pk}


def _warning(cast: Cast) -> dict[str, Any]:
    from niangjia.foundation.clock import today
    from niangjia.services.founding.models import TermWarning

    row, _new = TermWarning.objects.get_or_create(
        union=cast.union("county"), subject="term", due=today(), step="month"
    )
    return {"warning_id": row.pk}


def here(name: str, answer: int = OK, **more: Any) -> Route:
    """For who prepares in the mine's union; above it is refused, elsewhere it is not there."""
    return Route(name, _answers(clerk=answer, chair=answer, other_clerk=NOT_FOUND), arguments=mine, **more)


SEEN = dict.fromkeys(OFFICES, OK)
ROUTES = [
    Route("founding:terms", _answers(**SEEN)),
    Route("founding:terms_export", _answers(**SEEN), method="post"),
    Route("founding:own", _answers(**SEEN) | {"other_clerk": NOT_FOUND, "group_leader": NOT_FOUND}, arguments=mine),
    here("founding:delay"),
    here("founding:delay", BAD, method="post"),
    here("founding:party", BAD, method="post"),
    Route("founding:leads", _answers(upper_officer=OK, chair=NOT_FOUND), arguments=_city),
    Route("founding:lead", _answers(upper_officer=FOUND, chair=NOT_FOUND), arguments=_lead, method="post"),
    Route("founding:remind", _answers(upper_officer=FOUND, chair=NOT_FOUND), arguments=_warning, method="post"),
    Route("api:founding_terms", {**_answers(**SEEN), STRANGER: UNAUTHORISED}, bearer=True),
]
