from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.acts.notes import keep_text
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.tasks import send_back_task
from niangjia.engines.matters.models import Batch, Matter, Task, TaskView
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route, only, to_accounts
from tests.harness.people import CAST, OFFICES, STRANGER

from . import samples

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

FOUND, WRONG, CONFLICT = 302, 422, 409
MINE = ("clerk", "chair")  # act in the mine's union
WRITERS = (*MINE, "upper_officer", "other_clerk")


def _matter(cast: Cast) -> Matter:
    _ = cast["member"]
    with everywhere(PLATFORM, "a test"):
        person = cast.person("member")
        return open_matter(
            PLATFORM, samples.GRANT.key, union=cast.union("mine"), person=person, variables={"units": []}
        )


def _matter_id(cast: Cast) -> dict[str, Any]:
    return {"matter_id": _matter(cast).pk}


def _task_id(cast: Cast) -> dict[str, Any]:
    return {"task_id": Task.objects.get(matter=_matter(cast)).pk}


def _returned(cast: Cast) -> dict[str, Any]:
    matter = _matter(cast)
    with everywhere(PLATFORM, "a test"):
        send_back_task(PLATFORM, Task.objects.get(matter=matter), "to_applicant", "缺")
    return {"matter_id": matter.pk, "task_id": Task.objects.get(matter=matter, for_applicant=True).pk}


def _batch(cast: Cast) -> dict[str, Any]:
    return {"batch_id": Batch.objects.create(account=cast["clerk"], outcome="done").pk}


def _view(cast: Cast) -> dict[str, Any]:
    return {"view_id": TaskView.objects.get_or_create(account=cast["clerk"], name="我的")[0].pk}


def _text(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    return {"text_id": keep_text(PLATFORM, cast.union("mine"), "好", "好").pk}


def _seeing(name: str, answers: dict[str, Answer], **more: Any) -> Route:
    """Of a matter of the mine's: the school's clerk and the group's leader find nothing, others are refused."""
    base: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    base |= {"other_clerk": NOT_FOUND, "group_leader": NOT_FOUND}
    return Route(name, {**base, **answers, STRANGER: TO_SIGN_IN}, **more)


def _by_program(name: str, answers: dict[str, Answer], **more: Any) -> Route:
    """The same for programs: whoever sees nothing finds nothing, others are refused."""
    base: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    base |= {"other_clerk": NOT_FOUND, "group_leader": NOT_FOUND}
    if more.get("method") == "post" and "data" not in more:
        more["data"] = _nothing
    return Route(name, {**base, **answers, STRANGER: UNAUTHORISED}, bearer=True, json="data" in more, **more)


def _nothing(cast: Cast) -> dict[str, Any]:
    return {}


def _outcome(cast: Cast) -> dict[str, Any]:
    return {"outcome": "pass"}


def _acting(name: str, answer: Answer, above: Answer = FORBIDDEN, **more: Any) -> Route:
    """Who has a post in the mine's union does it; the city's officer sees it and may not."""
    answers: dict[str, Answer] = {**dict.fromkeys(MINE, answer), "upper_officer": above}
    return _seeing(name, answers, method="post", **more)


def _reason(cast: Cast) -> dict[str, Any]:
    return {"way": "to_applicant", "reason": "缺"}


def _transfer(cast: Cast) -> dict[str, Any]:
    return {"union": cast.union("school").code, "reason": "归他们"}


def _note(cast: Cast) -> dict[str, Any]:
    return {"kind": "3", "text": "好"}


ROUTES = [
    only("matters:worklist", *OFFICES),
    only("matters:worklist", *OFFICES, answer=WRONG, method="post"),
    Route(
        "matters:remove_task_view",
        {
            **dict.fromkeys(CAST, FORBIDDEN),
            **dict.fromkeys(OFFICES, NOT_FOUND),
            "clerk": FOUND,
            STRANGER: TO_SIGN_IN,
        },
        method="post",
        arguments=_view,
    ),
    only("matters:export_tasks", *OFFICES, method="post"),
    _seeing("matters:matter", {**dict.fromkeys(MINE, OK), "upper_officer": OK}, arguments=_matter_id),
    _acting("matters:claim", FOUND, arguments=_task_id),
    _acting("matters:give_back", FOUND, arguments=_task_id),
    _acting("matters:tick", FOUND, arguments=_task_id),
    _acting("matters:complete", WRONG, WRONG, arguments=_task_id),  # nothing was chosen
    _acting("matters:send_back", FOUND, arguments=_task_id, data=_reason),
    _acting("matters:hand_over", WRONG, WRONG, arguments=_task_id),
    _acting("matters:transfer", FOUND, arguments=_matter_id, data=_transfer),
    _acting("matters:note", FOUND, FOUND, arguments=_matter_id, data=_note),
    only("matters:batch_new", *OFFICES),
    only("matters:batch_new", *OFFICES, method="post"),
    Route(
        "matters:batch",
        {
            **dict.fromkeys(CAST, FORBIDDEN),
            **dict.fromkeys(OFFICES, NOT_FOUND),
            "clerk": OK,
            STRANGER: TO_SIGN_IN,
        },
        arguments=_batch,
    ),
    only("matters:texts", *WRITERS),
    only("matters:texts", *WRITERS, answer=WRONG, method="post"),
    Route(
        "matters:remove_text",
        {
            **dict.fromkeys(CAST, FORBIDDEN),
            **dict.fromkeys((*MINE, "upper_officer"), FOUND),
            "other_clerk": NOT_FOUND,
            STRANGER: TO_SIGN_IN,
        },
        method="post",
        arguments=_text,
    ),
    to_accounts("my:matters"),
    only("my:matter", "member", otherwise=NOT_FOUND, arguments=_matter_id),
    only("my:complete", "member", answer=FOUND, otherwise=NOT_FOUND, arguments=_returned, method="post"),
    only("my:write", "member", answer=WRONG, otherwise=NOT_FOUND, arguments=_matter_id, method="post"),
    only("my:withdraw", "member", otherwise=NOT_FOUND, arguments=_matter_id),
    only("my:withdraw", "member", answer=FOUND, otherwise=NOT_FOUND, arguments=_matter_id, method="post"),
    only("api:matters_tasks", *OFFICES, bearer=True),
    _by_program("api:matters_matter", {**dict.fromkeys(MINE, OK), "upper_officer": OK}, arguments=_matter_id),
    _by_program("api:matters_claim", dict.fromkeys(MINE, OK), arguments=_task_id, method="post"),
    _by_program(
        "api:matters_complete", dict.fromkeys(MINE, CONFLICT), arguments=_task_id, data=_outcome, method="post"
    ),
    _by_program("api:matters_send_back", dict.fromkeys(MINE, OK), arguments=_task_id, data=_reason, method="post"),
]
