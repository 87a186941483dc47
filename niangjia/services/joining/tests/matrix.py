from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route, to_accounts, to_all
from tests.harness.people import ADMINISTRATORS, CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, BAD = 302, 422
HANDLE = ("clerk", "chair", "other_clerk", "upper_officer")  # handle requests, each in the own union


def _code(cast: Cast) -> dict[str, Any]:
    return {"code": cast.union("mine").code}


def _union(cast: Cast) -> dict[str, Any]:
    return {"union_id": cast.union("mine").pk}


def _list(cast: Cast) -> dict[str, Any]:
    from niangjia.services.joining.models import InvitationList

    row = InvitationList.objects.create(union=cast.union("mine"), employer="石河煤业", source="employer", basis="函")
    return {"list_id": row.pk}


def _roll(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.papers.tests.samples import drafted
    from niangjia.services.joining.models import Roll

    found = _list(cast)
    Roll.objects.create(list_id=found["list_id"], number=1, paper=drafted(cast))
    return {**found, "number": 1}


def _token(cast: Cast) -> dict[str, Any]:
    from niangjia.services.joining.models import InvitationList

    return {"token": InvitationList.objects.get(pk=_list(cast)["list_id"]).token}


def _lead(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.people.models import Employer
    from niangjia.services.joining.models import Lead

    union, employer = cast.union("mine"), Employer.objects.get()
    return {"lead_id": Lead.objects.get_or_create(union=union, employer=employer, members=25)[0].pk}


def _proposed(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.people.scope import everywhere
    from niangjia.foundation.access.actor import PLATFORM
    from niangjia.services.joining.acts.changing import Grounds, propose_change
    from niangjia.services.joining.models import Application

    member = cast.person("member").pk
    with everywhere(PLATFORM, "a test"):
        found = Application.objects.filter(person=member, ended=None).first()
        matter = found.matter_id if found else propose_change(PLATFORM, member, "retain", Grounds("x", "retired")).pk
    return {"matter_id": matter}


def _here(name: str, answer: int = OK, **more: Any) -> Route:
    """For who has a post in the mine's union; above it is refused, elsewhere it is not there."""
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {"clerk": answer, "chair": answer, "other_clerk": NOT_FOUND, STRANGER: TO_SIGN_IN}
    return Route(name, answers, **more)


def _desk(name: str, *, answer: int = OK, **more: Any) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    return Route(name, {**answers, **dict.fromkeys(HANDLE, answer), STRANGER: TO_SIGN_IN}, **more)


def _api(name: str) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    return Route(name, {**answers, **dict.fromkeys(HANDLE, OK), STRANGER: UNAUTHORISED}, bearer=True)


def _own(answer: int) -> dict[str, int | str]:
    """Whoever has a record; administrators have none."""
    answers: dict[str, int | str] = {key: NOT_FOUND if key in ADMINISTRATORS else answer for key in CAST}
    return {**answers, STRANGER: TO_SIGN_IN}


ROUTES = [
    to_all("joining:find"),
    to_all("joining:find", method="post"),
    to_all("joining:apply", arguments=_code),
    to_all("joining:apply", BAD, arguments=_code, method="post"),
    to_accounts("joining:done", NOT_FOUND, arguments=lambda cast: {"matter_id": 1}),
    to_all("joining:invitation", arguments=_token),
    to_all("joining:invitation", BAD, arguments=_token, method="post"),
    Route("joining:change", _own(OK)),
    Route("joining:change", _own(BAD), method="post"),
    _desk("joining:desk"),
    _desk("joining:months"),
    _desk("joining:prepare_months", method="post", answer=FOUND),
    _desk("joining:hand_in_months", method="post", answer=BAD),
    _here("joining:poster", arguments=_union),
    _here("joining:door", FOUND, arguments=_union, method="post"),
    _here("joining:on_paper", BAD, arguments=_union, method="post"),
    _here("joining:propose", BAD, arguments=_union, method="post"),
    _here("joining:talk", BAD, arguments=_union, method="post"),
    _here("joining:take_in", BAD, arguments=_union, method="post"),
    _here("joining:send_off", BAD, arguments=_union, method="post"),
    _here("joining:drop", arguments=_proposed),
    _here("joining:drop", BAD, arguments=_proposed, method="post"),
    _here("joining:new_list", arguments=_union),
    _here("joining:new_list", BAD, arguments=_union, method="post"),
    _here("joining:list", arguments=_list),
    _here("joining:tell", FOUND, arguments=_list, method="post"),
    _here("joining:list_more", FOUND, arguments=_list, method="post"),
    _here("joining:rolls", FOUND, arguments=_list, method="post"),
    _here("joining:roll", arguments=_roll),
    _here("joining:signed", FOUND, arguments=_roll, method="post"),
    _here("joining:close", FOUND, arguments=_list, method="post"),
    _here("joining:lead", FOUND, arguments=_lead, method="post"),
    _api("api:joining_requests"),
    _api("api:joining_lists"),
]
