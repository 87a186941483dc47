"""Who gets which answer from the pages of lists. The mine's lists are not there for the school's clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.people.models import Roster
from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.engines.people.roster.staging.tests.samples import Desk, workbook
from niangjia.engines.people.scope import acting
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route, only
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

KEEPERS = ("clerk", "chair", "upper_officer", "other_clerk")
MINE = KEEPERS[:3]
FOUND, WRONG = 302, 422


def _uploaded(cast: Cast) -> dict[str, Any]:
    """A list of the mine's, uploaded by its clerk."""
    _ = cast["clerk"]
    rows = [["张三丰", resident_id().number, "13800138000"], ["李四光", "1", ""]]
    desk = Desk(cast)
    with acting(desk.actor):
        roster = desk.upload_file(workbook(rows, ("姓名", "身份证号", "手机号码")), "会员.xlsx")
    return {"roster_id": roster.pk}


def _held(cast: Cast) -> dict[str, Any]:
    return {**_uploaded(cast), "group": 2}


def _checking(cast: Cast) -> dict[str, Any]:
    """The same, being checked."""
    given = _uploaded(cast)
    with acting(cast.actor("clerk")):
        Roster.objects.filter(pk=given["roster_id"]).update(state=Roster.State.CHECKING)
    return given


def _here(name: str, answer: Answer, arguments: Any = _uploaded, **more: Any) -> Route:
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {**dict.fromkeys(MINE, answer), "other_clerk": NOT_FOUND}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, arguments=arguments, **more)


ROUTES = [
    only("people:rosters", *KEEPERS),
    only("people:roster_upload", *KEEPERS, answer=FOUND),
    only("people:roster_upload", *KEEPERS, answer=WRONG, method="post"),
    only("people:roster_employer", *KEEPERS),
    only("people:roster_employer", *KEEPERS, answer=WRONG, method="post"),
    only("people:roster_template", *KEEPERS, answer=WRONG),
    only("people:roster_paste", *KEEPERS),
    only("people:roster_paste", *KEEPERS, answer=WRONG, method="post"),
    _here("people:roster", FOUND),
    _here("people:roster", OK, _checking),
    _here("people:roster_progress", FOUND, _checking),
    _here("people:roster_go_on", FOUND, method="post"),
    _here("people:roster_rejected", FOUND),
    _here("people:roster_sheet", FOUND, method="post"),
    _here("people:roster_columns", OK),
    _here("people:roster_columns", FOUND, method="post"),
    _here("people:roster_pick", FOUND, _held),
    _here("people:roster_pick", FOUND, _held, method="post"),
    _here("people:roster_commit", FOUND),
    _here("people:roster_commit", FOUND, method="post"),
    _here("people:roster_undo", FOUND),
    _here("people:roster_undo", FOUND, method="post"),
    _here("people:roster_delete", OK),
    _here("people:roster_delete", FOUND, method="post"),
    _here("people:roster_compare", FOUND),
]
