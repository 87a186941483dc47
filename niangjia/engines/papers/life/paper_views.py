"""One paper with its life, its page to print, its Word file."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from niangjia.engines.journal.timeline import steps
from niangjia.engines.papers.loading import load
from niangjia.engines.papers.making.codes import code_of
from niangjia.engines.papers.making.docx import DOCX, docx_from
from niangjia.engines.papers.permissions import CHECK, SEAL, SEE, SIGN, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import acts_for
from niangjia.engines.papers.seals import NoSeal, provider
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import SHANGHAI

from .fitting import fitting_of
from .forms import ReasonForm, ReceiptForm, SealForm, SendForm, SignForm
from .freezing import mark_of
from .models import Delivery, Paper, State
from .opening import open_paper
from .showing import life_of, place_of, state_of
from .steps import expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django import forms

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.guards import View
    from niangjia.foundation.access.request import Request


P = ParamSpec("P")


@needs(SEE)
@require_safe
def paper(request: Request, paper_id: int) -> HttpResponse:
    """Where it stands, what can be done now, copies, scans, history. What it says is a page of its own."""
    return page_of_paper(request, load(request, Paper, paper_id))


def page_of_paper(
    request: Request, found: Paper, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """The page, with forms as somebody filled them in."""
    asked = (bound or {}).get
    follows = None if found.revoked else expected(found)
    rights = _rights(request.actor, found)
    context = {
        **_words(request.actor, found, rights),
        "paper": found,
        "state": state_of(found),
        "life": life_of(found),
        "about": place_of(found),
        "next": follows,
        "may": rights,
        "drafted": found.state in (State.DRAFT, State.CHECKED),
        "back_reason": found.back_reason.reveal() if found.back_reason else "",
        "back": asked("back") or ReasonForm(prefix="back"),
        "revoke": asked("revoke") or ReasonForm(prefix="revoke"),
        "sign": asked("sign") or SignForm(),
        "seal": asked("seal") or seal_form(found),
        "send": asked("send") or SendForm(),
        "deliveries": list(_copies(found, asked("receipt"))),
        "leaves": found.leaves.select_related("scan").order_by("scan", "position"),
        "history": steps(found),
    }
    return render(request, "papers/paper.html", context, status=status)


def _copies(found: Paper, receipt: forms.Form | None) -> Iterator[tuple[Delivery, str, str]]:
    """Each copy with whom it goes to, who received it, and the form that asks so, as somebody filled it in."""
    for row in found.deliveries.order_by("pk"):
        fresh = receipt_form(row)
        row.receipt = receipt if receipt and receipt.auto_id == fresh.auto_id else fresh  # type: ignore[attr-defined]
        yield row, row.to_name.reveal(), row.received_by.reveal() if row.received_by else ""


def receipt_form(row: Delivery, data: Any = None) -> ReceiptForm:
    """Asks who received a copy; several such forms stand on one page."""
    return ReceiptForm(data, auto_id=f"id_{row.pk}_%s")


def seal_form(found: Paper, data: Any = None) -> SealForm:
    """Asks how it is sealed."""
    try:
        electronic = str(provider().title)
    except NoSeal:
        electronic = ""
    return SealForm(data, electronic=electronic, initial={"way": "ink", "copies": found.copies})


def _rights(actor: Actor, found: Paper) -> dict[str, bool]:
    codes = {"write": WRITE, "check": CHECK, "sign": SIGN, "seal": SEAL}
    return {name: acts_for(actor, code, found.union) for name, code in codes.items()}


def _words(actor: Actor, found: Paper, rights: dict[str, bool]) -> dict[str, Any]:
    """What a draft says, for who checks or signs it: on the page where they do, so that they do it to these words.

    One that does not fit its kind any more is told with what is the matter.
    """
    if found.state not in (State.DRAFT, State.CHECKED) or found.kind_or_none is None:
        return {}
    fitting = fitting_of(found)
    told: dict[str, Any] = {"fitting": fitting} if fitting.changed else {}
    follows = {State.CHECKED: "check", State.SIGNED: "sign"}.get(expected(found) or State.DRAFT, "")
    if not (rights.get(follows) or rights["check"]):
        return told
    if fitting.lacking:
        return {**told, "seen": mark_of(found)}
    try:
        return {**told, "words": open_paper(actor, found), "seen": mark_of(found)}
    except NotPossible:
        return told


def or_back(view: View[P]) -> View[P]:
    """What can't be opened is said above the list of papers."""

    @wraps(view)
    def opened(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotPossible as error:
            messages.error(request, str(error))
            return redirect("papers:papers")

    return opened


@needs(SEE)
@require_safe
@or_back
def print_page(request: Request, paper_id: int) -> HttpResponse:
    """The paper as it is printed; opening it is a look."""
    found = load(request, Paper, paper_id)
    context = open_paper(request.actor, found)
    return unstored(render(request, "papers/print.html", {**context, "paper": found, "code": code_of(found)}))


@needs(SEE)
@require_safe
@or_back
def word_file(request: Request, paper_id: int) -> HttpResponse:
    """The same as a Word file; its name says number or kind, and nobody's name."""
    found = load(request, Paper, paper_id)
    content = docx_from(open_paper(request.actor, found), found)
    name = (found.number or f"{found.title} {found.drafted.astimezone(SHANGHAI):%Y%m%d}").replace("/", " ")
    answer = HttpResponse(content, content_type=DOCX, headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = _attached(f"{name}.docx")
    return answer


def _attached(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


@needs(SEE)
@require_safe
@or_back
def proof_page(request: Request, delivery_id: int) -> HttpResponse:
    """The proof of service (送达回证) of one copy, to be signed by who receives it and scanned back."""
    row = Delivery.objects.select_related("paper__union", "sent_by").filter(pk=delivery_id).first()
    if row is None:
        raise Http404
    found = load(request, Paper, row.paper_id)
    open_paper(request.actor, found)
    context = {
        "delivery": row,
        "paper": found,
        "to_name": row.to_name.reveal(),
        "received_by": row.received_by.reveal() if row.received_by else "",
        "code": code_of(row),
    }
    return unstored(render(request, "papers/proof.html", context))


def unstored(answer: HttpResponse) -> HttpResponse:
    """Tells the browser to keep nothing of it."""
    answer["Cache-Control"] = "no-store"
    return answer
