from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.people.roster.staging.tests.samples import Desk, workbook
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, UNAUTHORISED, Route
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

CREATED, ACCEPTED, OK, CONFLICT = 201, 202, 200, 409
KEEPERS = ("clerk", "chair", "upper_officer")  # may enrol in the mine
AUDITOR = "auditor"  # sees no records, so no list of them


def _route(name: str, answer: Answer, *, to_auditor: Answer = NOT_FOUND, **more: Any) -> Route:
    """For whoever may enrol in the mine; who has no right there, or may see nobody, finds no list."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, NOT_FOUND) | dict.fromkeys(KEEPERS, answer)
    return Route(f"api:{name}", {**answers, AUDITOR: to_auditor, STRANGER: UNAUTHORISED}, bearer=True, **more)


def _file(cast: Cast) -> dict[str, Any]:
    content = workbook([["李明", "110105199003078881"]], ["姓名", "身份证号"]).getvalue()
    return {"union": cast.union("mine").pk, "file": SimpleUploadedFile("会员.xlsx", content)}


def _roster(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    return {"roster_id": Desk(cast).checked([["李明", "110105199003078881"]], ["姓名", "身份证号"]).pk}


def _columns(_cast: Cast) -> dict[str, Any]:
    return {"columns": {"0": "name", "1": "document_number"}}


def _entry(_cast: Cast) -> dict[str, Any]:
    return {"entry": "recorded"}


ROUTES = [
    _route("people_rosters", CREATED, to_auditor=FORBIDDEN, method="post", data=_file),
    _route("people_roster", OK, arguments=_roster),
    _route("people_roster_check", ACCEPTED, method="post", arguments=_roster, data=_columns, json=True),
    # Who may is told that a word is missing.
    _route("people_roster_commit", CONFLICT, method="post", arguments=_roster, data=_entry, json=True),
    _route("people_roster_rows", OK, arguments=_roster),
    _route("people_roster_errors", OK, arguments=_roster),
]
