from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.notices.broadcasts.actions import write_broadcast
from niangjia.engines.notices.broadcasts.audience import Audience
from niangjia.engines.notices.broadcasts.models import Broadcast, State
from niangjia.engines.notices.circulars.actions import send_circular
from niangjia.engines.notices.circulars.models import CircularReceipt
from niangjia.engines.notices.groups.models import WeChatGroup
from niangjia.engines.notices.sending.models import Notice
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route, only, to_accounts, to_all
from tests.harness.people import CAST, OFFICES, STRANGER

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

FOUND, WRONG = 302, 422
WRITERS = ("clerk", "chair", "upper_officer", "other_clerk")
MINE = ("clerk", "chair", "upper_officer")


def _of_the_mine(name: str, answer: Answer = OK, **more: Any) -> Route:
    """Who may do it in the mine's union; the school's clerk finds nothing there."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {**dict.fromkeys(MINE, answer), "other_clerk": NOT_FOUND}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


def _of_writers(name: str, answer: Answer, at_school: Answer, **more: Any) -> Route:
    """Who writes for the mine's union gets one answer, the school's clerk another."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {**dict.fromkeys(MINE, answer), "other_clerk": at_school}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


def _notice(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    variables = {"title": "好", "body": "好"}
    person, union, key = cast.person("member"), cast.union("mine"), f"test.{Notice.objects.count()}"
    return {"notice_id": send(PLATFORM, "notices.news", person, union=union, variables=variables, key=key).pk}


def _broadcast(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    mine = cast.union("mine")
    words: Any = {"title": "好", "body": "好", "by_sms": False, "legal": False, "is_public": True}
    return {"broadcast_id": write_broadcast(cast.actor("clerk"), mine, Audience(mine), words).pk}


def _shared(cast: Cast) -> dict[str, Any]:
    Broadcast.objects.filter(pk=_broadcast(cast)["broadcast_id"]).update(state=State.SENT)
    return {"code": Broadcast.objects.latest("pk").code}


def _words(cast: Cast) -> dict[str, Any]:
    return {"title": "好", "body": "好", "to": cast.union("shaft").pk, "whom": "members", "below": "on"}


def _circular(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    words: Any = {"title": "好", "body": "好", "wants_reply": False, "reply_by": None}
    made = send_circular(cast.actor("clerk"), cast.union("mine"), [cast.union("shaft")], words)
    return {"circular_id": made.pk}


def _receipt(cast: Cast) -> dict[str, Any]:
    _ = cast["upper_officer"]
    words: Any = {"title": "好", "body": "好", "wants_reply": False, "reply_by": None}
    send_circular(cast.actor("upper_officer"), cast.union("county"), [cast.union("mine")], words)
    return {"receipt_id": CircularReceipt.objects.latest("pk").pk}


def _group(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    made = WeChatGroup.objects.create(union=cast.union("mine"), name="采煤一队群", owner="何强", size=87)
    return {"group_id": made.pk}


def _entered(cast: Cast) -> dict[str, Any]:
    return {"union": cast.union("shaft").pk, "name": "群", "owner": "何强", "size": "87"}


ROUTES = [
    only("notices:outbox", *WRITERS),
    _of_the_mine("notices:notice", arguments=_notice),
    only("notices:write", *WRITERS),
    only("notices:write", *WRITERS, answer=WRONG, method="post"),
    _of_the_mine("notices:broadcast", arguments=_broadcast),
    _of_the_mine("notices:change", arguments=_broadcast),
    _of_the_mine("notices:change", FOUND, arguments=_broadcast, method="post", data=_words),
    _of_the_mine("notices:release", FOUND, arguments=_broadcast, method="post"),
    _of_the_mine("notices:confirm", FOUND, arguments=_broadcast, method="post"),
    _of_the_mine("notices:withdraw", FOUND, arguments=_broadcast, method="post"),
    _of_the_mine("notices:resume", FOUND, arguments=_broadcast, method="post"),
    _of_the_mine("notices:card", arguments=_broadcast),
    _of_the_mine("notices:code", arguments=_broadcast),
    only("notices:circulars", *WRITERS),
    only("notices:write_circular", *WRITERS),
    _of_writers("notices:write_circular", WRONG, OK, method="post"),  # below the school there is no union
    _of_the_mine("notices:circular", arguments=_circular),
    _of_the_mine("notices:receipt", arguments=_receipt),
    _of_the_mine("notices:confirm_receipt", FOUND, arguments=_receipt, method="post"),
    _of_the_mine("notices:reply", WRONG, arguments=_receipt, method="post"),
    _of_the_mine("notices:pass_on", arguments=_receipt),
    _of_the_mine("notices:pass_on", WRONG, arguments=_receipt, method="post"),
    only("notices:groups", *WRITERS),
    only("notices:add_group", *WRITERS),
    _of_writers("notices:add_group", FOUND, WRONG, method="post", data=_entered),  # of the mine's union
    _of_the_mine("notices:group", arguments=_group),
    _of_the_mine("notices:group", WRONG, arguments=_group, method="post"),
    to_accounts("messages:inbox"),
    only("messages:message", "member", otherwise=NOT_FOUND, arguments=_notice),
    only("messages:choices", "member", "worker", *OFFICES, otherwise=NOT_FOUND),
    only("messages:choices", "member", "worker", *OFFICES, answer=FOUND, otherwise=NOT_FOUND, method="post"),
    to_all("messages:shared", arguments=_shared),
    to_all("messages:demo_texts"),
    to_all("messages:sms_reports", NOT_FOUND, method="post"),
]
