from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from niangjia.engines.papers.books.incoming import enter_incoming
from niangjia.engines.papers.returns.actions import begin_return
from niangjia.engines.papers.returns.models import Return
from niangjia.engines.papers.scans import store
from niangjia.engines.papers.scans.models import Result, Scan, ScanPage
from niangjia.engines.papers.verbs import draft_paper, send_paper
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route, only, to_all
from tests.harness.people import CAST, STRANGER

from .samples import drafted, sealed, signed

if TYPE_CHECKING:
    from tests.harness.matrix import Answer, Arguments
    from tests.harness.people import Cast

FOUND, WRONG, GONE = 302, 422, 404
SEE = WRITE = ("clerk", "chair", "upper_officer")
OWN = ("clerk", "chair")  # of that very union
SIGN = ("chair", "upper_officer")
LETTER = {"title": "关于体检的通知", "body": ["请按时参加。"]}


def _mine(name: str, who: tuple[str, ...], answer: Answer = OK, *, school: Answer = NOT_FOUND, **more: Any) -> Route:
    """Who may do it in the mine's union; the school's clerk has the right, but finds nothing there."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {**dict.fromkeys(who, answer), "other_clerk": school}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN}, **more)


def _signers(name: str, answer: Answer, **more: Any) -> Route:
    return _mine(name, ("chair",), answer, school=FORBIDDEN, method="post", **more)


def _draft(cast: Cast) -> dict[str, Any]:
    return {"paper_id": drafted(cast).pk}


def _letter(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    return {"paper_id": draft_paper(cast.actor("clerk"), "papers.letter", union=cast.union("mine"), data=LETTER).pk}


def _signed(cast: Cast) -> dict[str, Any]:
    return {"paper_id": signed(cast).pk}


def _token(cast: Cast) -> dict[str, Any]:
    return {"token": signed(cast).token}


def _delivery(cast: Cast) -> dict[str, Any]:
    return {"delivery_id": send_paper(cast.actor("clerk"), sealed(cast), to_name="王小梅").pk}


def _scan(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    made = Scan.objects.create(union=cast.union("mine"), name="扫描.pdf", key_id=1, state=Scan.State.DONE)
    return {"scan_id": made.pk}


def _leaf(cast: Cast) -> dict[str, Any]:
    made = ScanPage(scan_id=_scan(cast)["scan_id"], position=1, result=Result.NO_CODE)
    made.key_id = store.put(store.PICTURE, made.uid, b"\xff\xd8\xff a picture")
    made.save()
    assert str(settings.MEDIA_ROOT)
    return {"leaf_id": made.pk}


def _incoming(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    entry: Any = {"received": date(2026, 11, 2), "sender": "县总工会", "title": "通知"}
    return {"incoming_id": enter_incoming(cast.actor("clerk"), cast.union("mine"), entry).pk}


def _return(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    if found := Return.objects.filter(state="open").first():  # one for everybody who asks, unless somebody dropped it
        return {"return_id": found.pk}
    made = begin_return(cast.actor("clerk"), "annual", cast.union("mine"), date(2025, 9, 30))
    return {"return_id": made.pk}


def _figure(cast: Cast) -> dict[str, Any]:
    return {**_return(cast), "code": "a.02.n"}


def _book(cast: Cast) -> dict[str, Any]:
    return {"key": "outgoing"}


def _read(name: str, arguments: Arguments) -> Route:
    return _mine(f"papers:{name}", SEE, arguments=arguments)


def _api(name: str, **more: Any) -> Route:
    """Of the mine: whoever has some right there without this one is refused, everybody else finds nothing."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, NOT_FOUND)
    answers |= {**dict.fromkeys(SEE, OK), "auditor": FORBIDDEN}
    return Route(name, {**answers, STRANGER: UNAUTHORISED}, bearer=True, **more)


def _post(name: str, answer: Answer, arguments: Arguments, who: tuple[str, ...] = OWN) -> Route:
    return _mine(f"papers:{name}", who, answer, arguments=arguments, method="post")


ROUTES = [
    only("papers:papers", *SEE, "other_clerk"),
    only("papers:new", *WRITE, "other_clerk"),
    only("papers:new", *WRITE, "other_clerk", method="post"),  # without a kind it shows the kinds
    only("papers:roll", *WRITE, "other_clerk"),
    only("papers:roll", *WRITE, "other_clerk", answer=WRONG, method="post"),
    _read("paper", _draft),
    _read("print", _draft),
    _read("word", _draft),
    _mine("papers:change", OWN, arguments=_letter),
    _post("change", WRONG, _letter),
    _post("check", FOUND, _draft),
    _post("back", WRONG, _draft),
    _post("discard", FOUND, _draft),
    _signers("papers:sign", WRONG, arguments=_draft),
    _post("seal", WRONG, _signed),
    _post("send", WRONG, _signed),
    _post("file", FOUND, _signed),
    _signers("papers:revoke", WRONG, arguments=_signed),
    _post("receipt", WRONG, _delivery),
    _read("proof", _delivery),
    only("papers:scans", *WRITE, "other_clerk"),
    only("papers:scans", *WRITE, "other_clerk", answer=WRONG, method="post"),
    _mine("papers:scan", WRITE, arguments=_scan),
    _read("leaf", _leaf),
    _post("assign", WRONG, _leaf, WRITE),
    only("papers:outgoing", *SEE, "other_clerk"),
    only("papers:incoming", *SEE, "other_clerk"),
    only("papers:incoming", *WRITE, "other_clerk", answer=WRONG, method="post"),
    _mine("papers:document", OWN, arguments=_incoming),
    _post("document", WRONG, _incoming),
    _post("confirm", FOUND, _incoming),
    only("papers:seals", *SEE, "other_clerk"),
    only("papers:seals", *WRITE, "other_clerk", answer=WRONG, method="post"),
    only("papers:set_word", *SIGN, answer=FOUND, method="post"),
    only("papers:book_print", *SEE, "other_clerk", arguments=_book),
    only("papers:book_xlsx", *SEE, "other_clerk", arguments=_book),
    only("papers:returns", *WRITE, "other_clerk"),
    only("papers:returns", *WRITE, "other_clerk", answer=WRONG, method="post"),
    _read("return", _return),
    _post("return", FOUND, _return, WRITE),
    _post("return_prefill", FOUND, _return, WRITE),
    _post("return_hand_in", WRONG, _return, WRITE),
    _post("return_correct", WRONG, _return, WRITE),
    _post("return_drop", FOUND, _return, WRITE),
    _read("figure", _figure),
    _read("return_print", _return),
    _read("return_word", _return),
    _read("return_xlsx", _return),
    to_all("check:paper", arguments=_token),
    only("api:papers_papers", *SEE, "other_clerk", bearer=True),
    _api("api:papers_paper", arguments=_draft),
    only("api:papers_returns", *SEE, "other_clerk", bearer=True),
]
